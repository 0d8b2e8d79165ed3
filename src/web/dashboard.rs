//! The landing page: what a partner's staff look at first.

use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::error::Result;
use super::form::{Fields, Form};
use super::html::Html;
use super::page::{Section, Shell, see_other, see_other_saying};
use super::paths;
use super::request_context::{Allowed, ManageGlobalAdmins, RequestContext, SignedIn};
use super::uploads::{Line, line};
use crate::actions::customers::{Overview, overview};
use crate::actions::jobs::{Listed, recent};
use crate::actions::timekeeping::{self, Confirmed};
use crate::actions::uploads;
use crate::domain::Moment;
use crate::domain::job::{Job, Kind};
use crate::domain::message::Message;
use crate::domain::upload::kept::Upload;
use crate::words::Words;

/// Work on users that is under way, or just ended.
struct Row {
    customer: String,
    company_name: String,
    path: String,
    title: String,
    job: Job,
    is_running: bool,
    started: String,
}

impl Row {
    /// What the number of those to whom it was done in part is told by.
    fn partly(&self) -> &'static str {
        if self.job.kind == Kind::ChangeLicenses { "job-partly-change-licenses" } else { "job-partly" }
    }

    /// How many it was done to.
    fn done(&self, w: &Words) -> String {
        w.count(&format!("job-done-{}", self.job.kind.name()), self.job.reported())
    }
}

/// An upload that is under way, waits or just ended.
struct UploadRow {
    customer: String,
    company_name: String,
    line: Line,
    upload: Upload,
}

fn upload_row(visit: &RequestContext, one: uploads::Listed) -> UploadRow {
    let uploads::Listed { customer, company_name, upload } = one;
    UploadRow { customer: paths::users(customer), company_name, line: line(visit, customer, &upload), upload }
}

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    shell: Shell,
    overview: Overview,
    jobs: Vec<Row>,
    uploads: Vec<UploadRow>,
    /// What waits until the reader says that the clock is right.
    doubt: Option<Html>,
    clock: String,
}

/// GET /
pub async fn show(visit: Allowed<SignedIn>) -> Result {
    let shell = Shell::new(&visit, Section::Dashboard);
    if !shell.sees_customers() {
        // Who reaches no customer manages staff.
        return Ok(see_other(if shell.manages_staff() { paths::STAFF } else { paths::PROFILE }));
    }
    let by = visit.actor();
    let overview = overview(&by).await?;
    let jobs = recent(&by).await?.into_iter().map(|listed| row(&visit.words, listed)).collect();
    let listed = uploads::recent(&by).await?;
    let uploads = listed.into_iter().map(|one| upload_row(&visit, one)).collect();
    let doubt = timekeeping::doubt(&by).await?.map(|doubt| {
        let message = Message::new("clock-doubted")
            .text("now", visit.words.time_and_zone(&visit.now))
            .text("newest", visit.words.time_and_zone(&doubt.newest))
            .number("count", doubt.users);
        shell.say(&message)
    });
    let page = Page { shell, overview, jobs, uploads, doubt, clock: visit.now.to_rfc3339() };
    page.shell.render(StatusCode::OK, &page)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ClockFields {
    /// What the clock said on the page.
    clock: String,
}

impl Fields for ClockFields {
    const LIMIT: usize = 1024;
}

/// POST /clock-confirmation
pub async fn confirm_clock(visit: Allowed<ManageGlobalAdmins>, form: Form<ClockFields>) -> Result {
    // Without it nobody knows what was seen.
    let shown = form.fields.clock.parse().unwrap_or(Moment::UNIX_EPOCH);
    let told = match timekeeping::confirm(&visit.actor(), shown).await? {
        Confirmed::Now => "flash-clock-confirmed",
        Confirmed::Before => "flash-nothing-changed",
        Confirmed::Moved => "flash-clock-moved",
    };
    Ok(see_other_saying(&visit, paths::HOME, &Message::new(told)))
}

fn row(w: &Words, Listed { customer, company_name, job }: Listed) -> Row {
    let takes_back = job.kind == Kind::ChangeLicenses && job.undoes.is_some();
    Row {
        customer: paths::users(customer),
        company_name,
        path: paths::job(customer, job.id),
        title: if takes_back { w.t("job-undo-licenses") } else { w.t(format!("job-{}", job.kind.name())) },
        is_running: job.finished_at.is_none(),
        started: w.time(&job.created_at),
        job,
    }
}
