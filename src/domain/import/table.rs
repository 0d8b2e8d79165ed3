//! A file of rows under headers, as people and programs write them (specification §8): comma,
//! semicolon or tab; headers in English or Italian, in any order and spelling of case; quoted cells
//! with line ends in them. Columns that nobody asked for are named, rows that do not fit refused.

use std::array;

use super::doubts;
use super::encoding::{self, Coding};
use super::row::{Line, RefusedRow};

use crate::domain::refusal::{FileRefusal, Refusal};
use crate::domain::text::{fold, is_formula};

/// A column that somebody asks for.
#[derive(Debug)]
pub struct Column {
    /// The field's name in reasons.
    pub field: &'static str,
    /// Its headers, the usual one first.
    pub headers: &'static [&'static str],
    /// Without it the file cannot be taken.
    pub is_required: bool,
}

impl Column {
    /// A column that must be there.
    pub const fn required(field: &'static str, headers: &'static [&'static str]) -> Self {
        Self { field, headers, is_required: true }
    }

    /// A column that may lack; its cells are empty then.
    pub const fn optional(field: &'static str, headers: &'static [&'static str]) -> Self {
        Self { field, headers, is_required: false }
    }
}

/// One row, its cells in the order of the columns asked for, trimmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<const N: usize> {
    pub line: Line,
    pub cells: [String; N],
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Table<const N: usize> {
    pub rows: Vec<Row<N>>,
    pub refused: Vec<RefusedRow>,
    /// Headers of columns that nobody asked for.
    pub ignored: Vec<String>,
    /// How the file was read.
    pub coding: Coding,
    /// Lines that look as if they were written in another encoding.
    pub doubtful: Vec<Line>,
}

impl<const N: usize> Table<N> {
    /// Reads a file that has `columns` among its own. Rows without any text are left out.
    ///
    /// # Errors
    /// [`FileRefusal::NotText`], [`FileRefusal::Empty`], [`FileRefusal::ColumnsMissing`],
    /// [`FileRefusal::ColumnTwice`].
    pub fn read(bytes: &[u8], columns: &[Column; N]) -> Result<Self, Refusal> {
        let Records { coding, doubtful, rows } = records(bytes)?;
        let mut records = rows.into_iter();
        let (_, headers) = records.next().ok_or(Refusal::File(FileRefusal::Empty))?;
        let places = places(&headers, columns)?;
        let is_wanted = |at: usize| places.contains(&Some(at));
        let ignored = headers.iter().enumerate().filter(|(at, header)| !header.is_empty() && !is_wanted(*at));
        let ignored = ignored.map(|(_, header)| header.clone()).collect();
        let (mut rows, mut refused) = (Vec::new(), Vec::new());
        for (number, mut cells) in records {
            let line = Line::new(number, cells.iter().map(String::as_str));
            if cells.iter().skip(headers.len()).any(|cell| !cell.is_empty()) {
                // Most often a comma in a name that was not quoted: every cell after it is another's.
                refused.push(line.refuse(Refusal::File(FileRefusal::TooManyCells)));
                continue;
            }
            let cells = array::from_fn(|at| {
                places[at].and_then(|at| cells.get_mut(at)).map(std::mem::take).unwrap_or_default()
            });
            rows.push(Row { line, cells });
        }
        Ok(Self { rows, refused, ignored, coding, doubtful })
    }
}

/// Where each of `columns` stands.
fn places<const N: usize>(headers: &[String], columns: &[Column; N]) -> Result<[Option<usize>; N], Refusal> {
    let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
    let mut places = [None; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let known: Vec<String> = column.headers.iter().map(|header| header_key(header)).collect();
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| known.contains(key)) {
            if place.replace(at).is_some() {
                return Err(Refusal::File(FileRefusal::ColumnTwice { column: key.clone() }));
            }
        }
    }
    let missing = columns.iter().zip(places).filter(|(column, place)| column.is_required && place.is_none());
    let missing: Vec<String> = missing.map(|(column, _)| column.headers[0].to_owned()).collect();
    if missing.is_empty() { Ok(places) } else { Err(Refusal::File(FileRefusal::ColumnsMissing { columns: missing })) }
}

/// A header as it is compared: *Microsoft ID* and *MICROSOFT-ID* are one.
fn header_key(header: &str) -> String {
    let folded = fold(header);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The records of a file that have any text, each with the number of its first line.
#[derive(Debug)]
pub(super) struct Records {
    coding: Coding,
    doubtful: Vec<Line>,
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

/// # Errors
/// [`FileRefusal::NotText`].
pub(super) fn records(bytes: &[u8]) -> Result<Records, Refusal> {
    let (text, coding) = encoding::text(bytes)?;
    // The cells as they stand: what a letter became may be a blank at its end.
    let is_doubtful = |cell: &str| doubts::is_garbled(cell) || (coding.is_guess() && doubts::is_misread(cell));
    let mut doubtful = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::File(FileRefusal::NotText))?;
        let cells: Vec<String> = record.iter().map(plain).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            let place = record.position().map_or((1, 0), |place| (place.line(), place.byte()));
            let number = place.0 + blank_lines(&text, place.1);
            if record.iter().any(is_doubtful) {
                doubtful.push(Line::new(number, cells.iter().map(String::as_str)));
            }
            records.push((number, cells));
        }
    }
    Ok(Records { coding, doubtful, rows: records })
}

