//! What is done to somebody only after a question that says what it takes: block, remove, reset the
//! password.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::new::show_password;
use crate::actions::staff::{self, Ends, Shown};
use crate::domain::id::StaffId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, Refusal};
use crate::domain::staff::TEMPORARY_PASSWORD_LASTS;
use crate::web::error::{Problem, Result};
use crate::web::form::{Form, Yes};
use crate::web::html::Html;
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageGlobalAdmins, ManageStaff, RequestContext, id};

#[derive(Template)]
#[template(path = "staff/question.html")]
struct Question {
    shell: Shell,
    /// The heading: the action and the person.
    title: String,
    what: Html,
    /// What ends, one thing a line.
    ends: Vec<String>,
    after: String,
    /// The action's own verb.
    verb: String,
    is_danger: bool,
    full_name: String,
    action: String,
    member: String,
}

/// Somebody else than the reader whom the reader may manage.
async fn other(visit: &RequestContext, id: StaffId) -> Result<Shown> {
    let shown = staff::find(&visit.actor(), id).await?;
    if !shown.may_manage {
        return Err(Problem::MissingRole(Permission::ManageStaff.on_staff(shown.staff.role)).into());
    }
    if shown.is_self { Err(Problem::Refused(Refusal::Access(AccessRefusal::OwnAccount)).into()) } else { Ok(shown) }
}

fn ask(
    visit: &RequestContext,
    member: &crate::domain::staff::Staff,
    words: [&'static str; 4],
    action: String,
) -> Question {
    let [title, what, after, verb] = words;
    let shell = Shell::new(visit, Section::Staff);
    let w = visit.words;
    Question {
        title: w.named(title, &member.name),
        what: shell.say(&Message::new(what).text("name", &member.name).text("email", member.email.as_str())),
        ends: Vec::new(),
        after: if after.is_empty() { String::new() } else { w.count(after, TEMPORARY_PASSWORD_LASTS.num_hours()) },
        verb: w.t(verb),
        is_danger: true,
        full_name: member.name.clone(),
        action,
        member: paths::member(member.id),
        shell,
    }
}

/// GET /staff/{staff}/blocking
pub async fn ask_to_block(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    let id = id::<StaffId>(&path)?;
    let shown = other(&visit, id).await?;
    if shown.staff.blocked_at.is_some() {
        return Ok(see_other(&paths::member(id)));
    }
    let words = ["staff-block-title", "staff-block-text", "staff-block-back", "staff-block"];
    let page = ask(&visit, &shown.staff, words, paths::member_blocking(id));
    page.shell.render(StatusCode::OK, &page)
}

/// POST /staff/{staff}/blocking
pub async fn block(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    let id = id::<StaffId>(&path)?;
    let staff = match staff::block(&visit.actor(), id).await {
        Ok(staff) => staff,
        Err(error) if error.is_not_yet() => return ask_to_block(visit, path).await,
        Err(other) => return Err(other.into()),
    };
    let message = Message::new("flash-staff-blocked").text("name", staff.name);
    Ok(see_other_saying(&visit, &paths::member(id), &message))
}

/// POST /staff/{staff}/unblocking
pub async fn unblock(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    let id = id::<StaffId>(&path)?;
    let staff = staff::unblock(&visit.actor(), id).await?;
    let message = Message::new("flash-staff-unblocked").text("name", staff.name);
    Ok(see_other_saying(&visit, &paths::member(id), &message))
}

/// GET /staff/{staff}/removal
pub async fn ask_to_remove(visit: Allowed<ManageStaff>, path: Path<String>) -> Result {
    let id = id::<StaffId>(&path)?;
    let Ends { staff, sessions, sheets, passwords, selections } = staff::what_ends(&visit.actor(), id).await?;
    let words = ["staff-remove-title", "staff-remove-text", "staff-remove-back", "staff-remove"];
    let w = visit.words;
    let ends = [
        (sessions, w.count("staff-remove-sessions", sessions)),
        (sheets, w.say_numbers("staff-remove-sheets", &sheets, &passwords)),
        (selections, w.count("staff-remove-selections", selections)),
    ];
    let page = Question {
        ends: ends.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told).collect(),
        ..ask(&visit, &staff, words, paths::member_removal(id))
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /staff/{staff}/removal
pub async fn remove(visit: Allowed<ManageStaff>, path: Path<String>, form: Form<Yes>) -> Result {
    let name = match staff::remove(&visit.actor(), id::<StaffId>(&path)?, &form.sent).await {
        Ok(name) => name,
        Err(error) if error.is_not_yet() => return ask_to_remove(visit, path).await,
        Err(other) => return Err(other.into()),
    };
    Ok(see_other_saying(&visit, paths::STAFF, &Message::new("flash-staff-removed").text("name", name)))
}

/// GET /staff/{staff}/password
pub async fn ask_to_reset(visit: Allowed<ManageGlobalAdmins>, path: Path<String>) -> Result {
    let id = id::<StaffId>(&path)?;
    let shown = other(&visit, id).await?;
    let words = ["staff-reset-title", "staff-reset-text", "staff-reset-hint", "staff-reset"];
    let page = Question { is_danger: false, ..ask(&visit, &shown.staff, words, paths::member_password(id)) };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /staff/{staff}/password
pub async fn reset(visit: Allowed<ManageGlobalAdmins>, path: Path<String>, form: Form<Yes>) -> Result {
    match staff::reset_password(&visit.actor(), id(&path)?, &form.sent).await {
        Ok(issued) => show_password(&visit, issued, "staff-was-reset"),
        Err(error) if error.is_not_yet() => ask_to_reset(visit, path).await,
        Err(other) => Err(other.into()),
    }
}
