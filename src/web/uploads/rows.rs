//! Rows of an upload in words, and which of them a page shows.

use std::borrow::Cow;

use serde::Deserialize;

use super::titles::title;
use crate::actions::uploads::{self as action, Part};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::message::Message;
use crate::domain::refusal::Refused;
use crate::domain::upload::Field;
use crate::domain::upload::kept::Upload;
use crate::domain::upload::verdict::{FieldChange, RowResult, UploadRow, Verdict};
use crate::web::error::{Problem, Result};
use crate::web::html::Html;
use crate::web::outcomes::Pages;
use crate::web::page::Shell;
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped};
use crate::words::Words;

/// Rows a page.
pub(super) const SIZE: u64 = 50;

/// Which rows are shown, as the address has it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Told {
    pub show: String,
    pub from: String,
}

impl Told {
    /// The part, and where its page begins.
    ///
    /// # Errors
    /// A bad address.
    pub fn read(&self) -> Result<(Part, i64)> {
        let from = match self.from.as_str() {
            "" => 0,
            from => from.parse().ok().filter(|from| *from >= 0).ok_or(Problem::BadAddress)?,
        };
        Ok((part_of(&self.show)?, from))
    }
}

/// A part by its name.
///
/// # Errors
/// A bad address.
pub(super) fn part_of(name: &str) -> Result<Part> {
    name.parse().map_err(|_| Problem::BadAddress.into())
}

/// A part of the rows that can be shown.
pub struct Choice {
    pub label: String,
    pub path: String,
    pub count: i64,
    pub is_shown: bool,
}

/// A cell that is refused, and can be mended.
pub struct Mend {
    /// As the form sends it, and as the page finds it.
    pub name: String,
    pub id: String,
    pub label: String,
    pub value: String,
    pub reason: Html,
}

/// One row, in words.
pub struct RowLine {
    pub position: i64,
    pub line: i64,
    /// The user's page, where there is one.
    pub path: Option<String>,
    pub display_name: String,
    pub user_name: String,
    /// What else stands in it.
    pub further: Vec<(String, String)>,
    pub tone: &'static str,
    pub status: String,
    pub reasons: Vec<(String, Html)>,
    pub mends: Vec<Mend>,
    pub notes: Vec<Html>,
    pub changes: Vec<(String, String, String)>,
    /// Whether it is ticked, where it must be.
    pub tick: Option<bool>,
    pub tick_label: String,
    pub is_wrong: bool,
}

/// The page of rows that is asked for.
pub struct RowsPage {
    pub lines: Vec<RowLine>,
    pub pages: Pages,
    pub part: Part,
    pub from: i64,
}

impl RowsPage {
    pub(super) async fn of(scope: &Scoped<ManageUsers>, shell: &Shell, upload: &Upload, told: &Told) -> Result<Self> {
        let (by, customer, id) = (scope.actor(), scope.customer.id, upload.id);
        let (part, from) = told.read()?;
        let mut rows = action::rows(&by, customer, id, part, from, SIZE + 1).await?;
        let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
        let next = rows.get(size).map(|row| row.position);
        rows.truncate(size);
        let previous = match from {
            0 => None,
            from => action::page_before(&by, customer, id, part, from, SIZE).await?,
        };
        let at = |from: i64| at(customer, id, part, from);
        let pages =
            Pages { first: previous.map(|_| at(0)), previous: previous.map(at), next: next.map(at), last: None };
        let lines = rows.iter().map(|row| line(shell, customer, upload, row)).collect();
        Ok(Self { lines, pages, part, from })
    }
}

impl RowsPage {
    /// Puts what was typed into the cells that can be mended.
    pub(super) fn fill_in<'a>(&mut self, typed: impl Fn(&str) -> Option<&'a str>) {
        for mend in self.lines.iter_mut().flat_map(|line| &mut line.mends) {
            if let Some(value) = typed(&mend.name) {
                value.clone_into(&mut mend.value);
            }
        }
    }
}

/// The address of an upload's page with this part of its rows.
pub(super) fn at(customer: CustomerId, id: UploadId, part: Part, from: i64) -> String {
    let from = if from > 0 { from.to_string() } else { String::new() };
    paths::with(&paths::upload(customer, id), &[("show", part.name()), ("from", &from)])
}

/// What a row's reasons, and what was assumed, say; as the column *Status update* has it.
pub(super) fn status(words: &Words, upload: &Upload, row: &UploadRow) -> String {
    let key = key(upload, row);
    let mut told = Vec::new();
    told.extend(row.detail.reasons.iter().map(|(field, why)| match words.field(field) {
        Some(label) if !field.is_empty() => format!("{label}: {}", words.say(&as_it_stands(row, why))),
        _ => words.say(&as_it_stands(row, why)),
    }));
    told.extend(row.detail.notes.iter().map(|note| words.say(&as_it_stands(row, note))));
    if told.is_empty() { words.t(key) } else { format!("{}: {}", words.t(key), told.join(" · ")) }
}

