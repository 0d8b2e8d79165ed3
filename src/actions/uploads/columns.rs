//! What is known of a file's columns before its rows are read: what each one is, and whether headers stand over them.

use super::beginning::Beginning;
use crate::actions::{Actor, Error};
use crate::domain::id::CustomerId;
use crate::domain::import::file::{self, Format};
use crate::domain::upload::kept::{Facts, Reading};
use crate::domain::upload::{Columns, Field, Use, first_full_row, looks_headed, recognize};
use crate::store;

/// How it is known what columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Said,
    /// Somebody has said it of an earlier file with the same headers.
    Remembered,
    ByHeaders,
}

/// What the columns are: as somebody has said, now or of the same headers before, or as their headers tell.
pub(super) async fn columns(
    by: &Actor,
    customer: CustomerId,
    reading: &Reading,
    facts: &file::Facts,
    sample: &[Vec<String>],
) -> Result<(Columns, Known), Error> {
    let db = by.app.db.read();
    let width = sample.iter().map(Vec::len).max().unwrap_or_default();
    let mut headers = facts.headers.clone();
    headers.resize(headers.len().max(width), String::new());
    let (said, by_whom) = match &reading.columns {
        Some(said) => (Some(said.clone()), Known::Said),
        None => (remembered(by, customer, &headers).await?, Known::Remembered),
    };
    if let Some(uses) = said.filter(|said| said.len() == headers.len()) {
        return Ok((Columns::remembered(headers, uses), by_whom));
    }
    let domains = store::customers::domains(db, customer).await?;
    Ok((recognize(&headers, sample, &domains), Known::ByHeaders))
}

/// What somebody has said of the same headers before.
async fn remembered(by: &Actor, customer: CustomerId, headers: &[String]) -> Result<Option<Vec<Use>>, Error> {
    let Some(signature) = Columns::signature(headers) else { return Ok(None) };
    Ok(store::uploads::columns(by.app.db.read(), customer, &signature).await?)
}

/// Whether the first row of a file holds headers of which none is known: somebody has said what they are before, or
/// it looks like it. It can be said otherwise.
pub(super) async fn is_headed(by: &Actor, customer: CustomerId, begun: &Beginning) -> Result<bool, Error> {
    let Some(at) = first_full_row(&begun.rows) else { return Ok(false) };
    Ok(looks_headed(&begun.rows) || remembered(by, customer, &begun.rows[at]).await?.is_some())
}

/// What is kept of how a file was read.
pub(super) fn told(facts: &file::Facts, columns: &Columns, known: Known) -> Facts {
    let read_as = match &facts.format {
        Format::Text { coding, delimiter } => {
            let rival = facts.rival.map(|rival| rival.name().to_owned());
            let encoding = Some(coding.encoding.name().to_owned());
            Facts { encoding, rival, delimiter: Some(*delimiter), ..Facts::default() }
        }
        Format::Workbook { worksheet, worksheets, others } => Facts {
            worksheet: Some(worksheet.clone()),
            worksheets: worksheets.clone(),
            other_worksheets: others.clone(),
            ..Facts::default()
        },
    };
    Facts {
        headers: columns.headers.clone(),
        header_line: facts.header_line,
        uses: columns.uses.clone(),
        is_guess: facts.is_guess,
        is_remembered: known == Known::Remembered,
        examples: facts.examples.clone(),
        hidden_rows: facts.hidden_rows,
        total_rows: facts.total_rows,
        problem: None,
        has_bytes: true,
        ..read_as
    }
}

/// How many cells a row of a text may have. Where there are more it is most often a delimiter in a name, or in a
/// password, that was not quoted, and every cell after it is another's. Where most have more the last columns have no
/// header, as far as addresses under the last one show that the cells before them are in their places.
pub(super) fn most_cells(begun: &Beginning, columns: &Columns) -> Option<usize> {
    let most = begun.facts.header_width;
    let is_text = matches!(begun.facts.format, Format::Text { .. });
    let longer = begun.rows.iter().filter(|row| row.len() > most).count();
    let is_in_place = columns.passwords().next().is_none()
        && most.checked_sub(1).and_then(|last| columns.uses.get(last)) == Some(&Use::Field(Field::Email));
    let has_more = is_in_place && longer * 2 > begun.rows.len();
    (is_text && most > 0 && !has_more).then_some(most)
}
