//! Workbooks as spreadsheets write them.

use super::build::{HEAD, Workbook, headers, row};
use super::*;

fn sheet(rows: &str) -> String {
    format!("<sheetData>{rows}</sheetData>")
}

#[test]
fn values_are_read_as_people_see_them() {
    let rows = "<row r=\"2\">\
        <c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>2</v></c>\
        <c r=\"D2\"><v>100</v></c><c r=\"E2\"><v>1.5</v></c><c r=\"F2\" t=\"s\"><v>3</v></c><c r=\"G2\" s=\"1\"><v>46082</v></c>\
        <c r=\"H2\" t=\"b\"><v>1</v></c><c r=\"I2\"><f>1+1</f><v>2</v></c><c r=\"J2\" t=\"str\"><f>A2&amp;B2</f><v>Ada &amp; Weg</v></c>\
        <c r=\"L2\" t=\"str\"><f>\"\"</f><v></v></c></row>";
    let texts = "<si><r><t>A</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">da </t></r></si>\
        <si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>\
        <si><t>a_x000D_\nb</t></si><si><t>00184</t></si>";
    let styles = format!("{HEAD}<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    let workbook = Workbook::rows(&(headers() + rows)).sharing(texts).with("xl/styles.xml", styles);
    let read = read(workbook.bytes());
    assert_eq!(read.facts.header_line, Some(1));
    let cells = &read.cells()[0].1;
    assert_eq!(cells[..2], ["Ada", "東京"]);
    assert!(cells[2].starts_with('a') && cells[2].ends_with('b'));
    assert_eq!(cells[3..], ["100", "1.5", "00184", "2026-03-01", "TRUE", "2", "Ada & Weg"]);
}

#[test]
fn a_formula_without_a_value_and_an_error_refuse_their_rows() {
    let rows = "<row r=\"2\"><c r=\"A2\"><f>B2</f></c><c r=\"B2\" t=\"inlineStr\"><is><t>Weg</t></is></c></row>\
        <row r=\"3\"><c r=\"C3\" t=\"e\"><v>#N/A</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>Eva</t></is></c><c r=\"B4\" t=\"e\"><f>X()</f><v>#SPILL!</v></c></row>\
        <row r=\"5\"><c r=\"B5\"><f>A5</f><v></v></c></row>";
    let read = read(Workbook::rows(&(headers() + rows + &row(6, &["Ugo", "Sala", "u@x"]))).bytes());
    let cell = |cell: &str| cell.to_owned();
    assert_eq!(
        read.refused(),
        [
            (2, Refusal::File(FileRefusal::NoStoredValue { cell: cell("A2") })),
            (3, Refusal::File(FileRefusal::ErrorValue { cell: cell("C3") })),
            (4, Refusal::File(FileRefusal::ErrorValue { cell: cell("B4") })),
            (5, Refusal::File(FileRefusal::NoStoredValue { cell: cell("B5") })),
        ]
    );
    assert_eq!(read.cells()[4], (6, vec!["Ugo", "Sala", "u@x"]));
}

#[test]
fn hidden_rows_are_read_and_told_and_totals_are_nobody() {
    let rows = headers()
        + "<row r=\"2\" hidden=\"1\"><c t=\"inlineStr\"><is><t>Ada</t></is></c></row><row r=\"3\" hidden=\"true\"><c s=\"1\"/></row>"
        + &row(7, &["Eva", "Weg"])
        + "<row r=\"8\"><c t=\"inlineStr\"><is><t>Totale</t></is></c><c><f>SUM(A1)</f><v>2</v></c></row>";
    let read = read(Workbook::rows(&rows).bytes());
    let hidden: Vec<(u64, bool)> = read.rows.iter().map(|row| (row.number, row.is_hidden)).collect();
    assert_eq!((hidden, read.facts.hidden_rows, read.facts.total_rows), (vec![(2, true), (7, false)], 1, 1));
}

#[test]
fn rows_that_are_formatted_to_the_end_count_nothing() {
    let empty = "<row s=\"1\"><c s=\"1\"/><c r=\"XFD9\" s=\"1\"/></row>".repeat(60_000);
    let workbook = Workbook::of(&[(
        "Users",
        "visible",
        &format!("<dimension ref=\"A1:XFD1048576\"/>{}", sheet(&(headers() + &row(2, &["Ada", "Weg"]) + &empty))),
    )]);
    assert_eq!(read(workbook.bytes()).cells(), [(2, vec!["Ada", "Weg"])]);
}

#[test]
fn heads_that_were_merged_over_two_rows_are_one() {
    let rows = row(1, &["Elenco"])
        + &row(2, &["First name", "Last name", "Recapiti"])
        + &row(3, &["", "", "Email", "Telefono"])
        + &row(4, &["Ada", "Weg", "a@x", "5"]);
    let merged = "<mergeCells count=\"3\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:D2\"/></mergeCells>";
    let workbook = Workbook::of(&[("Users", "visible", &(sheet(&rows) + merged))]);
    let read = read(workbook.bytes());
    assert_eq!(read.facts.headers, ["First name", "Last name", "Email", "Telefono"]);
    assert_eq!(read.cells(), [(4, vec!["Ada", "Weg", "a@x", "5"])]);
}

#[test]
fn the_first_visible_worksheet_with_known_headers_is_read() {
    let list = sheet(&(headers() + &row(2, &["Ada", "Weg"])));
    let other = sheet(&row(1, &["Note", "x"]));
    let empty = "<sheetData/>";
    let of = |worksheets: &[(&str, &str, &str)]| read_as(&Workbook::of(worksheets).bytes(), &Choice::default());
    let read = of(&[("Old", "hidden", &list), ("Notes", "visible", &other), ("L&amp;R", "visible", &list)]).unwrap();
    let Format::Workbook { worksheet, worksheets, .. } = read.facts.format else { panic!() };
    assert_eq!((worksheet.as_str(), worksheets), ("L&R", vec!["Notes".to_owned(), "L&R".to_owned()]));
    let asked = of(&[("Notes", "visible", &other), ("Empty", "visible", empty), ("More", "visible", &other)]);
    let asked = asked.err().unwrap();
    let worksheets = vec!["Notes".to_owned(), "More".to_owned()];
    assert_eq!(asked, Refusal::File(FileRefusal::ChooseWorksheet { worksheets }));
    let only = of(&[("Empty", "visible", empty), ("Notes", "visible", &other)]).unwrap();
    assert_eq!((only.facts.headers.len(), only.rows.len()), (0, 1));
    let none = of(&[("Empty", "visible", empty), ("List", "veryHidden", &list)]).err().unwrap();
    assert_eq!(none, Refusal::File(FileRefusal::NoWorksheet));
}

#[test]
fn a_worksheet_that_was_chosen_is_read_unless_it_is_hidden() {
    let other = sheet(&row(1, &["Note", "x"]));
    let bytes =
        Workbook::of(&[("A", "visible", &sheet(&headers())), ("B", "visible", &other), ("C", "hidden", &other)])
            .bytes();
    let read = |name: &str| read_as(&bytes, &Choice { worksheet: Some(name.into()), encoding: None });
    assert_eq!(read("B").unwrap().rows.len(), 1);
    assert_eq!(read("C").err(), Some(Refusal::File(FileRefusal::WorksheetUnknown { name: "C".into() })));
}

#[test]
fn a_stray_cell_far_out_refuses_its_row_and_in_the_headers_the_file() {
    let too_wide = Refusal::File(FileRefusal::RowTooWide { limit: MAX_COLUMNS });
    let stray = "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Eva</t></is></c><c r=\"KN3\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let bytes = Workbook::rows(&(headers() + &row(2, &["Ada", "Weg"]) + stray)).bytes();
    let read = read(bytes);
    assert_eq!(read.refused(), [(3, too_wide.clone()), (1_048_576, too_wide)]);
    assert_eq!(read.cells(), [(2, vec!["Ada", "Weg"]), (3, vec!["Eva"]), (1_048_576, vec![])]);
    let wide = headers().replace("</row>", "<c r=\"XFD1\"><v>1</v></c></row>");
    let wide = Workbook::rows(&(wide + &row(2, &["Ada", "Weg"]))).bytes();
    assert_eq!(refusal(wide), FileRefusal::TooManyColumns { limit: MAX_COLUMNS });
}

#[test]
fn cells_that_are_one_over_several_people_say_the_same_of_each() {
    let rows = headers()
        + &row(2, &["Ada", "Weg", "Sales"])
        + &row(3, &["Eva", "Weg", ""])
        + &row(4, &["Ugo"])
        + &row(5, &["Ida", "Sala", ""])
        + &row(6, &["Totale", "", "3"]);
    let merged =
        "<mergeCells><mergeCell ref=\"C2:C4\"/><mergeCell ref=\"B3:B4\"/><mergeCell ref=\"C5:C6\"/></mergeCells>";
    let read = read(Workbook::of(&[("Users", "visible", &(sheet(&rows) + merged))]).bytes());
    assert_eq!(
        read.cells(),
        [
            (2, vec!["Ada", "Weg", "Sales"]),
            (3, vec!["Eva", "Weg", "Sales"]),
            (4, vec!["Ugo", "Weg", "Sales"]),
            (5, vec!["Ida", "Sala"]),
        ]
    );
    assert_eq!(read.facts.total_rows, 1);
}

#[test]
fn numbers_are_filled_up_where_their_format_does() {
    let styles = format!(
        "{HEAD}<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts>\
         <cellStyleXfs><xf numFmtId=\"164\"/><xf numFmtId=\"164\"/></cellStyleXfs>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
    );
    let line = |row: u32, style: &str, value: &str| {
        format!("<row r=\"{row}\"><c r=\"A{row}\"{style}><v>{value}</v></c><c r=\"B{row}\"><v>7</v></c></row>")
    };
    let padded = " s=\"1\"";
    let rows = headers()
        + &line(2, padded, "144")
        + &line(3, padded, "-5")
        + &line(4, "", "144")
        + &line(5, padded, "1.5")
        + &line(6, padded, "123456");
    let read = read(Workbook::rows(&rows).with("xl/styles.xml", styles).bytes());
    let first: Vec<String> = read.rows.iter().map(|row| row.cells.join(" ")).collect();
    assert_eq!(first, ["00144 7", "-5 7", "144 7", "1.5 7", "123456 7"]);
}

#[test]
fn other_worksheets_with_the_same_headers_are_told() {
    let list = sheet(&(headers() + &row(2, &["Ada", "Weg"])));
    let many = sheet(&(headers() + &(2..60_100).map(|at| row(at, &["Ada"])).collect::<String>()));
    let (empty, other) = (sheet(&headers()), sheet(&row(1, &["Note", "x"])));
    let bytes = Workbook::of(&[
        ("Notes", "visible", other.as_str()),
        ("Rome", "visible", &list),
        ("Milan", "visible", &list),
        ("Cover", "visible", &empty),
        ("Old", "hidden", &list),
        ("All", "visible", &many),
    ])
    .bytes();
    let others = |choice: &Choice| match read_as(&bytes, choice).unwrap().facts.format {
        Format::Workbook { worksheet, others, .. } => (worksheet, others),
        Format::Text { .. } => panic!(),
    };
    assert_eq!(others(&Choice::default()), ("Rome".to_owned(), vec!["Milan".to_owned(), "All".to_owned()]));
    let chosen = Choice { worksheet: Some("Milan".into()), encoding: None };
    assert_eq!(others(&chosen), ("Milan".to_owned(), vec![]));
}