/// Blank lines from byte `start` on: the reader counts them to the record after them.
fn blank_lines(text: &str, start: u64) -> u64 {
    let bytes = text.as_bytes().iter().skip(usize::try_from(start).unwrap_or(usize::MAX));
    bytes.take_while(|byte| matches!(byte, b'\r' | b'\n')).map(|byte| u64::from(*byte == b'\n')).sum()
}

/// A cell without surrounding white space, and without the apostrophe that exports put before what
/// would pass for a formula: what was exported here is read back as it was.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let harmless = cell.strip_prefix('\'').filter(|rest| is_formula(rest));
    harmless.map_or(cell, str::trim).to_owned()
}

/// What parts the cells: of comma, semicolon and tab the one that the header has most of.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            byte if !is_quoted => {
                counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    // The last of equals wins, so the comma stands last.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COLUMNS: [Column; 3] = [
        Column::required("name", &["Company name", "Nome società"]),
        Column::required("seats", &["Quantity", "Quantità"]),
        Column::optional("note", &["Note"]),
    ];

    fn read(text: &str) -> Table<3> {
        Table::read(text.as_bytes(), &COLUMNS).unwrap()
    }

    fn cells(table: &Table<3>) -> Vec<[&str; 3]> {
        table.rows.iter().map(|row| row.cells.each_ref().map(String::as_str)).collect()
    }

    #[test]
    fn headers_come_in_either_language_any_order_and_any_case() {
        for text in [
            "Company name,Quantity\nAquila,5",
            "QUANTITY;company_name\n5;Aquila\n",
            "Quantità\tNOME SOCIETÀ\r\n5\tAquila\r\n",
            "\n\nCompany-Name,QUANTITA,\"\"\n Aquila ,5,\n,,\n\n",
        ] {
            assert_eq!(cells(&read(text)), [["Aquila", "5", ""]], "{text}");
        }
    }

    #[test]
    fn unknown_columns_are_named_and_missing_ones_refuse_the_file() {
        let table = read("Company name,Color,Quantity,Note\nAquila,blue,5,good\n");
        assert_eq!(table.ignored, ["Color"]);
        assert_eq!(cells(&table), [["Aquila", "5", "good"]]);
        let refusal = |text: &str| Table::read(text.as_bytes(), &COLUMNS).unwrap_err();
        let missing =
            Refusal::File(FileRefusal::ColumnsMissing { columns: vec!["Company name".into(), "Quantity".into()] });
        assert_eq!(refusal("Name,Number\na,1\n"), missing);
        assert_eq!(
            refusal("Quantity,Company name,Quantità\n"),
            Refusal::File(FileRefusal::ColumnTwice { column: "quantita".into() })
        );
        assert_eq!(refusal(" \n\r\n"), Refusal::File(FileRefusal::Empty));
        assert_eq!(refusal("PK\u{3}\u{4}\0"), Refusal::File(FileRefusal::NotText));
    }

    #[test]
    fn rows_keep_the_number_of_their_line() {
        let text = "Company name,Quantity\n\n\"Two\nlines\",1\n\n\nRossi, Bianchi,2\nAquila\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let table = read(&text);
            let numbers = table.rows.iter().map(|row| row.line.number);
            assert_eq!((numbers.collect::<Vec<_>>(), table.rows[1].cells[0].as_str()), (vec![3, 8], "Aquila"));
            assert!(table.rows[0].cells[0].starts_with("Two"));
            assert_eq!((table.refused.len(), table.refused[0].line.number), (1, 7));
            assert_eq!(table.refused[0].refused.at(""), Some(&Refusal::File(FileRefusal::TooManyCells)));
        }
    }

    #[test]
    fn a_name_that_an_export_made_harmless_is_itself_again() {
        assert_eq!(
            cells(&read("Company name,Quantity\n'+Plus,1\n'Ndrina,2\n")),
            [["+Plus", "1", ""], ["'Ndrina", "2", ""]]
        );
    }

    proptest! {
        /// Whatever stands in the cells, in whatever spelling of the format: it is read as it was
        /// written.
        #[test]
        fn what_was_written_is_read(
            rows in prop::collection::vec(("[^\0'\\s][^\0]{0,12}", "[^\0'\\s][^\0]{0,12}"), 1..12),
            sign in prop::sample::select(vec![b',', b';', b'\t']),
            is_wide in any::<bool>(),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(sign).from_writer(Vec::new());
            writer.write_record(["Quantity", "Company name"]).unwrap();
            for (seats, name) in &rows {
                writer.write_record([seats, name]).unwrap();
            }
            let mut bytes = writer.into_inner().unwrap();
            if is_wide {
                let text = String::from_utf8(bytes).unwrap();
                bytes = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            }
            let table = Table::read(&bytes, &COLUMNS).unwrap();
            let expected: Vec<_> = rows.iter().map(|(seats, name)| [name.trim(), seats.trim(), ""]).collect();
            prop_assert_eq!(cells(&table), expected);
        }
    }
}
