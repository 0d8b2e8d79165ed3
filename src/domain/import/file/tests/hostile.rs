//! Workbooks that no program writes, and files that are none.

use super::super::facts::UNPACKED;
use super::build::{HEAD, Workbook, headers, row};
use super::*;
use crate::domain::refusal::ForeignKind;

const LARGE: FileRefusal = FileRefusal::WorkbookTooLarge { limit: UNPACKED };

fn sheet(content: &str) -> Workbook {
    Workbook::of(&[("Users", "visible", content)])
}

#[test]
fn archives_that_are_no_workbook_say_what_they_are() {
    let of = |path: &str| {
        let parts = vec![("mimetype".to_owned(), Vec::new()), (path.to_owned(), b"x".to_vec())];
        refusal(Workbook(parts).bytes())
    };
    for (path, kind) in [
        ("xl/workbook.bin", ForeignKind::BinaryWorkbook),
        ("word/document.xml", ForeignKind::Document),
        ("ppt/presentation.xml", ForeignKind::Document),
        ("Index/Document.iwa", ForeignKind::Numbers),
        ("users.csv", ForeignKind::Zip),
    ] {
        assert_eq!(of(path), FileRefusal::Foreign { kind }, "{path}");
    }
    let ods = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    std::io::Write::write_all(&mut zip, &ods).unwrap();
    let ods = zip.finish().unwrap().into_inner();
    assert_eq!(refusal(ods), FileRefusal::Foreign { kind: ForeignKind::OpenDocument });
}

#[test]
fn what_is_cut_off_or_broken_is_damaged() {
    let whole = Workbook::rows(&headers());
    let bytes = whole.bytes();
    for cut in [4, 30, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(refusal(&bytes[..cut]), FileRefusal::WorkbookDamaged, "{cut}");
    }
    for (path, part) in [
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r\""),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c></v></row></sheetData></worksheet>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c t=\"?\"><v>7</v></c></row></sheetData></worksheet>",
        ),
    ] {
        assert_eq!(refusal(whole.clone().with(path, part).bytes()), FileRefusal::WorkbookDamaged, "{part}");
    }
}

#[test]
fn entities_are_not_resolved() {
    let part = format!(
        "{HEAD}<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData>{}</sheetData></worksheet>",
        row(1, &["&a;"])
    );
    assert_eq!(
        refusal(Workbook::rows("").with("xl/worksheets/sheet1.xml", part).bytes()),
        FileRefusal::WorkbookDamaged
    );
    assert_eq!(refusal(Workbook::rows(&row(1, &["&a;", "b"])).bytes()), FileRefusal::WorkbookDamaged);
}

#[test]
fn two_parts_of_one_name_are_not_chosen_between() {
    let workbook = Workbook::rows(&headers());
    let mut parts = workbook.0.clone();
    parts.push(("XL/worksheets/Sheet1.xml".to_owned(), b"<worksheet><sheetData/></worksheet>".to_vec()));
    assert_eq!(refusal(Workbook(parts).bytes()), FileRefusal::WorkbookDamaged);
    // The same name, byte by byte: no library writes it.
    let mut parts = workbook.0;
    parts.push(("xl/worksheets/sheet2.xml".to_owned(), b"<worksheet/>".to_vec()));
    let mut bytes = Workbook(parts).bytes();
    while let Some(at) = memchr::memmem::find(&bytes, b"sheet2.xml") {
        bytes[at + 5] = b'1';
    }
    assert_eq!(refusal(bytes), FileRefusal::WorkbookDamaged);
}

#[test]
fn numbers_that_overflow_stop_nothing() {
    let list = format!("<sheetData>{}{}</sheetData>", headers(), row(2, &["Ada", "Weg"]));
    for before in [
        "<dimension ref=\"B2:A1\"/>",
        "<dimension ref=\"A1:XFD1048576\"/>",
        "<dimension ref=\"ZZZZZZZZZZZZ1:A99999999999999\"/>",
    ] {
        assert_eq!(read(sheet(&format!("{before}{list}")).bytes()).rows.len(), 1, "{before}");
    }
    for row in [
        "<row r=\"4294967295\"><c><v>1</v></c></row><row><c><v>1</v></c></row>",
        "<row r=\"99999999999\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c r=\"ZZZZZZZZZZ9999999999\"><v>1</v></c></row>",
        "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"18446744073709551615\" ref=\"B9:A1\">1</f><v>1</v></c></row>",
        "<row r=\"2\"><c r=\"A2\" s=\"18446744073709551615\"><v>1e999</v></c></row>",
    ] {
        let _ = read_as(&Workbook::rows(&(headers() + row)).bytes(), &Choice::default());
    }
    let format = "[".repeat(300);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{format}\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></styleSheet>"
    );
    let workbook = Workbook::rows(&(headers() + &row(2, &["Ada"]))).with("xl/styles.xml", styles);
    assert_eq!(read(workbook.bytes()).rows.len(), 1);
}

#[test]
fn what_would_take_memory_is_refused_before_it_does() {
    let claims = |count: &str| {
        let strings = format!("<sst uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        refusal(Workbook::rows(&headers()).with("xl/sharedStrings.xml", strings).bytes())
    };
    assert_eq!(claims("4294967295"), LARGE);
    assert_eq!(claims("18446744073709551615"), LARGE);
    assert_eq!(claims("many"), FileRefusal::WorkbookDamaged);
    let strings = |texts: String| refusal(Workbook::rows(&headers()).sharing(&texts).bytes());
    assert_eq!(strings("<si/>".repeat(1_000_001)), LARGE);
    assert_eq!(strings(format!("<si><t>{}</t></si>", "x".repeat(1 << 20))), LARGE);
    assert_eq!(
        strings(format!("<si>{}</si>", "<r><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></r>".repeat(20_000))),
        LARGE
    );
    let cells = |cell: String| refusal(Workbook::rows(&format!("<row>{cell}</row>")).bytes());
    assert_eq!(cells(format!("<c t=\"str\"><v>{}</v></c>", "&amp;x".repeat(1 << 18))), LARGE);
    assert_eq!(cells(format!("<c a=\"{}\"/>", "<".repeat(1 << 20))), LARGE);
    assert_eq!(cells("<a>".repeat(1 << 20)), FileRefusal::WorkbookDamaged);
    let styles = format!("<styleSheet><fonts>{}</fonts></styleSheet>", "<font/>".repeat(400_001));
    assert_eq!(refusal(Workbook::rows(&headers()).with("xl/styles.xml", styles).bytes()), LARGE);
}

#[test]
fn a_bomb_is_refused_where_it_begins_to_be_one() {
    let bytes = Workbook::rows(&"<row s=\"1\"><c s=\"1\"/></row>".repeat(1_000_000)).bytes();
    assert!(bytes.len() < 2 << 20);
    assert_eq!(refusal(bytes), LARGE);
    let rows = "<row><c><v>1</v></c></row>".repeat(51_000);
    assert_eq!(refusal(Workbook::rows(&rows).bytes()), FileRefusal::TooManyRows { limit: MAX_ROWS });
    let wide = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"IW1\"><v>1</v></c></row>";
    assert_eq!(refusal(Workbook::rows(wide).bytes()), FileRefusal::TooManyColumns { limit: MAX_COLUMNS });
}
