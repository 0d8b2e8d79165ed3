//! One member of staff: name, role, sessions, and the ways to what asks first.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;
use serde::Deserialize;

use super::tone;
use crate::actions::sessions::{self, Which};
use crate::actions::staff::{self, MemberEdit, Shown};
use crate::actions::{self, Conflict};
use crate::domain::id::{SessionId, StaffId};
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::role::Role;
use crate::domain::staff::{StaffName, Standing};
use crate::web::conflict::ConflictNotice;
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::html::Html;
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageStaff, id};
use crate::web::sessions::{Row, rows};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EditFields {
    name: String,
    role: String,
    version: i64,
}

impl Fields for EditFields {
    const LIMIT: usize = 16 * 1024;
}

impl EditFields {
    /// Name and role; both reasons at once.
    fn parse(&self) -> std::result::Result<MemberEdit, Refused> {
        let mut refused = Refused::default();
        let name = refused.take("name", StaffName::parse(&self.name));
        let role = refused.take("role", self.role.parse().map_err(|_| Refusal::Input(InputRefusal::Choose)));
        let (Some(name), Some(role)) = (name, role) else { return Err(refused) };
        Ok(MemberEdit { name, role })
    }
}

#[derive(Template)]
#[template(path = "staff/show.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: EditFields,
    shown: Shown,
    email: String,
    standing: &'static str,
    tone: &'static str,
    last_sign_in: Option<String>,
    /// Until when tries from unknown places are refused.
    waits_until: Option<String>,
    until: Option<String>,
    /// The temporary password that this person needs comes from somebody else.
    needs_password: bool,
    sessions: Vec<Row>,
    action: String,
}

impl Page {
    fn waiting(&self, until: &str) -> Html {
        self.shell.say(&Message::new("staff-waits").text("time", until))
    }

    fn is_blocked(&self) -> bool {
        self.shown.staff.blocked_at.is_some()
    }

    /// Not every role is the reader's to give.
    fn is_short(&self) -> bool {
        self.shown.roles.len() < Role::ALL.len()
    }
}

/// GET /staff/{staff}
pub async fn show(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    let page = page(&visit, id(&path)?, None, &Refused::default()).await?;
    page.shell.render(StatusCode::OK, &page)
}

async fn page(visit: &Allowed<ManageStaff>, id: StaffId, typed: Option<EditFields>, refused: &Refused) -> Result<Page> {
    let shown = staff::find(&visit.actor(), id).await?;
    let staff = &shown.staff;
    // One's own are on one's own page, where the present one is marked.
    let sessions =
        if shown.may_manage && !shown.is_self { sessions::of(&visit.actor(), id).await? } else { Vec::new() };
    let saved = EditFields { name: staff.name.clone(), role: staff.role.name().to_owned(), version: staff.version };
    let standing = staff.standing(visit.now);
    Ok(Page {
        shell: Shell::new(visit, Section::Staff),
        reasons: Reasons::new(&visit.words, refused),
        conflict: None,
        fields: typed.unwrap_or(saved),
        email: staff.email.as_str().to_owned(),
        standing: standing.name(),
        tone: tone(standing),
        last_sign_in: staff.last_sign_in_at.map(|at| visit.words.time(&at)),
        waits_until: shown.waits_until.map(|at| visit.words.time(&at)),
        until: staff.password_expires_at.map(|at| visit.words.time(&at)),
        needs_password: staff.must_change_password
            && standing != Standing::Blocked
            && !visit.may(Permission::ManageGlobalAdmins),
        sessions: rows(visit, &sessions),
        action: paths::member(id),
        shown,
    })
}

/// POST /staff/{staff}
pub async fn update(visit: Allowed<ManageStaff>, path: Path<String>, form: Form<EditFields>) -> Result {
    let id = id::<StaffId>(&path)?;
    let Form { fields, sent } = form;
    let updated = async { staff::update(&visit.actor(), id, &fields.parse()?, fields.version, &sent).await };
    match on_form(updated.await) {
        Ok(name) => {
            if id == visit.staff.id && fields.role != visit.staff.role.name() {
                // With another role, this page may be closed.
                let role = visit.words.t(format!("role-{}", fields.role));
                let message = Message::new("flash-own-role").text("name", role);
                return Ok(see_other_saying(&visit, paths::HOME, &message));
            }
            let message = Message::new("flash-staff-saved").text("name", name);
            Ok(see_other_saying(&visit, &paths::member(id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = page(&visit, id, Some(fields), &refused).await?;
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&visit, id, fields, &conflict).await,
        Err(other) => Err(other.into()),
    }
}

/// What was typed stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(
    visit: &Allowed<ManageStaff>,
    id: StaffId,
    mut fields: EditFields,
    conflict: &Conflict,
) -> Result {
    let typed = [("name", fields.name.clone()), ("role", fields.role.clone())];
    let told = ConflictNotice::new(&visit.words, conflict, &typed);
    let now = page(visit, id, None, &Refused::default()).await?;
    fields.version = now.fields.version;
    let page = Page { conflict: Some(told), fields, ..now };
    page.shell.render(StatusCode::CONFLICT, &page)
}

/// POST /staff/{staff}/sessions/end
pub async fn end_all_sessions(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    end(&visit, id(&path)?, Which::All).await
}

/// POST /staff/{staff}/sessions/{session}/end
pub async fn end_session(visit: Allowed<ManageStaff>, path: Path<(String, String)>) -> Result {
    end(&visit, id(&path.0)?, Which::One(id::<SessionId>(&path.1)?)).await
}

async fn end(visit: &Allowed<ManageStaff>, id: StaffId, which: Which) -> Result {
    let ended = sessions::end(&visit.actor(), id, which).await?;
    let message = Message::new("flash-sessions-ended").number("count", ended);
    Ok(see_other_saying(visit, &paths::member(id), &message))
}
