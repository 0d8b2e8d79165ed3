//! The preview of what would become of licenses: nothing is written before *Save*, and nothing else than
//! what was shown is done.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::error::{Problem, Result};
use super::html::Html;
use super::license_assignments::PageState;
use super::license_words::{self, Lines};
use super::outcomes::Pages;
use super::page::{Section, Shell, see_other};
use super::paths;
use super::request_context::{ManageLicenses, Scoped, id};
use crate::actions::licenses::{self as action, Looked, Only, Preview, Saved, Source};
use crate::domain::id::{CustomerId, JobId, LicensePreviewId, SkuId};
use crate::domain::length;
use crate::domain::licensing::Tally;
use crate::domain::message::Message;
use crate::domain::permission::Permission;

/// Users a page.
const SIZE: usize = 100;

/// The seats of one product.
struct Seats {
    label: String,
    tally: Tally,
    buy_more: Option<String>,
}

/// A reason, and how many users it stops.
struct Stopped {
    text: Html,
    users: i64,
    path: String,
    is_shown: bool,
}

/// One user, in words.
struct Line {
    path: Option<String>,
    display_name: String,
    user_name: String,
    now: Lines,
    was: Option<Lines>,
}

#[derive(Template)]
#[template(path = "license_previews/show.html")]
struct Page {
    shell: Shell,
    title: String,
    text: Html,
    preview: Preview,
    seats: Vec<Seats>,
    stopped: Vec<Stopped>,
    /// What is different from what was shown before.
    moved: Vec<Html>,
    lines: Vec<Line>,
    path: String,
    part: Part,
    pages: Pages,
    action: String,
    /// The form that it came from, or the change that it takes back.
    before: Option<String>,
    back: String,
    is_undo: bool,
}

impl Page {
    fn short(&self) -> i64 {
        self.preview.tallies.iter().map(|(_, tally)| tally.short()).sum()
    }

    /// Whether everybody gets all that is wished.
    fn is_whole(&self) -> bool {
        self.preview.reasons.is_empty()
    }

    fn shows_all(&self) -> bool {
        self.part.show.is_empty() && self.part.why.is_empty()
    }

    fn showing(&self, show: &str) -> String {
        paths::with(&self.path, &[("show", show)])
    }

    fn different(&self) -> i64 {
        length(self.preview.difference.users.len())
    }
}

/// Which part of a preview is shown.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Part {
    /// `short`, `different` or `drifted`.
    show: String,
    /// A reason by its place.
    why: String,
    from: String,
}

impl Part {
    fn only(&self) -> Result<Only> {
        match (self.show.as_str(), self.why.as_str()) {
            ("", "") => Ok(Only::Everybody),
            ("", why) => Ok(Only::Reason(why.parse().map_err(|_| Problem::BadAddress)?)),
            ("short", _) => Ok(Only::Short),
            ("different", _) => Ok(Only::Different),
            ("drifted", _) => Ok(Only::Drifted),
            _ => Err(Problem::BadAddress.into()),
        }
    }
}

/// GET /customers/{customer}/license-previews/{preview}
pub async fn show(scope: Scoped<ManageLicenses>, path: Path<(String, String)>, part: Query<Part>) -> Result {
    look(&scope, id::<LicensePreviewId>(&path.1)?, part.into_inner()).await
}

async fn look(scope: &Scoped<ManageLicenses>, id: LicensePreviewId, part: Part) -> Result {
    let from = if part.from.is_empty() { 0 } else { part.from.parse().map_err(|_| Problem::BadAddress)? };
    match action::preview(&scope.actor(), scope.customer.id, id, part.only()?, from, SIZE).await? {
        Looked::CarriedOut(job, page) => Ok(see_other(&result(scope, job, &page)?)),
        Looked::Preview(preview) => render(scope, *preview, part, StatusCode::OK),
    }
}

