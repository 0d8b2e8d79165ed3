//! What became of something that was asked for: at once in a sentence when it was one user, else
//! on a page that tells each user's outcome, and how far it is while it is under way.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;

use super::error::Result;
use super::flash::Undo;
use super::html::Html;
use super::outcomes::{OutcomePage, OutcomeQuery, SIZE};
use super::page::{Section, Shell, see_other, see_other_offering, see_other_saying};
use super::paths;
use super::questions::Asked;
use super::request_context::{Right, Scoped, SeeCustomers, id};
use crate::actions::jobs::{self as action, JobUserOutcome, Undoing};
use crate::actions::sheets;
use crate::domain::id::JobId;
use crate::domain::job::{Job, Kind, Outcome, Part};
use crate::domain::link::Along;
use crate::domain::message::Message;
use crate::domain::permission::Permission;

/// The answer to a form that made `job`: a sentence for one user to whom it was done, else the
/// page with all outcomes. Passwords lead to the confirmation screen.
pub(super) async fn answer<R: Right>(scope: &Scoped<R>, asked: &Asked, job: &Job) -> Result {
    let customer = scope.customer.id;
    let page = paths::with(&paths::job(customer, job.id), &[("return", &asked.r#return)]);
    if job.finished_at.is_none() || job.refused > 0 {
        return Ok(see_other(&page));
    }
    if job.kind == Kind::ResetPassword
        && let Some(sheet) = sheets::open_sheet(&scope.actor(), customer).await?
    {
        let sheet = paths::sheet(customer, sheet.id);
        if job.options.along == Along::None {
            return Ok(see_other(&sheet));
        }
        let message = Message::new("flash-links-issued").number("count", job.succeeded());
        return Ok(see_other_saying(scope, &sheet, &message));
    }
    if job.total > 1 || job.makes_passwords() {
        return Ok(see_other(&page));
    }
    let (_, told) = action::outcomes(&scope.actor(), customer, job.id, Part::Everybody, 0, 1).await?;
    let told = told.into_iter().next().ok_or_else(|| super::error::Error::Cause("a job without users".into()))?;
    let key = match (job.kind, &told.outcome) {
        (_, Some(Outcome::Unchanged)) => "flash-unchanged",
        (Kind::Delete, _) => "flash-user-deleted",
        (Kind::BlockSignIn, _) => "flash-sign-in-blocked",
        (Kind::AllowSignIn, _) => "flash-sign-in-allowed",
        (Kind::Restore, Some(Outcome::Done)) => "flash-user-restored",
        (Kind::ResetPassword | Kind::Restore | Kind::ChangeLicenses, _) => return Ok(see_other(&page)),
    };
    let message = Message::new(key).text("name", told.display_name.unwrap_or_default());
    let undo = (job.kind == Kind::Delete).then(|| Undo::of(customer, job.id));
    Ok(see_other_offering(scope, &asked.back(customer), &message, undo))
}

/// One user of a job, in words.
struct Line {
    path: Option<String>,
    display_name: String,
    user_name: String,
    outcome: Option<Html>,
    is_refused: bool,
    /// Where another user name is asked for, which is all that keeps this user away.
    rename: Option<String>,
}

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct Page {
    shell: Shell,
    job: Job,
    title: String,
    lines: Vec<Line>,
    place: OutcomePage,
    begun: String,
    sheet: Option<String>,
    undo: Option<Undo>,
    /// When the deletions were taken back, and by which job.
    undone: Option<(String, Option<String>)>,
    deleted_users: Option<String>,
    deleted: i64,
}

impl Page {
    fn is_running(&self) -> bool {
        self.job.finished_at.is_none()
    }

    /// How many it was done to.
    fn done(&self) -> String {
        self.shell.w.count(&format!("job-done-{}", self.job.kind.name()), self.job.reported())
    }
}

/// GET /customers/{customer}/jobs/{job}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, wanted: Query<OutcomeQuery>) -> Result {
    let id = id::<JobId>(&path.1)?;
    let customer = scope.customer.id;
    let (part, from) = wanted.read()?;
    let (job, mut told) = action::outcomes(&scope.actor(), customer, id, part, from, SIZE + 1).await?;
    if job.kind == Kind::ChangeLicenses {
        return Ok(see_other(&paths::with(&paths::license_change(customer, id), &[("return", &wanted.r#return)])));
    }
    let place = OutcomePage::of(&scope, (paths::job(customer, id), &job), &wanted, &mut told).await?;
    let is_own = scope.principal.id() == Some(job.staff.into());
    let sheet =
        if is_own && job.makes_passwords() { sheets::open_sheet(&scope.actor(), customer).await? } else { None };
    let by = scope.actor();
    let (may_undo, undone) = match action::undoing(&by, customer, &job).await? {
        Undoing::Nobody => (false, None),
        Undoing::Possible => (scope.may(Permission::ManageUsers), None),
        Undoing::InPart(done) | Undoing::PartDone(done) | Undoing::Done(done) => {
            let path = action::sees(&by, &done).then(|| paths::job(customer, done.id));
            (false, Some((scope.words.time(&done.created_at), path)))
        }
    };
    let shell = Shell::at(&scope, &scope.customer, Section::Users);
    let page = Page {
        title: scope.words.t(format!("job-{}", job.kind.name())),
        lines: told.into_iter().map(|one| line(&scope, &shell, &job, &wanted.r#return, one)).collect(),
        place,
        deleted_users: matches!(job.kind, Kind::Delete | Kind::Restore).then(|| paths::deleted_users(customer)),
        deleted: scope.customer.deleted_users,
        begun: scope.words.time_and_zone(&job.created_at),
        sheet: sheet.map(|sheet| paths::sheet(customer, sheet.id)),
        undo: may_undo.then(|| Undo::of(customer, id)),
        undone,
        shell,
        job,
    };
    page.shell.render(StatusCode::OK, &page)
}

fn line(scope: &Scoped<SeeCustomers>, shell: &Shell, job: &Job, back: &str, told: JobUserOutcome) -> Line {
    let customer = scope.customer.id;
    let user_name = told.user_name.unwrap_or_default();
    let path = if told.is_deleted {
        Some(paths::with(&paths::deleted_users(customer), &[("search", &user_name)]))
    } else {
        told.display_name.is_some().then(|| paths::user(customer, told.user))
    };
    let needs_name = matches!(told.outcome, Some(Outcome::NameTaken | Outcome::DomainGone)) && told.is_deleted;
    let rename = (needs_name && scope.may(Permission::ManageUsers))
        .then(|| paths::with(&paths::new_restoration(customer), &[("user", &told.user.to_string()), ("return", back)]));
    Line {
        path,
        display_name: told.display_name.unwrap_or_else(|| scope.words.t("user-gone")),
        user_name,
        outcome: told.outcome.as_ref().map(|outcome| shell.say(&outcome.message(job.kind))),
        is_refused: told.outcome.as_ref().is_some_and(Outcome::is_refused),
        rename,
    }
}
