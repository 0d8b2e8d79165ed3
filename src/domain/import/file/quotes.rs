//! Quotation marks, before the records are parsed: blanks before one, which the parser takes for text, and records
//! that would swallow what follows them.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::facts::{MAX_CELL, MAX_COLUMNS, MAX_ROWS, MIB};
use crate::domain::refusal::FileRefusal;

/// The longest record, in bytes.
const RECORD: usize = MIB;
/// The most cells of a record: as many as a spreadsheet has columns, most of them empty.
const CELLS: usize = 16_384;
/// How far a cell over several lines may go, in bytes: in most of what is longer, a mark was forgotten.
const SPAN: usize = 2 * MAX_CELL;
/// The most records that are looked at: of those after the limit some may sum up the others, no more.
const RECORDS: u64 = 2 * MAX_ROWS;
/// So many lines are taken out one by one; what follows is one.
const BROKEN: usize = 1000;

/// A part of the text that is no record, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) place: Range<usize>,
    pub(super) refusal: FileRefusal,
}

/// The text as it is parsed, and what of it is not. Blanks between a delimiter and a quotation mark are gone:
/// `a, "b, c"` has two cells.
pub(super) fn checked(text: &str, delimiter: u8) -> (Cow<'_, str>, Vec<Broken>) {
    let mut scan = Scan { bytes: text.as_bytes(), delimiter, at: 0, blanks: Vec::new(), broken: Vec::new() };
    scan.run();
    let Scan { blanks, mut broken, .. } = scan;
    if blanks.is_empty() {
        return (Cow::Borrowed(text), broken);
    }
    let mut tight = String::with_capacity(text.len());
    let (mut from, mut gone, mut next) = (0, 0, 0);
    for blank in blanks.into_iter().chain(iter::once(text.len()..text.len())) {
        for one in broken[next..].iter_mut().take_while(|one| one.place.start < blank.start) {
            one.place = one.place.start - gone..one.place.end - gone;
            next += 1;
        }
        tight.push_str(&text[from..blank.start]);
        from = blank.end;
        gone += blank.len();
    }
    (Cow::Owned(tight), broken)
}

/// Where the line ends that begins at `from`: after its last letter, and after its end.
pub(super) fn line_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let end = memchr::memchr2(b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |found| from + found);
    let is_pair = bytes[end..].starts_with(b"\r\n");
    (end, (end + 1 + usize::from(is_pair)).min(bytes.len()))
}

/// The records as the parser of CSV sees them, in which a quotation mark counts at the start of a cell alone.
struct Scan<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    at: usize,
    blanks: Vec<Range<usize>>,
    broken: Vec<Broken>,
}