/// What is to become of a row, or became of it: a key of the catalog.
fn key(upload: &Upload, row: &UploadRow) -> &'static str {
    match (row.result, row.verdict) {
        // After Save, nobody can tick it any more.
        (None, _) if !upload.is_draft() && row.needs_tick() && !row.is_ticked => "upload-result-not-ticked",
        (None, Verdict::Ready | Verdict::Perhaps) if !upload.is_draft() => "upload-verdict-ready",
        (Some(RowResult::Created), _) => "upload-result-created",
        (Some(RowResult::Updated), _) => "upload-result-updated",
        (Some(RowResult::There), _) | (None, Verdict::There) => "upload-verdict-there",
        (Some(RowResult::Refused), _) | (None, Verdict::Refused) => "upload-verdict-refused",
        (Some(RowResult::Stopped), _) => "upload-result-stopped",
        (None, Verdict::Ready) if row.is_administrator => "upload-verdict-administrator",
        (None, Verdict::Ready) => "upload-verdict-ready",
        (None, Verdict::Update) => "upload-verdict-update",
        (None, Verdict::Perhaps) => "upload-verdict-perhaps",
    }
}

fn tone(row: &UploadRow) -> &'static str {
    match (row.result, row.verdict) {
        (Some(RowResult::Refused), _) | (None, Verdict::Refused) => "danger",
        (Some(RowResult::Stopped), _) | (None, Verdict::Perhaps) => "warn",
        (None, Verdict::Ready) if row.is_administrator => "warn",
        (Some(RowResult::Created | RowResult::Updated), _) | (None, Verdict::Ready | Verdict::Update) => "ok",
        _ => "",
    }
}

/// A sentence as it stands now: a user who was made without a license has to be given it elsewhere.
fn as_it_stands<'a>(row: &UploadRow, why: &'a Message) -> Cow<'a, Message> {
    let is_written = matches!(row.result, Some(RowResult::Created | RowResult::Updated));
    if is_written && why.key == "refusal-no-seats" {
        return Cow::Owned(Message { key: "upload-without-seat".into(), ..why.clone() });
    }
    Cow::Borrowed(why)
}

/// A value of a change in words.
fn shown(w: &Words, change: &FieldChange, value: &str) -> String {
    if change.field == "location" && !value.is_empty() { w.country(value) } else { value.to_owned() }
}

/// What a change puts there: licenses come to those that are there already.
fn after(w: &Words, change: &FieldChange) -> String {
    if change.field == "licenses" { format!("+ {}", change.after) } else { shown(w, change, &change.after) }
}

/// Cells that say what else the row brings, in the order of the form.
const FURTHER: [Field; 3] = [Field::Location, Field::Licenses, Field::Permissions];

fn line(shell: &Shell, customer: CustomerId, upload: &Upload, row: &UploadRow) -> RowLine {
    let w = &shell.w;
    let can_mend = upload.is_draft() && row.verdict == Verdict::Refused;
    let (mut mends, mut reasons): (Vec<Mend>, Vec<(String, Html)>) = (Vec::new(), Vec::new());
    for (name, why) in &row.detail.reasons {
        let text = shell.say(&as_it_stands(row, why));
        match Field::from_name(name).filter(|_| can_mend) {
            Some(field) if mends.iter().all(|mend| !mend.name.ends_with(&format!(".{name}"))) => mends.push(Mend {
                name: format!("cell.{}.{name}", row.position),
                id: format!("cell-{}-{name}", row.position),
                label: title(w, field),
                value: row.cells.get(field).to_owned(),
                reason: text,
            }),
            field => reasons.push((
                field.or_else(|| Field::from_name(name)).map(|field| title(w, field)).unwrap_or_default(),
                text,
            )),
        }
    }
    let is_mended = |field: &Field| mends.iter().any(|mend| mend.name.ends_with(&format!(".{}", field.name())));
    let further = FURTHER.into_iter().filter(|field| !is_mended(field));
    let further = further.map(|field| (title(w, field), row.cells.get(field).to_owned()));
    let named = [&row.detail.display_name, &row.detail.user_name].into_iter().find(|name| !name.is_empty());
    RowLine {
        position: row.position,
        line: row.line,
        path: row.user.map(|user| paths::user(customer, user)),
        display_name: named.cloned().unwrap_or_default(),
        user_name: row.detail.user_name.clone(),
        further: further.filter(|(_, text)| !text.is_empty()).collect(),
        tone: tone(row),
        status: w.t(key(upload, row)),
        reasons,
        mends,
        notes: row.detail.notes.iter().map(|note| shell.say(&as_it_stands(row, note))).collect(),
        changes: row
            .detail
            .changes
            .iter()
            .map(|change| {
                (w.field(&change.field).unwrap_or_default(), shown(w, change, &change.before), after(w, change))
            })
            .collect(),
        tick: (upload.is_draft() && row.needs_tick()).then_some(row.is_ticked),
        tick_label: w.named("upload-tick", named.map(String::as_str).unwrap_or_default()),
        is_wrong: tone(row) == "danger",
    }
}

/// What is told on top of a page, where something of it was refused as a whole.
pub(super) fn refused_message(refused: &Refused) -> Message {
    refused.0.first().map_or_else(|| Message::new("flash-nothing-changed"), |(_, refusal)| refusal.message())
}
