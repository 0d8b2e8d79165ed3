//! The records of a text, one by one, with the lines where they stand.

use std::borrow::Cow;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::facts::FileRow;
use super::quotes::{self, Broken};
use super::rows::RawRow;
use crate::domain::import::doubts;
use crate::domain::import::encoding::Coding;
use crate::domain::refusal::{FileRefusal, Refusal};
use crate::domain::text::composed;

/// A text of which the marks were looked at.
pub(super) struct Checked<'a> {
    text: Cow<'a, str>,
    broken: Vec<Broken>,
    delimiter: u8,
}

impl<'a> Checked<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Self {
        let (text, broken) = quotes::checked(text, delimiter);
        Self { text, broken, delimiter }
    }

    /// The records that have text, in their order.
    pub(super) fn records(&self, coding: Coding) -> Records<'_> {
        let mut records = Records {
            text: &self.text,
            broken: self.broken.clone().into_iter().peekable(),
            delimiter: self.delimiter,
            coding,
            from: 0,
            parser: None,
            record: csv::StringRecord::new(),
            counted: 0,
            lines: 0,
        };
        records.next_part();
        records
    }
}

/// The records of a text, parsed part by part: between the parts are lines that are none.
pub(super) struct Records<'a> {
    text: &'a str,
    broken: Peekable<IntoIter<Broken>>,
    delimiter: u8,
    coding: Coding,
    /// Where the part begins that is parsed.
    from: usize,
    parser: Option<csv::Reader<&'a [u8]>>,
    record: csv::StringRecord,
    /// Up to where lines were counted.
    counted: usize,
    lines: u64,
}

impl Records<'_> {
    fn next_part(&mut self) {
        let end = self.broken.peek().map_or(self.text.len(), |broken| broken.place.start);
        self.parser = (self.from < end).then(|| parser(&self.text.as_bytes()[self.from..end], self.delimiter));
    }

    /// The number of the line at byte `at`.
    fn line(&mut self, at: usize) -> u64 {
        self.lines += line_ends(&self.text.as_bytes()[self.counted..at]);
        self.counted = at;
        self.lines + 1
    }

    fn row(&mut self, cells: Vec<String>, at: usize, is_doubtful: bool) -> RawRow {
        let is_wrapped = self.text[at..].starts_with('"') && self.record.len() == 1;
        let unwrapped = if is_wrapped { unwrapped(&cells[0], self.delimiter) } else { None };
        let number = self.line(at);
        let width = self.record.len();
        RawRow { row: FileRow { number, cells, is_doubtful, ..FileRow::default() }, width, unwrapped }
    }

    /// A line that is no record: its first cells are shown.
    fn broken_row(&mut self, broken: Broken) -> RawRow {
        const SHOWN: usize = 200;
        let line = &self.text[broken.place.clone()];
        let number = self.line(broken.place.start);
        let shown: String = line.lines().next().unwrap_or_default().chars().take(SHOWN).collect();
        let cells = cut(shown.split(char::from(self.delimiter)).map(str::trim).map(str::to_owned).collect());
        let refusal = Some(Refusal::File(broken.refusal));
        RawRow { row: FileRow { number, cells, refusal, ..FileRow::default() }, ..RawRow::default() }
    }
}

impl Iterator for Records<'_> {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        loop {
            let Some(parser) = &mut self.parser else {
                let broken = self.broken.next()?;
                self.from = broken.place.end;
                let row = self.broken_row(broken);
                self.next_part();
                return Some(row);
            };
            // Nothing but an error of memory's reader, which has none, or of UTF-8, which this is.
            if !parser.read_record(&mut self.record).unwrap_or(false) {
                self.parser = None;
                self.broken.peek()?;
                continue;
            }
            let cells = cut(self.record.iter().map(|cell| composed(cell.trim())).collect());
            if cells.is_empty() {
                continue;
            }
            // The parser's record begins with the blank lines before it.
            let start = self.record.position().map_or(0, csv::Position::byte);
            let start = self.from + usize::try_from(start).unwrap_or(usize::MAX);
            let bytes = &self.text.as_bytes()[start..];
            let at = start + bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let is_doubtful = cells.iter().any(|cell| doubts::is_doubtful(cell, self.coding));
            return Some(self.row(cells, at, is_doubtful));
        }
    }
}

fn parser(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

/// Line ends: LF, CR LF, and CR alone.
fn line_ends(bytes: &[u8]) -> u64 {
    let is_end = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end).map(|_| 1).sum()
}

/// Without empty cells at the end.
pub(super) fn cut(mut cells: Vec<String>) -> Vec<String> {
    let told = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(told);
    cells
}

/// The cells of a line that a spreadsheet has put in quotation marks as a whole; what it thought to be further
/// columns follows as delimiters. `None` where there is only one.
fn unwrapped(cell: &str, delimiter: u8) -> Option<Result<Vec<String>, Refusal>> {
    let line = cell.trim_end_matches([';', ',', '\t', ' ', '|']);
    let (line, broken) = quotes::checked(line, delimiter);
    let mut record = csv::StringRecord::new();
    let is_read = parser(line.as_bytes(), delimiter).read_record(&mut record).unwrap_or(false);
    if !is_read || record.len() < 2 {
        return None;
    }
    if !broken.is_empty() || line.contains(['\n', '\r']) {
        return Some(Err(Refusal::File(FileRefusal::LineWrapped)));
    }
    Some(Ok(cut(record.iter().map(|cell| cell.trim().to_owned()).collect())))
}
