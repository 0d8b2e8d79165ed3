//! A file of rows under headers, as people and programs write them (specification §8): headers in English or
//! Italian, in any order and spelling of case. Columns that nobody asked for are named, rows that do not fit
//! refused.

use std::array;
use std::ops::ControlFlow;

use super::encoding::Coding;
use super::file::{self, Choice, FileRow, Format};
use super::row::{Line, RefusedRow};
use crate::domain::refusal::{FileRefusal, Refusal, Refused};
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
    /// What [`file::read`] refuses; [`FileRefusal::ColumnsMissing`], [`FileRefusal::ColumnTwice`].
    pub fn read(bytes: &[u8], columns: &[Column; N]) -> Result<Self, Refusal> {
        let known = columns.each_ref().map(|column| column.headers.iter().map(|header| header_key(header)).collect());
        let find = |rows: &[Vec<String>]| rows.iter().position(|row| missing(row, columns, &known).is_empty());
        let mut read = Vec::new();
        let facts = file::read(bytes, &Choice::default(), &find, &mut |row| {
            read.push(row);
            ControlFlow::Continue(())
        });
        let facts = match facts {
            Err(Refusal::File(FileRefusal::ChooseWorksheet { .. })) => return Err(lacking(&[], columns, &known)),
            facts => facts?,
        };
        if facts.headers.is_empty() {
            return Err(lacking(&read, columns, &known));
        }
        let headers = facts.headers;
        let places = places(&headers, &known)?;
        let is_wanted = |at: usize| places.contains(&Some(at));
        let ignored = headers.iter().enumerate().filter(|(at, header)| !header.is_empty() && !is_wanted(*at));
        let ignored = ignored.map(|(_, header)| header.clone()).collect();
        let (coding, is_text) = match facts.format {
            Format::Text { coding, .. } => (coding, true),
            Format::Workbook { .. } => (Coding::default(), false),
        };
        let (mut rows, mut refused, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
        // One header alone may well be somebody's name.
        let repeats = columns.iter().filter(|column| column.is_required).count() > 1;
        for row in read {
            let line = Line::new(row.number, row.cells.iter().map(String::as_str));
            if row.is_doubtful {
                doubtful.push(line.clone());
            }
            if let Some(refusal) = row.refusal {
                refused.push(line.refuse(refusal));
                continue;
            }
            // Headers for programs under those for people.
            if repeats && missing(&row.cells, columns, &known).is_empty() {
                continue;
            }
            if is_text && row.cells.len() > headers.len() {
                // Most often a comma in a name that was not quoted: every cell after it is another's.
                refused.push(line.refuse(Refusal::File(FileRefusal::TooManyCells)));
                continue;
            }
            let cells = array::from_fn(|at| {
                places[at].and_then(|at| row.cells.get(at)).map(|cell| plain(cell)).unwrap_or_default()
            });
            match whole(&cells, columns) {
                Ok(()) => rows.push(Row { line, cells }),
                Err(reasons) => refused.push(line.refuse(reasons)),
            }
        }
        Ok(Self { rows, refused, ignored, coding, doubtful })
    }
}

/// Whether every letter could be read.
fn whole<const N: usize>(cells: &[String; N], columns: &[Column; N]) -> Result<(), Refused> {
    let lost = cells.iter().zip(columns).filter(|(cell, _)| cell.contains('\u{fffd}'));
    let lost: Vec<_> =
        lost.map(|(_, column)| (column.field.to_owned(), Refusal::File(FileRefusal::LettersLost))).collect();
    if lost.is_empty() { Ok(()) } else { Err(Refused(lost)) }
}

/// The columns that must be there and are not among `headers`.
fn missing<'a, const N: usize>(
    headers: &[String],
    columns: &'a [Column; N],
    known: &[Vec<String>; N],
) -> Vec<&'a Column> {
    let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
    let lacks = |known: &Vec<String>| !known.iter().any(|known| keys.contains(known));
    let of = columns.iter().zip(known).filter(|(column, known)| column.is_required && lacks(known));
    of.map(|(column, _)| column).collect()
}

/// What the row lacks that comes nearest to being the headers.
fn lacking<const N: usize>(rows: &[FileRow], columns: &[Column; N], known: &[Vec<String>; N]) -> Refusal {
    let first = rows.iter().take(file::HEAD).map(|row| missing(&row.cells, columns, known));
    let fewest = first.min_by_key(Vec::len).unwrap_or_else(|| missing(&[], columns, known));
    let columns = fewest.into_iter().map(|column| column.headers[0].to_owned()).collect();
    Refusal::File(FileRefusal::ColumnsMissing { columns })
}

/// Where each of the columns stands.
fn places<const N: usize>(headers: &[String], known: &[Vec<String>; N]) -> Result<[Option<usize>; N], Refusal> {
    let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
    let mut places = [None; N];
    for (place, known) in places.iter_mut().zip(known) {
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| known.contains(key)) {
            if place.replace(at).is_some() {
                return Err(Refusal::File(FileRefusal::ColumnTwice { column: key.clone() }));
            }
        }
    }
    Ok(places)
}

/// A header as it is compared: *Microsoft ID* and *MICROSOFT-ID* are one.
fn header_key(header: &str) -> String {
    let folded = fold(header);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A cell without surrounding white space, and without the apostrophe that exports put before what
/// would pass for a formula: what was exported here is read back as it was.
pub(super) fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let harmless = cell.strip_prefix('\'').filter(|rest| is_formula(rest));
    harmless.map_or(cell, str::trim).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::composed;

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
            "Company name,Quantity\nNome società,quantity\nAquila,5",
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
        assert_eq!(refusal("PK\u{3}\u{4}\0"), Refusal::File(FileRefusal::WorkbookDamaged));
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

    /// Anything but control characters, of which a text has hardly any: a file of many is refused as no text.
    const CELL: &str = "[^\\p{Cc}'\\s\u{fffd}][[^\\p{Cc}\u{fffd}]\n\r\t]{0,12}";

    proptest! {
        /// Whatever stands in the cells, in whatever spelling of the format: it is read as it was
        /// written.
        #[test]
        fn what_was_written_is_read(
            rows in prop::collection::vec((CELL, CELL), 1..12),
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
            let expected: Vec<_> =
                rows.iter().map(|(seats, name)| [composed(name.trim()), composed(seats.trim()), String::new()]).collect();
            prop_assert_eq!(table.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>(), expected);
        }
    }
}