impl Scan<'_> {
    fn run(&mut self) {
        // Most files have no marks, and lines that are not too long.
        let mut records = 0;
        while self.at < self.bytes.len() {
            if records > RECORDS {
                let refusal = FileRefusal::TooManyRows { limit: MAX_ROWS };
                self.broken.push(Broken { place: self.at..self.bytes.len(), refusal });
                return;
            }
            let (start, blanks) = (self.at, self.blanks.len());
            if let Err(refusal) = self.record() {
                self.blanks.truncate(blanks);
                let (_, next) = line_end(self.bytes, start);
                let next = if self.broken.len() + 1 < BROKEN { next } else { self.bytes.len() };
                self.broken.push(Broken { place: start..next, refusal });
                self.at = next;
            }
            let record = &self.bytes[start..self.at];
            // Sheets are saved to where their formats end.
            let is_empty = |byte: &u8| matches!(byte, b'\r' | b'\n' | b' ' | b'"') || *byte == self.delimiter;
            records += u64::from(!record.iter().all(is_empty));
        }
    }

    fn record(&mut self) -> Result<(), FileRefusal> {
        let start = self.at;
        for _ in 0..CELLS {
            let is_last = self.cell()?;
            if self.at - start > RECORD {
                return Err(FileRefusal::CellTooLong { limit: MAX_CELL });
            }
            if is_last {
                return Ok(());
            }
        }
        Err(FileRefusal::RowTooWide { limit: MAX_COLUMNS })
    }

    /// Goes on after a cell and what parts it from the next one; whether it was the last of its record.
    fn cell(&mut self) -> Result<bool, FileRefusal> {
        let rest = &self.bytes[self.at..];
        let is_blank = |byte: u8| byte == b' ' || byte == b'\t' && self.delimiter != b'\t';
        let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
        if rest.get(blanks) == Some(&b'"') {
            if blanks > 0 {
                self.blanks.push(self.at..self.at + blanks);
            }
            self.quoted(self.at + blanks)?;
        }
        let rest = &self.bytes[self.at..];
        let Some(end) = memchr::memchr3(self.delimiter, b'\n', b'\r', rest) else {
            self.at = self.bytes.len();
            return Ok(true);
        };
        let is_last = rest[end] != self.delimiter;
        self.at = if is_last { line_end(self.bytes, self.at + end).1 } else { self.at + end + 1 };
        Ok(is_last)
    }

    /// Goes behind the mark that closes the one at `open`.
    fn quoted(&mut self, open: usize) -> Result<(), FileRefusal> {
        let limit = (open + RECORD).min(self.bytes.len());
        let mut at = open + 1;
        loop {
            let found = memchr::memchr(b'"', self.bytes.get(at..limit).unwrap_or_default());
            let Some(mark) = found.map(|found| at + found) else {
                return Err(FileRefusal::QuoteNotClosed);
            };
            at = mark + 1;
            if self.bytes.get(at) == Some(&b'"') {
                at += 1;
                continue;
            }
            let has_lines = memchr::memchr2(b'\n', b'\r', &self.bytes[open..mark]).is_some();
            let after = self.bytes[at..].iter().find(|byte| **byte != b' ').copied();
            let is_closed = after.is_none_or(|byte| byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
            if has_lines && (!is_closed || mark > open + SPAN) {
                return Err(FileRefusal::QuoteNotClosed);
            }
            self.at = at;
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Vec<(&str, FileRefusal)> {
        let (_, broken) = checked(text, b',');
        broken.into_iter().map(|one| (&text[one.place], one.refusal)).collect()
    }

    #[test]
    fn blanks_before_a_mark_go_and_nothing_else() {
        for (text, tight) in [
            ("a, \"b, c\" , d\n \"e\",f\n", "a,\"b, c\" , d\n\"e\",f\n"),
            ("\"a, \"\"b\"\"\",c", "\"a, \"\"b\"\"\",c"),
            ("a, b \"c\",d", "a, b \"c\",d"),
            ("\"x\ny, \"\"z\", \"w\"", "\"x\ny, \"\"z\",\"w\""),
        ] {
            assert_eq!(checked(text, b',').0, tight, "{text}");
        }
    }

    #[test]
    fn a_mark_that_is_not_closed_spoils_its_line_alone() {
        assert_eq!(broken("a,b\n\"c,d\ne,f\n"), [("\"c,d\n", FileRefusal::QuoteNotClosed)]);
        assert_eq!(broken("a,\"b\nc,\"d, e\"\nf,g\n"), [("a,\"b\n", FileRefusal::QuoteNotClosed)]);
        assert!(broken("a,\"b\nc\"\n\"d\"\"\n\",e\n\"Ugo\" Sala,x\n").is_empty());
        let (text, broken) = checked("a, \"b\"\n\"c\nd, \"e\"\n", b',');
        assert_eq!((&text[..], &text[broken[0].place.clone()]), ("a,\"b\"\n\"c\nd,\"e\"\n", "\"c\n"));
    }

    #[test]
    fn what_nobody_writes_is_no_record() {
        let many = ",".repeat(CELLS);
        assert_eq!(broken(&format!("a\n{many}\nb\n"))[0].1, FileRefusal::RowTooWide { limit: 256 });
        let long = "x".repeat(RECORD + 1);
        assert_eq!(broken(&format!("a\n{long}\nb\n"))[0].1, FileRefusal::CellTooLong { limit: MAX_CELL });
        let lines = "\"x\n".repeat(3 * BROKEN);
        assert_eq!(broken(&lines).len(), BROKEN);
    }
}
