//! The template, and an uploaded file given back with what became of each row.

use actix_web::web::{Path, Query};

use super::rows::{Told, part_of};
use super::titles::given_back;
use crate::actions::Error;
use crate::actions::uploads::{self as action, Part};
use crate::domain::id::UploadId;
use crate::domain::upload::verdict::UploadRow;
use crate::domain::upload::{FORMULA, Field, Use};
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::request_context::{ManageUsers, Scoped, id};

/// Columns of the template, after Partner Center's own, which are the first five (specification §8).
const TEMPLATE: [&str; 8] = [
    "first-name",
    "last-name",
    "display-name",
    "email",
    "upload-status-update",
    "location",
    "licenses",
    "upload-column-permissions",
];

/// GET /customers/{customer}/uploads/template.csv
pub async fn template(scope: Scoped<ManageUsers>) -> Result {
    let words = scope.words;
    let lines = async_stream::try_stream! {
        yield csv_file::line(&words, &TEMPLATE.map(|key| words.t(key)));
    };
    Ok(csv_file::download(&format!("{}.csv", words.t("upload-template-name")), lines))
}

/// A cell as it is given back. A formula that was refused would be taken for a text, behind the apostrophe that keeps
/// spreadsheets from reckoning.
fn given(row: &UploadRow, field: Field) -> String {
    let text = row.cells.get(field);
    let is_refused = row.detail.reasons.iter().any(|(name, _)| name == field.name());
    if is_refused && text.trim_start().starts_with('=') { format!("{FORMULA} {text}") } else { text.to_owned() }
}

/// GET /customers/{customer}/uploads/{upload}.csv
pub async fn export(scope: Scoped<ManageUsers>, path: Path<(String, String)>, told: Query<Told>) -> Result {
    let (words, by, customer) = (scope.words, scope.actor(), scope.customer.id);
    let id = id::<UploadId>(&path.1)?;
    let part = part_of(&told.show)?;
    let upload = action::find(&by, customer, id).await?;
    if upload.erased_at.is_some() {
        return Err(Error::NotFound.into());
    }
    let separator = upload.facts.delimiter.unwrap_or_else(|| csv_file::separator(&words));
    let columns = given_back(&words, &upload.facts.headers, &upload.facts.uses);
    let name = upload.file_name.rsplit_once('.').map_or(upload.file_name.as_str(), |(stem, _)| stem).to_owned();
    let lines = async_stream::try_stream! {
        let titles: Vec<String> = columns.iter().map(|(_, title)| title.clone()).collect();
        yield csv_file::separated(separator, &titles);
        let mut after = None;
        loop {
            let rows = action::more_rows(&by, customer, id, part, after).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.position);
            for row in &rows {
                let cell = |used: Use| match used {
                    Use::Field(field) => given(row, field),
                    _ => super::rows::status(&words, &upload, row),
                };
                let cells: Vec<String> = columns.iter().map(|(used, _)| cell(*used)).collect();
                yield csv_file::separated(separator, &cells);
            }
        }
    };
    let called = words.t(if matches!(part, Part::Refused | Part::Failed) {
        "upload-refused-name"
    } else {
        "upload-result-name"
    });
    Ok(csv_file::download(&format!("{name} {called}.csv"), lines))
}
