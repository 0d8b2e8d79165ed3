//! The list of a customer's uploads.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::actions::uploads as action;
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::domain::upload::kept::{Ending, State, Upload};
use crate::web::error::{Problem, Result};
use crate::web::outcomes::Pages;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, RequestContext, Scoped};

/// Uploads that are named elsewhere.
const NAMED: u64 = 5;
/// Uploads a page.
const SIZE: u64 = 50;

/// One upload, in words.
pub struct Line {
    pub path: String,
    pub file_name: String,
    pub by: String,
    pub at: String,
    /// How it stands, a class and words.
    pub tone: &'static str,
    pub state: String,
    /// What became of its rows.
    pub outcome: String,
}

/// Uploads in words.
pub fn lines(visit: &RequestContext, customer: CustomerId, uploads: &[Upload]) -> Vec<Line> {
    uploads.iter().map(|upload| line(visit, customer, upload)).collect()
}

/// One upload in words.
pub fn line(visit: &RequestContext, customer: CustomerId, upload: &Upload) -> Line {
    let w = &visit.words;
    let (tone, state) = match (upload.state, upload.ending) {
        (State::Receiving | State::Reading, _) => ("", "upload-state-reading"),
        (State::Unreadable, _) => ("danger", "upload-state-unreadable"),
        (State::Choosing, _) => ("warn", "upload-state-choosing"),
        (State::Review, _) => ("warn", "upload-state-review"),
        (State::Running, _) => ("", "upload-state-running"),
        (State::Finished, Some(Ending::Done) | None) => ("ok", "upload-state-done"),
        (State::Finished, Some(Ending::Stopped)) => ("warn", "upload-state-stopped"),
        (State::Finished, Some(Ending::ShutOut | Ending::GivenUp)) => ("danger", "upload-state-given-up"),
    };
    let mut outcome = Vec::new();
    if upload.is_draft() {
        if upload.state == State::Review {
            outcome.push(w.count("upload-rows", upload.summary.rows));
        }
    } else {
        if upload.is_running() {
            outcome.push(w.say_numbers("job-progress", &upload.done, &upload.due));
        }
        if upload.created > 0 || upload.updated == 0 {
            outcome.push(w.count("upload-created", upload.created));
        }
        if upload.updated > 0 {
            outcome.push(w.count("upload-updated", upload.updated));
        }
        if !upload.is_running() && upload.not_written() > 0 {
            outcome.push(w.count("upload-failed", upload.not_written()));
        }
    }
    Line {
        path: paths::upload(customer, upload.id),
        file_name: upload.file_name.clone(),
        by: upload.by.clone(),
        at: w.time(&upload.saved_at.unwrap_or(upload.created_at)),
        tone,
        state: w.t(state),
        outcome: outcome.join(" · "),
    }
}

/// The customer's last uploads in words, for who may look after them.
///
/// # Errors
/// When the database fails.
pub async fn last(visit: &RequestContext, customer: CustomerId) -> Result<Vec<Line>> {
    if !visit.may(Permission::ManageUsers) {
        return Ok(Vec::new());
    }
    Ok(lines(visit, customer, &action::list(&visit.actor(), customer, 0, NAMED).await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Place {
    from: String,
}

#[derive(Template)]
#[template(path = "uploads/index.html")]
struct Page {
    shell: Shell,
    lines: Vec<Line>,
    pages: Pages,
    new: String,
}

/// GET /customers/{customer}/uploads
pub async fn index(scope: Scoped<ManageUsers>, place: Query<Place>) -> Result {
    let customer = scope.customer.id;
    let from: u64 = match place.from.as_str() {
        "" => 0,
        from => from.parse().ok().filter(|from| *from < 1_000_000).ok_or(Problem::BadAddress)?,
    };
    let mut uploads = action::list(&scope.actor(), customer, from, SIZE + 1).await?;
    let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
    let has_next = uploads.len() > size;
    uploads.truncate(size);
    let at = |from: u64| {
        let from = if from > 0 { from.to_string() } else { String::new() };
        paths::with(&paths::uploads(customer), &[("from", &from)])
    };
    let page = Page {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        lines: lines(&scope, customer, &uploads),
        pages: Pages {
            first: (from > 0).then(|| at(0)),
            previous: (from > 0).then(|| at(from.saturating_sub(SIZE))),
            next: has_next.then(|| at(from + SIZE)),
            last: None,
        },
        new: paths::new_upload(customer),
    };
    page.shell.render(StatusCode::OK, &page)
}
