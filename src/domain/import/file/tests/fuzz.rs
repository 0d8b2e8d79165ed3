//! Bytes of every kind: whatever comes, the reader answers, and within its bounds.

use proptest::prelude::*;

use super::build::{Workbook, headers, row};
use super::*;

/// What is promised of every file that is read, whatever it is.
fn holds(bytes: &[u8], choice: &Choice) -> Result<(), TestCaseError> {
    let Ok(read) = read_as(bytes, choice) else { return Ok(()) };
    prop_assert!(read.rows.len() as u64 <= MAX_ROWS);
    prop_assert!(read.facts.headers.len() <= MAX_COLUMNS);
    let mut last = 0;
    for row in &read.rows {
        prop_assert!(row.cells.len() <= MAX_COLUMNS);
        prop_assert!(row.cells.iter().all(|cell| cell.chars().count() <= MAX_CELL && cell.trim() == cell));
        prop_assert!(row.cells.last().is_none_or(|cell| !cell.is_empty()));
        if matches!(read.facts.format, Format::Text { .. }) {
            prop_assert!(row.number > last, "{} after {last}", row.number);
            last = row.number;
        }
    }
    Ok(())
}

fn list() -> Workbook {
    let rows = headers()
        + &row(2, &["Ada", "Weg", "a@x"])
        + "<row r=\"3\" hidden=\"1\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"1\"><f>A3</f><v>46082</v></c></row>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"[h]:mm\"/></numFmts><cellXfs><xf/><xf numFmtId=\"200\"/></cellXfs></styleSheet>";
    let merged = format!("<sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A3:A4\"/></mergeCells>");
    Workbook::of(&[("Users", "visible", &merged)])
        .sharing("<si><r><t>E</t></r><r><t>va</t></r></si>")
        .with("xl/styles.xml", styles)
}

/// Bytes with some of them replaced, taken out or doubled.
fn mutated(mut bytes: Vec<u8>, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    for (at, kind, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        match kind % 4 {
            0 => bytes[at] = *byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *byte),
            _ => {
                let piece: Vec<u8> = bytes[at..].iter().take(usize::from(*byte)).copied().collect();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    let byte = prop_oneof![prop::sample::select(b"\"<>&;,\n\r\0/=[]:09AZ\xff".to_vec()), any::<u8>()];
    prop::collection::vec((any::<usize>(), any::<u8>(), byte), 1..12)
}

fn choice() -> impl Strategy<Value = Choice> {
    use crate::domain::import::encoding::EncodingChoice;
    let encoding = prop::option::of(prop::sample::select(EncodingChoice::ALL.to_vec()));
    encoding.prop_map(|encoding| Choice { encoding, worksheet: None })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2000), choice in choice()) {
        holds(&bytes, &choice)?;
    }

    #[test]
    fn any_text_is_answered(text in "[a-zA-Z\",;|\t\n\r =è?\u{feff}\u{0}]{0,400}", choice in choice()) {
        holds(text.as_bytes(), &choice)?;
    }

    #[test]
    fn a_list_that_was_damaged_is_answered(changes in changes(), choice in choice(), is_wide in any::<bool>()) {
        let text = "Elenco\r\nFirst name;Last name;Email\r\nAda;\"Weg; b\";a@x\r\n\"Łukasz;Łódź;\"\"l@x\"\"\"\r\nTotale;;2\r\n";
        let bytes = if is_wide { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.as_bytes().to_vec() };
        holds(&mutated(bytes, &changes), &choice)?;
    }

    #[test]
    fn an_archive_that_was_damaged_is_answered(changes in changes()) {
        holds(&mutated(list().bytes(), &changes), &Choice::default())?;
    }

    /// Where only parts are damaged, the archive is whole: what reads them is reached.
    #[test]
    fn a_workbook_with_damaged_parts_is_answered(part in any::<prop::sample::Index>(), changes in changes()) {
        let mut workbook = list();
        let at = part.index(workbook.0.len());
        let (_, content) = &mut workbook.0[at];
        *content = mutated(std::mem::take(content), &changes);
        holds(&workbook.bytes(), &Choice::default())?;
    }
}

#[test]
fn the_list_that_is_damaged_is_a_whole_one_before() {
    assert_eq!(read(list().bytes()).cells(), [(2, vec!["Ada", "Weg", "a@x"]), (3, vec!["Eva", "1105968:00"])]);
}
