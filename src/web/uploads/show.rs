//! The page of one upload: a question how it is to be read, its review, how far it is, or what became of it.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;

use super::rows::{Choice, RowsPage, Told, at};
use super::{new, review};
use crate::actions::sheets;
use crate::actions::uploads::{self as action, Part};
use crate::domain::id::UploadId;
use crate::domain::message::Message;
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::upload::kept::{Ending, State, Upload};
use crate::web::error::Result;
use crate::web::form::{Form, Yes};
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped, id};

#[derive(Template)]
#[template(path = "uploads/show.html")]
struct Page {
    shell: Shell,
    upload: Upload,
    /// The line of the first row that was not reached any more.
    first_stopped: Option<i64>,
    rows: RowsPage,
    parts: Vec<Choice>,
    /// The sheet on which the passwords stand.
    sheet: Option<String>,
    /// How fast it is, and how long it will take, in words.
    pace: String,
    begun: String,
    ended: Option<String>,
    file: String,
    /// The file of rows that were not written, and where they are shown.
    failed: Option<String>,
    show_failed: String,
    not_written: i64,
    stopping: Option<String>,
    removal: String,
    new: String,
    users: String,
}

impl Page {
    fn is_running(&self) -> bool {
        self.upload.is_running()
    }

    /// How it ended, where that was not by itself.
    fn ending(&self) -> Option<String> {
        let key = match self.upload.ending? {
            Ending::Done => return None,
            Ending::Stopped => "upload-ended-stopped",
            Ending::ShutOut => "upload-ended-shut-out",
            Ending::GivenUp => "upload-ended-given-up",
        };
        let w = &self.shell.w;
        let at = self.first_stopped.map(|line| format!(" {}", w.count("upload-stopped-at", line))).unwrap_or_default();
        Some(w.t(key) + &at)
    }
}

/// GET /customers/{customer}/uploads/{upload}
pub async fn show(scope: Scoped<ManageUsers>, path: Path<(String, String)>, told: Query<Told>) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, id::<UploadId>(&path.1)?);
    let upload = action::find(&by, customer, id).await?;
    match upload.state {
        State::Receiving | State::Reading => being_read(&scope, upload),
        State::Unreadable => new::render(&scope, &unreadable(&upload), StatusCode::OK).await,
        State::Choosing => Ok(see_other(&paths::upload_reading(customer, id))),
        State::Review => review::render(&scope, upload, &told, StatusCode::OK, None).await,
        State::Running | State::Finished => render(&scope, upload, &told).await,
    }
}

#[derive(Template)]
#[template(path = "uploads/being_read.html")]
struct BeingRead {
    shell: Shell,
    upload: Upload,
    removal: String,
}

/// The file waits for its turn, or takes long.
fn being_read(scope: &Scoped<ManageUsers>, upload: Upload) -> Result {
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let removal = paths::upload_removal(scope.customer.id, upload.id);
    let page = BeingRead { shell, upload, removal };
    page.shell.render(StatusCode::OK, &page)
}

/// Why nothing in it could be read.
fn unreadable(upload: &Upload) -> Refused {
    let problem = upload.facts.problem.clone();
    problem.map(|problem| Refused::one("file", Refusal::Told(problem))).unwrap_or_default()
}

async fn render(scope: &Scoped<ManageUsers>, upload: Upload, told: &Told) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, upload.id);
    let w = &scope.words;
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let rows = RowsPage::of(scope, &shell, &upload, told).await?;
    let is_own = scope.principal.id() == Some(upload.staff.into());
    let sheet = if is_own && upload.created > 0 { sheets::open_sheet(&by, customer).await? } else { None };
    let is_whole = matches!(upload.ending, None | Some(Ending::Done));
    let first_stopped = if is_whole { None } else { action::first_stopped(&by, customer, id).await? };
    let part = |part: Part, key: &str, count: i64| Choice {
        label: w.t(key),
        path: at(customer, id, part, 0),
        count,
        is_shown: rows.part == part,
    };
    let not_written = upload.not_written();
    let parts = [
        part(Part::All, "upload-part-all", upload.summary.rows),
        part(Part::Created, "upload-part-created", upload.created),
        part(Part::Updated, "upload-part-updated", upload.updated),
        part(Part::Partly, "upload-part-partly", upload.partly),
        part(Part::Failed, "upload-part-failed", not_written),
        part(Part::There, "upload-part-there", upload.summary.there),
    ];
    let page = Page {
        parts: parts.into_iter().filter(|part| part.count > 0 || part.is_shown).collect(),
        sheet: sheet.map(|sheet| paths::sheet(customer, sheet.id)),
        pace: pace(scope, &upload),
        begun: w.time_and_zone(&upload.saved_at.unwrap_or(upload.created_at)),
        ended: upload.finished_at.map(|at| w.time(&at)),
        file: paths::upload_file(customer, id),
        failed: (not_written > 0)
            .then(|| paths::with(&paths::upload_file(customer, id), &[("show", Part::Failed.name())])),
        show_failed: at(customer, id, Part::Failed, 0),
        not_written,
        stopping: (upload.is_running() && upload.stopping_at.is_none()).then(|| paths::upload_stopping(customer, id)),
        removal: paths::upload_removal(customer, id),
        new: paths::new_upload(customer),
        users: paths::users(customer),
        first_stopped,
        rows,
        shell,
        upload,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// How many rows a second, and how long the rest takes.
fn pace(scope: &Scoped<ManageUsers>, upload: &Upload) -> String {
    let w = &scope.words;
    if upload.stopping_at.is_some() {
        return w.t("upload-stopping");
    }
    let begun = upload.saved_at.unwrap_or(upload.created_at);
    let seconds = (scope.now - begun).num_seconds().max(1);
    if upload.done == 0 {
        return w.t("upload-pace-unknown");
    }
    let (rate, left) = (upload.done / seconds, (upload.due - upload.done) * seconds / upload.done);
    let left =
        if left < 60 { w.count("upload-left-seconds", left) } else { w.count("upload-left-minutes", (left + 59) / 60) };
    if rate == 0 { left } else { format!("{} · {left}", w.count("upload-rate", rate)) }
}

/// POST /customers/{customer}/uploads/{upload}/stopping
pub async fn stop(scope: Scoped<ManageUsers>, path: Path<(String, String)>, _: Form<Yes>) -> Result {
    let (customer, id) = (scope.customer.id, id::<UploadId>(&path.1)?);
    action::stop(&scope.actor(), customer, id).await?;
    let message = Message::new("flash-upload-stopping");
    Ok(see_other_saying(&scope, &paths::upload(customer, id), &message))
}
