//! How a file is to be read: its encoding, its worksheet, and what each column is.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::titles::title;
use crate::actions::{self, uploads as action};
use crate::domain::id::UploadId;
use crate::domain::import::encoding::EncodingChoice;
use crate::domain::import::file;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::upload::kept::{Facts, Reading, State, Upload};
use crate::domain::upload::{Columns, Field, Use};
use crate::web::error::Result;
use crate::web::form::{Fields, Form};
use crate::web::html::Html;
use crate::web::page::{Reasons, Section, Shell, see_other};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped, id};

/// Values of a column that are shown.
const SAMPLES: usize = 3;
/// The most characters of one.
const SAMPLE: usize = 40;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Look {
    /// `shown`: somebody has asked for the values of columns that are not known.
    samples: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReadingFields {
    encoding: String,
    worksheet: String,
    /// What each column is, in their order.
    column: Vec<String>,
    /// `asked` where the page asks whether the first row holds headers, and `yes` where it does.
    header_row: Vec<String>,
}

impl Fields for ReadingFields {}

impl ReadingFields {
    fn is_headed(&self) -> Option<bool> {
        let says = |what: &str| self.header_row.iter().any(|said| said == what);
        says("asked").then(|| says("yes"))
    }
}

/// One column, as the page asks for it.
struct ColumnRow {
    number: i64,
    id: String,
    header: String,
    samples: Vec<String>,
    /// Its values may be secret, and nobody has asked for them.
    is_masked: bool,
    /// It is dropped, whatever anybody says.
    is_password: bool,
    chosen: String,
}

#[derive(Template)]
#[template(path = "uploads/reading.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    upload: Upload,
    problem: Option<Html>,
    encodings: Vec<(&'static str, String, bool)>,
    worksheets: Vec<(String, bool)>,
    columns: Vec<ColumnRow>,
    /// Values of the select of each column.
    fields: Vec<(&'static str, String)>,
    examples: Vec<String>,
    /// Whether the first row holds headers, where that is asked: none of them is known.
    is_headed: Option<bool>,
    /// The encoding that it may rather be in.
    rival: Option<&'static str>,
    samples: String,
    action: String,
    removal: String,
    /// The review, where there is one already.
    cancel: Option<String>,
}

impl Page {
    fn has_masked(&self) -> bool {
        self.columns.iter().any(|column| column.is_masked && !column.samples.is_empty())
    }
}

/// GET /customers/{customer}/uploads/{upload}/reading
pub async fn ask(scope: Scoped<ManageUsers>, path: Path<(String, String)>, look: Query<Look>) -> Result {
    let id = id::<UploadId>(&path.1)?;
    render(&scope, id, &look, None, &Refused::default()).await
}

async fn render(
    scope: &Scoped<ManageUsers>,
    id: UploadId,
    look: &Look,
    typed: Option<&ReadingFields>,
    refused: &Refused,
) -> Result {
    let (by, customer) = (scope.actor(), scope.customer.id);
    let upload = action::find(&by, customer, id).await?;
    if !upload.is_draft() || matches!(upload.state, State::Reading | State::Unreadable) {
        return Ok(see_other(&paths::upload(customer, id)));
    }
    let w = &scope.words;
    let (facts, rows) = match action::look(&by, customer, id).await {
        // It was settled meanwhile: the same form had been sent twice.
        Err(actions::Error::NotFound) => return Ok(see_other(&paths::upload(customer, id))),
        looked => looked?,
    };
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let shows_samples = look.samples == "shown";
    let taken = typed.map_or_else(|| facts.encoding.clone().unwrap_or_default(), |typed| typed.encoding.clone());
    let encodings = EncodingChoice::ALL.iter().map(|one| (one.name(), label(*one), taken == one.name()));
    let fields = std::iter::once(("", w.t("upload-column-ignored")))
        .chain(Field::ALL.iter().map(|field| (field.name(), title(w, *field))));
    let mut reasons = Reasons::new(w, refused);
    for (at, header) in facts.headers.iter().enumerate() {
        let called = if header.is_empty() { w.count("upload-column-number", place(at)) } else { header.clone() };
        reasons = reasons.calling(&format!("column:{at}"), &called);
    }
    let page = Page {
        problem: facts.problem.as_ref().map(|problem| shell.say(problem)),
        encodings: if facts.encoding.is_some() { encodings.collect() } else { Vec::new() },
        worksheets: facts
            .worksheets
            .iter()
            .map(|name| (name.clone(), facts.worksheet.as_ref() == Some(name)))
            .collect(),
        columns: columns(&facts, &rows, typed, shows_samples),
        fields: fields.collect(),
        examples: facts.examples.clone(),
        is_headed: typed.map_or(upload.reading.is_headed, ReadingFields::is_headed),
        rival: facts.rival_label(),
        samples: paths::with(&paths::upload_reading(customer, id), &[("samples", "shown")]),
        action: paths::upload_reading(customer, id),
        removal: paths::upload_removal(customer, id),
        cancel: (upload.summary.rows > 0).then(|| paths::upload(customer, id)),
        reasons,
        shell,
        upload,
    };
    let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page.shell.render(status, &page)
}

/// An encoding with what tells it apart.
fn label(encoding: EncodingChoice) -> String {
    match encoding {
        EncodingChoice::Utf16Le => format!("{} (LE)", encoding.label()),
        EncodingChoice::Utf16Be => format!("{} (BE)", encoding.label()),
        other => other.label().to_owned(),
    }
}

/// A column's number as people count.
fn place(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1)
}

fn columns(facts: &Facts, rows: &[Vec<String>], typed: Option<&ReadingFields>, shows: bool) -> Vec<ColumnRow> {
    let column = |(at, (header, used)): (usize, (&String, &Use))| {
        let values = rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_empty());
        let samples: Vec<String> = match used {
            // Nobody needs to see one.
            Use::Password => Vec::new(),
            _ => values.take(SAMPLES).map(|value| value.chars().take(SAMPLE).collect()).collect(),
        };
        let addresses = || {
            let mut values = rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_empty()).peekable();
            values.peek().is_some() && values.all(|value| value.contains('@'))
        };
        let known = match used {
            Use::Field(field) => field.name(),
            // It is only proposed: these may be somebody else's addresses.
            Use::Unknown if facts.column_of(Field::Email).is_none() && addresses() => Field::Email.name(),
            _ => "",
        };
        ColumnRow {
            number: place(at),
            id: format!("column:{at}"),
            header: header.clone(),
            is_password: *used == Use::Password,
            is_masked: !shows && !matches!(used, Use::Field(_)),
            samples,
            chosen: typed.and_then(|typed| typed.column.get(at).cloned()).unwrap_or_else(|| known.to_owned()),
        }
    };
    facts.headers.iter().zip(&facts.uses).enumerate().map(column).collect()
}

