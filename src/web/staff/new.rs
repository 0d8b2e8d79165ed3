//! Adding somebody, and the one page on which a new temporary password is seen.
//!
//! The password stands in the answer to the POST itself: an address to lead to would keep it
//! somewhere. Sent again, the same form is told to be done.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::actions;
use crate::actions::staff::{self, Issued, Password};
use crate::domain::message::Message;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::role::Role;
use crate::domain::staff::{NewStaff, TEMPORARY_PASSWORD_LASTS};
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::html::Html;
use crate::web::page::{Reasons, Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageStaff, RequestContext};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct MemberFields {
    name: String,
    email: String,
    role: String,
}

impl Fields for MemberFields {
    const LIMIT: usize = 16 * 1024;
}

impl MemberFields {
    fn parse(&self) -> std::result::Result<NewStaff, Refused> {
        NewStaff::parse(&self.email, &self.name, self.role.parse().map_err(|_| Refusal::Input(InputRefusal::Choose)))
    }
}

#[derive(Template)]
#[template(path = "staff/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: MemberFields,
    roles: Vec<Role>,
    /// Not every role is the reader's to give.
    is_short: bool,
    hours: i64,
}

impl Page {
    fn new(visit: &RequestContext, refused: &Refused, fields: MemberFields) -> Self {
        let roles = staff::grantable(&visit.actor());
        Self {
            shell: Shell::new(visit, Section::Staff),
            reasons: Reasons::new(&visit.words, refused),
            fields,
            is_short: roles.len() < Role::ALL.len(),
            roles,
            hours: TEMPORARY_PASSWORD_LASTS.num_hours(),
        }
    }
}

/// GET /staff/new
pub async fn new(visit: Allowed<ManageStaff>) -> Result {
    let page = Page::new(&visit, &Refused::default(), MemberFields::default());
    page.shell.render(StatusCode::OK, &page)
}

/// POST /staff
pub async fn create(visit: Allowed<ManageStaff>, form: Form<MemberFields>) -> Result {
    let Form { fields, sent } = form;
    let added = async { staff::add_member(&visit.actor(), &fields.parse()?, &sent).await };
    match on_form(added.await) {
        Ok(issued) => show_password(&visit, issued, "staff-added"),
        Err(actions::Error::Refused(refused)) => {
            let page = Page::new(&visit, &refused, fields);
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "staff/password.html")]
struct PasswordPage {
    shell: Shell,
    /// What was done.
    done: Html,
    full_name: String,
    email: String,
    password: Option<Zeroizing<String>>,
    was_shown: bool,
    until: String,
    member: String,
    reset: String,
}

impl PasswordPage {
    /// Who adds somebody without being shown the password is told of nothing else.
    fn title(&self) -> &'static str {
        if self.password.is_some() || self.was_shown { "column-temporary-password" } else { "staff-add" }
    }
}

/// The answer to a form that made a temporary password.
pub(super) fn show_password(visit: &RequestContext, issued: Issued, done: &'static str) -> Result<HttpResponse> {
    let Issued { staff, password } = issued;
    let shell = Shell::new(visit, Section::Staff);
    let was_shown = password == Password::ShownBefore;
    let page = PasswordPage {
        done: shell.say(&Message::new(done).text("name", &staff.name)),
        shell,
        email: staff.email.as_str().to_owned(),
        password: if let Password::Shown(password) = password { Some(password) } else { None },
        was_shown,
        until: staff.password_expires_at.map(|at| visit.words.time_and_zone(&at)).unwrap_or_default(),
        member: paths::member(staff.id),
        reset: paths::member_password(staff.id),
        full_name: staff.name,
    };
    page.shell.render(StatusCode::OK, &page)
}
