//! *Licenses updated*: what became of each user of a change, how far it is while it is under way, the
//! same as a file, and taking it back.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::csv_file;
use super::error::Result;
use super::form::{Fields, Form};
use super::html::Html;
use super::license_assignments::PageState;
use super::license_words::{self, Lines};
use super::outcomes::{OutcomePage, OutcomeQuery, SIZE};
use super::page::{Section, Shell, see_other};
use super::paths;
use super::questions::Asked;
use super::request_context::{ManageLicenses, Scoped, SeeCustomers, id};
use crate::actions::jobs::{self, JobUserOutcome, Undoing};
use crate::actions::licenses::{self as action, Updated};
use crate::domain::id::JobId;
use crate::domain::job::{Job, Outcome};
use crate::domain::licensing::Done;
use crate::domain::permission::Permission;

/// Users read at a time for a file.
const CHUNK: u64 = 500;

/// One user, in words.
struct Line {
    path: Option<String>,
    display_name: String,
    user_name: String,
    lines: Lines,
    now: Vec<String>,
    /// Success, unless there are reasons; nothing while the user waits.
    outcome: Option<Html>,
    is_refused: bool,
    is_there: bool,
}

#[derive(Template)]
#[template(path = "license_changes/show.html")]
struct Page {
    shell: Shell,
    job: Job,
    lines: Vec<Line>,
    place: OutcomePage,
    begun: String,
    export: String,
    /// Where users to whom it was not all done are chosen for another try.
    retry: Option<String>,
    /// How many of them are there.
    short: i64,
    undo: Option<String>,
    undo_until: Option<String>,
    /// That it was taken back, and by which change.
    undone: Option<(String, Option<String>)>,
    /// The change that this one takes back.
    undoes: Option<String>,
}

impl Page {
    fn is_running(&self) -> bool {
        self.job.finished_at.is_none()
    }
}

/// GET /customers/{customer}/license-changes/{change}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, wanted: Query<OutcomeQuery>) -> Result {
    let (id, by, customer) = (id::<JobId>(&path.1)?, scope.actor(), scope.customer.id);
    let (part, from) = wanted.read()?;
    let mut updated = action::updated(&by, customer, id, part, from, SIZE + 1).await?;
    let place =
        OutcomePage::of(&scope, (paths::license_change(customer, id), &updated.job), &wanted, &mut updated.told)
            .await?;
    let may = scope.may(Permission::ManageLicenses);
    let link = |job: &Job| jobs::sees(&by, job).then(|| paths::license_change(customer, job.id));
    let said = |key: &str, job: &Job| scope.words.named(key, scope.words.time(&job.created_at));
    let (may_undo, undone) = match action::undoing(&by, customer, &updated.job).await? {
        Undoing::Nobody => (false, None),
        Undoing::Possible => (may, None),
        Undoing::InPart(other) => (may, Some((said("change-undone-partly", &other), link(&other)))),
        Undoing::Done(other) if other.finished_at.is_none() => {
            (false, Some((scope.words.t("change-undoing"), link(&other))))
        }
        Undoing::PartDone(other) => (false, Some((said("change-undone-some", &other), link(&other)))),
        Undoing::Done(other) => (false, Some((said("change-undone", &other), link(&other)))),
    };
    let shell = Shell::at(&scope, &scope.customer, Section::Users);
    let is_over = updated.job.finished_at.is_some();
    let page = Page {
        lines: updated.told.iter().map(|one| line(&scope, &shell, &updated, one)).collect(),
        place,
        begun: scope.words.time_and_zone(&updated.job.created_at),
        export: paths::with(&paths::license_change_file(customer, id), &[("show", part.name())]),
        short: action::short(&by, customer, &updated.job).await?,
        retry: (may && is_over).then(|| paths::selections(customer)),
        undo: may_undo.then(|| paths::license_change_undo(customer, id)),
        undo_until: action::undone_until(&updated.job).filter(|_| may_undo).map(|at| scope.words.time_and_zone(&at)),
        undone,
        undoes: updated.job.undoes.map(|job| paths::license_change(customer, job)),
        job: updated.job,
        shell,
    };
    page.shell.render(StatusCode::OK, &page)
}