/// POST /customers/{customer}/uploads/{upload}/reading
pub async fn answer(scope: Scoped<ManageUsers>, path: Path<(String, String)>, form: Form<ReadingFields>) -> Result {
    let (by, customer, id) = (scope.actor(), scope.customer.id, id::<UploadId>(&path.1)?);
    let typed = form.fields;
    let upload = action::find(&by, customer, id).await?;
    let refused = match reading(&upload, &typed) {
        Ok((reading, changed)) => match action::answer(&by, customer, id, reading, &changed).await {
            Ok(()) => return Ok(see_other(&paths::upload(customer, id))),
            Err(actions::Error::Refused(refused)) => refused,
            Err(other) => return Err(other.into()),
        },
        Err(refused) => refused,
    };
    render(&scope, id, &Look::default(), Some(&typed), &refused).await
}

/// What somebody has said. Columns count only for the encoding and worksheet by which they were shown; those that were
/// changed along with the encoding, one by one.
fn reading(upload: &Upload, typed: &ReadingFields) -> std::result::Result<(Reading, Vec<Option<Use>>), Refused> {
    let facts = &upload.facts;
    let encoding = match typed.encoding.as_str() {
        "" => None,
        name => Some(
            EncodingChoice::from_name(name)
                .ok_or_else(|| Refused::one("encoding", Refusal::Input(InputRefusal::Choose)))?,
        ),
    };
    let worksheet = Some(typed.worksheet.clone()).filter(|name| !name.is_empty());
    let is_same = facts.worksheet == worksheet
        && encoding.is_none_or(|encoding| facts.encoding.as_deref() == Some(encoding.name()));
    let answers: Vec<Use> = typed.column.iter().map(|name| name.parse().unwrap_or(Use::Known)).collect();
    let columns =
        if is_same && !answers.is_empty() { Some(Columns::answered(&facts.headers, &answers)?.uses) } else { None };
    // Of another worksheet the columns are others; in another encoding they are the same, with other headers.
    let is_same_table = facts.worksheet == worksheet && answers.len() == facts.uses.len();
    let shown = |used: &Use| matches!(used, Use::Field(_)).then_some(*used).unwrap_or(Use::Known);
    let changed = |(answer, used): (&Use, &Use)| (*answer != shown(used)).then_some(*answer);
    let changed = answers.iter().zip(&facts.uses).map(changed).filter(|_| is_same_table && !is_same).collect();
    let reading = Reading { file: file::Choice { encoding, worksheet }, columns, is_headed: typed.is_headed() };
    Ok((reading, changed))
}
