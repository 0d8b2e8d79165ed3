//! Cells of a list of products that a spreadsheet has damaged: numbers and days in place of part numbers, an id
//! where a name should stand, text read in a wrong encoding.

use encoding_rs::WINDOWS_1252;
use uuid::Uuid;

use crate::domain::refusal::{FileRefusal, Refusal};

/// A name or part number, unless it shows that a spreadsheet or a wrong encoding got hold of it.
///
/// # Errors
/// [`FileRefusal::ColumnShifted`] for an id, [`FileRefusal::SpreadsheetValue`], [`FileRefusal::Garbled`].
pub(super) fn whole(cell: String) -> Result<String, Refusal> {
    let refusal = if Uuid::parse_str(&cell).is_ok() {
        FileRefusal::ColumnShifted
    } else if is_number(&cell) || is_day(&cell) || is_error(&cell) {
        FileRefusal::SpreadsheetValue
    } else if is_garbled(&cell) {
        FileRefusal::Garbled
    } else {
        return Ok(cell);
    };
    Err(Refusal::File(refusal))
}

/// `1.23E+05`, also with a comma.
fn is_number(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once(['E', 'e']) else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let signed = exponent.strip_prefix(['+', '-']);
    // A part number may be 3E5; with a sign or a point it is none any more.
    let is_written_so = signed.is_some() || mantissa.contains(['.', ',']);
    is_written_so && is_digits(whole) && is_digits(rest) && is_digits(signed.unwrap_or(exponent))
}

/// `1-Mar`, `mar-01`, `01/03/2026`, `2026-03-01`, `2026-03-01 00:00:00`.
fn is_day(cell: &str) -> bool {
    const MONTHS: [&str; 19] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "gen", "mag", "giu", "lug",
        "ago", "set", "ott",
    ];
    let day = cell.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(cell, |(day, _)| day);
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let is_part = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.chars().all(|c| c.is_ascii_digit());
    let is_month = |part: &&str| {
        let part = part.to_lowercase();
        MONTHS.contains(&part.as_str()) || (part == "dic")
    };
    let numbers = parts.iter().filter(|part| is_part(part)).count();
    let months = parts.iter().filter(|part| is_month(part)).count();
    match parts.len() {
        2 => numbers == 1 && months == 1,
        3 => numbers + months == 3 && months < 2,
        _ => false,
    }
}

/// What a formula gives that fails, and a cell that was too narrow.
fn is_error(cell: &str) -> bool {
    let is_narrow = cell.len() > 2 && cell.chars().all(|c| c == '#');
    is_narrow || ["#N/A", "#N/D", "#NAME?", "#NOME?", "#REF!", "#RIF!", "#VALUE!", "#VALORE!"].contains(&cell)
}

/// UTF-8 that was read as Windows-1252: read the other way, it makes sense again.
fn is_garbled(cell: &str) -> bool {
    if cell.contains('\u{fffd}') {
        return true;
    }
    // The hard blank that stands for the second half of an à is a blank by now, or gone at the end.
    let mut cell = cell.replace("Ã ", "Ã\u{a0}");
    let last = cell.chars().rev().nth(1).filter(|_| cell.ends_with('Ã'));
    if last.is_some_and(char::is_lowercase) {
        cell.push('\u{a0}');
    }
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(&cell);
    !cell.is_ascii() && !is_lossy && std::str::from_utf8(&bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_makes_of_part_numbers_is_told() {
        for (cell, refusal) in [
            ("1.23E+05", FileRefusal::SpreadsheetValue),
            ("1,23E+05", FileRefusal::SpreadsheetValue),
            ("3E-7", FileRefusal::SpreadsheetValue),
            ("1-Mar", FileRefusal::SpreadsheetValue),
            ("mag-26", FileRefusal::SpreadsheetValue),
            ("01/03/2026", FileRefusal::SpreadsheetValue),
            ("1-Mar-26", FileRefusal::SpreadsheetValue),
            ("2026-03-01 00:00:00", FileRefusal::SpreadsheetValue),
            ("#NAME?", FileRefusal::SpreadsheetValue),
            ("########", FileRefusal::SpreadsheetValue),
            ("CittÃ\u{a0}", FileRefusal::Garbled),
            ("CittÃ", FileRefusal::Garbled),
            ("CittÃ nuova", FileRefusal::Garbled),
            ("Microsoft 365 â€“ Apps", FileRefusal::Garbled),
            ("Citt\u{fffd}", FileRefusal::Garbled),
            ("3b555118-da6a-4418-894f-7df1e2096870", FileRefusal::ColumnShifted),
        ] {
            assert_eq!(whole(cell.to_owned()), Err(Refusal::File(refusal)), "{cell}");
        }
    }

    #[test]
    fn names_and_part_numbers_as_lists_have_them_pass() {
        for cell in [
            "SPE_E3",
            "3E5",
            "10-Year Audit Log Retention Add On",
            "Città d’arte",
            "Field Service – Automated Routing",
            "E3",
            "1/2 Plan",
            "Mar-Com",
            "365",
            "SharePoint (Plan 1)",
            "È",
            "AMANHÃ",
            "",
        ] {
            assert_eq!(whole(cell.to_owned()), Ok(cell.to_owned()));
        }
    }
}