fn line(scope: &Scoped<SeeCustomers>, shell: &Shell, updated: &Updated, told: &JobUserOutcome) -> Line {
    let customer = scope.customer.id;
    let user_name = told.user_name.clone().unwrap_or_default();
    let path = if told.is_deleted {
        Some(paths::with(&paths::deleted_users(customer), &[("search", &user_name)]))
    } else {
        told.display_name.is_some().then(|| paths::user(customer, told.user))
    };
    let lines = match &told.outcome {
        Some(Outcome::Licenses { done, refused }) => Lines::of_outcome(shell, &updated.names, done, refused),
        _ => Lines::default(),
    };
    let held = updated.now.get(&told.user).into_iter().flatten();
    let mut now: Vec<String> = held.map(|sku| updated.names.product(*sku)).collect();
    now.sort();
    Line {
        path,
        display_name: told.display_name.clone().unwrap_or_else(|| scope.words.t("user-gone")),
        user_name,
        outcome: told.outcome.as_ref().map(|outcome| shell.say(&outcome.message(updated.job.kind))),
        is_refused: told.outcome.as_ref().is_some_and(|outcome| outcome.is_refused() || outcome.is_partial()),
        is_there: told.display_name.is_some() && !told.is_deleted,
        lines,
        now,
    }
}

const HEAD: [&str; 6] = [
    "column-display-name",
    "column-user-name",
    "column-added",
    "column-removed",
    "column-licenses-now",
    "column-outcome",
];

/// GET /customers/{customer}/license-changes/{change}.csv
pub async fn export(scope: Scoped<SeeCustomers>, path: Path<(String, String)>, wanted: Query<OutcomeQuery>) -> Result {
    let (id, by, customer) = (id::<JobId>(&path.1)?, scope.actor(), scope.customer.id);
    let (part, _) = wanted.read()?;
    // Told before anything is sent: who may not see it gets no file.
    action::find(&by, customer, id).await?;
    let words = scope.words;
    let lines = async_stream::try_stream! {
        yield csv_file::line(&words, &HEAD.map(|key| words.t(key)));
        let mut from = 0;
        loop {
            let updated = action::updated(&by, customer, id, part, from, CHUNK).await?;
            for one in &updated.told {
                yield csv_file::line(&words, &cells(&words, &updated, one));
            }
            match updated.told.last() {
                Some(last) if updated.told.len() as u64 == CHUNK => from = last.position + 1,
                _ => break,
            }
        }
    };
    Ok(csv_file::download(&format!("{} licenses.csv", scope.customer.account.company_name), lines))
}

fn cells(words: &crate::words::Words, updated: &Updated, told: &JobUserOutcome) -> [String; 6] {
    let join = |mut names: Vec<String>| {
        names.sort();
        names.join("; ")
    };
    let product = |license: &crate::domain::user::License| updated.names.product(license.sku);
    let further = |done: &Done| license_words::of_done(&updated.names, done).map(|one| words.say(&one)).collect();
    let nothing = (Vec::new(), Vec::new(), Vec::new(), String::new());
    let (added, further, removed, reasons): (Vec<String>, Vec<String>, Vec<String>, String) = match &told.outcome {
        Some(Outcome::Licenses { done, refused }) => (
            done.added.iter().map(product).collect(),
            further(done),
            done.removed.iter().map(product).collect(),
            license_words::plain(words, &updated.names, refused),
        ),
        _ => nothing,
    };
    let held = updated.now.get(&told.user).into_iter().flatten().map(|sku| updated.names.product(*sku)).collect();
    let outcome = match &told.outcome {
        Some(outcome) => words.say(&outcome.message(updated.job.kind)),
        None => words.t("outcome-waiting"),
    };
    [
        told.display_name.clone().unwrap_or_default(),
        told.user_name.clone().unwrap_or_default(),
        [vec![join(added)], further].concat().into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; "),
        join(removed),
        join(held),
        if reasons.is_empty() { outcome } else { format!("{outcome}: {reasons}") },
    ]
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct UndoFields {
    r#return: String,
}

impl Fields for UndoFields {}

/// POST /customers/{customer}/license-changes/{change}/undo
pub async fn undo(scope: Scoped<ManageLicenses>, path: Path<(String, String)>, form: Form<UndoFields>) -> Result {
    let (id, customer) = (id::<JobId>(&path.1)?, scope.customer.id);
    let asked = Asked { r#return: form.fields.r#return.clone(), ..Asked::default() };
    let plan = action::undo(&scope.actor(), customer, id, &PageState::of_page(&asked.back(customer)).written()).await?;
    Ok(see_other(&paths::license_preview(customer, plan)))
}
