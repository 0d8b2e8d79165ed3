//! What spreadsheets and the libraries beside them really write (`tests/files/spreadsheets/make`): read as people
//! see it there, or refused with what it is.

use std::ops::ControlFlow;

use partnerdesk::domain::import::encoding::EncodingChoice;
use partnerdesk::domain::import::file::{Choice, Facts, FileRow, Format, read};
use partnerdesk::domain::refusal::{FileRefusal, ForeignKind, Refusal};

use super::desk::{Desk, path};

const HEADERS: [&str; 7] = ["First name", "Last name", "Email", "ZIP", "Seats", "Hired", "Active"];
const ROWS: [[&str; 7]; 3] = [
    ["José", "Núñez", "jose@aquila.example", "00184", "5", "2026-03-01", "TRUE"],
    ["Zoë", "O'Neil, Jr.", "zoe@aquila.example", "01234", "12", "2026-12-31", "FALSE"],
    ["François", "Müller; \"fils\"", "fm@aquila.example", "99999", "5.5", "1999-01-02", "TRUE"],
];

fn read_as(file: &str, choice: &Choice) -> Result<(Facts, Vec<FileRow>), Refusal> {
    let bytes = std::fs::read(path("spreadsheets").join(file)).unwrap();
    let find = |rows: &[Vec<String>]| rows.iter().position(|row| row.iter().any(|cell| cell == "First name"));
    let mut rows = Vec::new();
    let facts = read(&bytes, choice, &find, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok((facts, rows))
}

fn whole(file: &str, choice: &Choice) -> (Facts, Vec<FileRow>) {
    let (facts, rows) = read_as(file, choice).unwrap_or_else(|refusal| panic!("{file}: {refusal:?}"));
    assert_eq!(facts.headers, HEADERS, "{file}");
    for (row, expected) in rows.iter().zip(ROWS) {
        assert_eq!(row.cells, expected, "{file}");
    }
    assert!(
        rows.len() >= 3 && rows[..3].iter().all(|row| row.refusal.is_none() && !row.is_doubtful),
        "{file}: {rows:?}"
    );
    (facts, rows)
}

#[test]
fn one_list_in_four_encodings_with_four_separators_is_the_same() {
    let own = Choice::default();
    let mac = Choice { encoding: Some(EncodingChoice::Macintosh), worksheet: None };
    for (file, choice, encoding, sign) in [
        ("calc-utf-8.csv", &own, EncodingChoice::Utf8, ','),
        ("calc-windows-1252.csv", &own, EncodingChoice::Windows1252, ';'),
        ("calc-utf-16.csv", &own, EncodingChoice::Utf16Le, '\t'),
        ("calc-mac-roman.csv", &mac, EncodingChoice::Macintosh, '|'),
    ] {
        let (facts, rows) = whole(file, choice);
        let Format::Text { coding, delimiter } = facts.format else { panic!("{file}") };
        assert_eq!((coding.encoding, delimiter, rows.len()), (encoding, sign, 3), "{file}");
        assert_eq!(facts.examples, ["José", "Núñez", "Zoë"], "{file}");
    }
    // Taken for Windows-1252, each of its rows looks wrong.
    let (facts, rows) = read_as("calc-mac-roman.csv", &own).unwrap();
    assert!(facts.is_guess && rows.iter().all(|row| row.is_doubtful), "{rows:?}");
}

#[test]
fn workbooks_of_every_program_say_what_was_put_in_them() {
    let no_value = |cell: &str| Refusal::File(FileRefusal::NoStoredValue { cell: cell.to_owned() });
    let error = |cell: &str| Refusal::File(FileRefusal::ErrorValue { cell: cell.to_owned() });
    for (file, header_line, hidden, more) in [
        ("calc.xlsx", 1, None, None),
        ("xlsxwriter-constant.xlsx", 1, None, None),
        ("sheetjs.xlsx", 1, None, None),
        ("xlsxwriter.xlsx", 1, Some(3), Some((5, error("B5")))),
        ("exceljs.xlsx", 1, Some(3), Some((5, no_value("B5")))),
        ("openpyxl.xlsx", 3, Some(5), Some((7, no_value("B7")))),
    ] {
        let (facts, rows) = whole(file, &Choice::default());
        assert_eq!(facts.header_line, Some(header_line), "{file}");
        let found: Vec<u64> = rows.iter().filter(|row| row.is_hidden).map(|row| row.number).collect();
        assert_eq!((facts.hidden_rows, found), (u64::from(hidden.is_some()), hidden.into_iter().collect()), "{file}");
        let refused: Vec<_> = rows.iter().skip(3).map(|row| (row.number, row.refusal.clone().unwrap())).collect();
        assert_eq!(refused, more.into_iter().collect::<Vec<_>>(), "{file}");
    }
    assert_eq!(whole("openpyxl.xlsx", &Choice::default()).0.total_rows, 1);
}

#[test]
fn numbers_have_the_zeros_of_their_format_and_merged_cells_count_for_each_row() {
    let (_, rows) = read_as("openpyxl-formats.xlsx", &Choice::default()).unwrap();
    let cells: Vec<[&str; 5]> =
        rows.iter().map(|row| std::array::from_fn(|at| row.cells.get(at).map_or("", String::as_str))).collect();
    assert_eq!(
        cells,
        [
            ["José", "jose@aquila.example", "Sales", "00144", "+00390-55123"],
            ["Zoë", "zoe@aquila.example", "Sales", "00184", "+00000-00012"],
            ["Eva", "eva@aquila.example", "Sales", "00187", "5.5"],
            ["Ugo", "ugo@aquila.example", "Legal", "99999", ""],
        ]
    );
}

#[test]
fn what_cannot_be_read_is_called_by_its_name() {
    for (file, kind) in [
        ("calc.xls", ForeignKind::OldWorkbook),
        ("sheetjs.xls", ForeignKind::OldWorkbook),
        ("calc.ods", ForeignKind::OpenDocument),
        ("sheetjs.ods", ForeignKind::OpenDocument),
        ("sheetjs.xlsb", ForeignKind::BinaryWorkbook),
        ("sheetjs-html.xls", ForeignKind::WebPage),
    ] {
        let refused = read_as(file, &Choice::default()).err();
        assert_eq!(refused, Some(Refusal::File(FileRefusal::Foreign { kind })), "{file}");
    }
}

#[test]
fn text_of_a_workbook_with_tabs_is_read() {
    let (_, rows) = read_as("sheetjs.txt", &Choice::default()).unwrap();
    assert_eq!(rows[0].cells[..5], ROWS[0][..5]);
}

/// The imports of customers, subscriptions and products read what everything else reads.
#[tokio::test]
async fn customers_come_from_a_workbook_and_from_text_with_all_that_stands_around_it() {
    let desk = Desk::new().await;
    let id = |number: u8| format!("c0000000-0000-4000-8000-0000000000{number:02}");
    let headers = "Microsoft ID;Company name;Primary domain name";
    let import = |text: &[u8]| {
        let file = desk.write("customers.csv", text);
        desk.run(&["import", "customers", &file, "--location", "IT"])
    };
    let text =
        format!("sep=;\r\nElenco clienti, al 3 marzo\r\n\r\n{headers}\r\n{};Aquila, S.p.A.;aquila.example\r\n", id(1));
    let said = import(text.as_bytes());
    assert_eq!(
        (said.out.as_str(), said.code),
        ("customers: 1 added, 0 updated, 0 unchanged, 0 refused\n", 0),
        "{}",
        said.err
    );
    assert_eq!(said.err, "");
    // A broken byte spoils its own row, and no other is taken for what it is not.
    let mut bytes =
        format!("{headers}\n{};Łódź Sp. z o.o.;lodz.example\n{};Köln Ł;koln.example\n", id(2), id(3)).into_bytes();
    let last = bytes.iter().rposition(|byte| *byte == 0xc5).unwrap();
    bytes.remove(last + 1);
    let said = import(&bytes);
    assert_eq!(
        (said.out.as_str(), said.code),
        ("customers: 1 added, 0 updated, 0 unchanged, 1 refused\n", 1),
        "{}",
        said.err
    );
    assert!(said.err.contains("line 3 refused") && said.err.contains("Company name: Letters"), "{}", said.err);
    let again = import(
        format!("{}\n{}|Łódź Sp. z o.o.|lodz.example\nTotale||1\n", headers.replace(';', "|"), id(2)).as_bytes(),
    );
    assert_eq!(again.out, "customers: 0 added, 0 updated, 1 unchanged, 0 refused\n", "{}", again.err);
    let workbook = path("spreadsheets").join("calc.xlsx");
    let said = desk.run(&["import", "customers", workbook.to_str().unwrap()]);
    assert!(
        said.code == 2 && said.err.contains("calc.xlsx: These columns are missing: Microsoft ID, "),
        "{}",
        said.err
    );
    let old = path("spreadsheets").join("calc.xls");
    let said = desk.run(&["import", "customers", old.to_str().unwrap()]);
    assert!(said.code == 2 && said.err.contains("old format (.xls)"), "{}", said.err);
}