/// *Save*: the preview is carried out as it was seen, or what is different now is shown.
pub(super) async fn save(scope: &Scoped<ManageLicenses>, id: LicensePreviewId, seen: &str) -> Result {
    match action::save(&scope.actor(), scope.customer.id, id, seen, SIZE).await {
        Ok(Saved::Job(job, page)) => Ok(see_other(&result(scope, job, &page)?)),
        Ok(Saved::Different(preview)) => render(scope, *preview, Part::default(), StatusCode::CONFLICT),
        Err(error) if error.is_not_yet() => look(scope, id, Part::default()).await,
        Err(other) => Err(other.into()),
    }
}

/// The address of what became of it.
fn result(scope: &Scoped<ManageLicenses>, job: JobId, page: &str) -> Result<String> {
    let back = PageState::read(page)?.back;
    Ok(paths::with(&paths::license_change(scope.customer.id, job), &[("return", &back)]))
}

/// Where it came from: the form with what was chosen there, or the change that it takes back.
fn before(customer: CustomerId, preview: &Preview, state: &PageState) -> Option<String> {
    match preview.source {
        Source::Undo(change) => Some(paths::with(&paths::license_change(customer, change), &[("return", &state.back)])),
        Source::Change(_) => state.form_address(customer, preview.id),
    }
}

fn render(scope: &Scoped<ManageLicenses>, preview: Preview, part: Part, status: StatusCode) -> Result {
    let (w, customer) = (&scope.words, scope.customer.id);
    let state = PageState::read(&preview.page)?;
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let path = paths::license_preview(customer, preview.id);
    let may_buy = scope.may(Permission::BuySubscriptions);
    let seats = |(sku, tally): &(SkuId, Tally)| Seats {
        label: preview.names.product(*sku),
        tally: *tally,
        buy_more: (may_buy && tally.short() > 0).then(|| paths::buy_more(customer, Some(*sku), tally.short(), &path)),
    };
    let stopped = |(at, (sku, reason, users)): (usize, &(Option<SkuId>, _, i64))| Stopped {
        text: shell.say(&license_words::reason(&preview.names, *sku, reason)),
        users: *users,
        path: paths::with(&path, &[("why", &at.to_string())]),
        is_shown: part.why == at.to_string(),
    };
    let moved = preview.difference.seats.iter().map(|(sku, was, now)| {
        let product = preview.names.product(*sku);
        shell.say(&Message::new("preview-seats-moved").text("product", product).number("was", *was).number("now", *now))
    });
    let lines = preview.rows.iter().map(|row| Line {
        path: row.person.as_ref().map(|_| paths::user(customer, row.user)),
        display_name: row.person.as_ref().map_or_else(|| w.t("user-gone"), |person| person.display_name.clone()),
        user_name: row.person.as_ref().map(|person| person.user_name.clone()).unwrap_or_default(),
        now: Lines::of_step(&shell, &preview.names, &row.step),
        was: row.was.as_ref().map(|step| Lines::of_step(&shell, &preview.names, step)),
    });
    let at = |from: usize| {
        let from = if from > 0 { from.to_string() } else { String::new() };
        paths::with(&path, &[("show", &part.show), ("why", &part.why), ("from", &from)])
    };
    let is_undo = matches!(preview.source, Source::Undo(_));
    let text = Message::new("preview-text")
        .number("changing", preview.changing)
        .number("total", preview.total)
        .text("customer", &scope.customer.account.company_name);
    let page = Page {
        title: w.t(if is_undo { "preview-undo" } else { "preview" }),
        text: shell.say(&text),
        seats: preview.tallies.iter().map(seats).collect(),
        stopped: preview.reasons.iter().enumerate().map(stopped).collect(),
        moved: moved.collect(),
        lines: lines.collect(),
        pages: Pages {
            first: preview.previous.map(|_| at(0)),
            previous: preview.previous.map(at),
            next: preview.next.map(at),
            last: preview.last.map(at),
        },
        action: paths::license_assignments(customer),
        before: before(customer, &preview, &state),
        back: state.back,
        is_undo,
        path,
        part,
        preview,
        shell,
    };
    page.shell.render(status, &page)
}
