//! The one-time link that makes the first Global admin.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::error::{Problem, Result, on_form_with_secret, status};
use super::form::{Fields, Form};
use super::page::{Reasons, Section, Shell, see_other};
use super::request_context::{Anybody, RequestContext};
use super::{paths, sign_in};
use crate::actions::{self, staff};
use crate::domain::password::{STAFF_PASSWORD_LEAST, StaffPassword};
use crate::domain::refusal::{PasswordRefusal, Refusal, Refused};
use crate::domain::role::Role;
use crate::domain::staff::NewStaff;

#[derive(Template)]
#[template(path = "setup.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    full_name: String,
    email: String,
    least: i64,
}

impl Page {
    fn new(visit: &RequestContext, refused: &Refused, name: String, email: String) -> Self {
        Self {
            shell: Shell::new(visit, Section::None),
            reasons: Reasons::new(&visit.words, refused),
            full_name: name,
            email,
            least: i64::try_from(STAFF_PASSWORD_LEAST).unwrap_or_default(),
        }
    }
}

/// GET /setup/{token}
pub async fn new(visit: Anybody, token: Path<String>) -> Result {
    if !staff::can_set_up(&visit.app, &token).await? {
        return Err(Problem::NotFound.into());
    }
    let page = Page::new(&visit, &Refused::default(), String::new(), String::new());
    page.shell.render(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub struct SetupFields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: Zeroizing<String>,
    #[serde(default)]
    password_again: Zeroizing<String>,
}

impl Fields for SetupFields {
    const LIMIT: usize = 16 * 1024;
}

/// POST /setup/{token}
pub async fn create(
    visit: Anybody,
    request: HttpRequest,
    session: Session,
    token: Path<String>,
    form: Form<SetupFields>,
) -> Result {
    let fields = form.fields;
    let made = async {
        let (new, password) = read(&visit, &token, &fields).await?;
        staff::set_up(&visit.app, &token, &new, password).await
    };
    match on_form_with_secret(made.await) {
        Ok(signed_in) => {
            sign_in::open_session(&visit, &request, &session, &signed_in)?;
            Ok(see_other(paths::HOME))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = Page::new(&visit, &refused, fields.name, fields.email);
            page.shell.render(status(&refused), &page)
        }
        Err(other) => Err(other.into()),
    }
}

/// The first Global admin, as typed. Through a link that leads nowhere, nothing of it is judged.
async fn read(
    visit: &RequestContext,
    token: &str,
    fields: &SetupFields,
) -> std::result::Result<(NewStaff, StaffPassword), actions::Error> {
    if fields.password != fields.password_again {
        return Err(Refused::one("password_again", Refusal::Password(PasswordRefusal::Differ)).into());
    }
    if !staff::can_set_up(&visit.app, token).await? {
        return Err(actions::Error::NotFound);
    }
    let SetupFields { name, email, password, .. } = fields;
    Ok(NewStaff::parse_with_password(email, name, Role::GlobalAdmin, password.clone())?)
}
