//! Text of rows, as programs and people write it: what parts the cells is seen, lines end as they do, and what
//! stands before the headers does not count.

use super::delimiter;
use super::facts::{EachRow, Facts, FindHeaders, Format};
use super::records::Checked;
use super::rows::Rows;
use crate::domain::import::encoding::{self, EncodingChoice};
use crate::domain::refusal::{FileRefusal, Refusal};

/// # Errors
/// As [`super::read`].
pub(super) fn read(
    bytes: &[u8],
    encoding: Option<EncodingChoice>,
    find: FindHeaders<'_>,
    each: EachRow<'_>,
) -> Result<Facts, Refusal> {
    let (text, coding) = encoding::text(bytes, encoding)?;
    let (said, rest) = delimiter::said(&text);
    let delimiter = said.unwrap_or_else(|| delimiter::guess(rest, coding, find));
    let mut rows = Rows::new(find, &[], each);
    let checked = Checked::new(rest, delimiter);
    let mut is_whole = true;
    for mut row in checked.records(coding) {
        row.row.number += u64::from(said.is_some());
        // Nobody has looked at what follows.
        if let Some(refusal @ Refusal::File(FileRefusal::TooManyRows { .. })) = row.row.refusal {
            return Err(refusal);
        }
        if rows.push(row)?.is_break() {
            is_whole = false;
            break;
        }
    }
    if is_whole {
        rows.finish()?;
    }
    Ok(Facts {
        format: Format::Text { coding, delimiter: char::from(delimiter) },
        headers: rows.headers,
        header_line: rows.header_line,
        header_width: rows.header_width,
        examples: rows.examples,
        hidden_rows: rows.hidden,
        total_rows: rows.totals,
        is_guess: coding.is_guess,
        rival: coding.rival(),
    })
}
