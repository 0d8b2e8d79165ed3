//! From the rows of a file to those that are given on: the headers are looked for among the first ones, what only
//! sums up or repeats the headers is left out, and what must be told is counted.

use std::ops::ControlFlow;

use super::facts::{EachRow, FileRow, FindHeaders, HEAD, MAX_CELL, MAX_COLUMNS, MAX_ROWS};
use super::merged::{Covering, Merged};
use super::totals::is_total;
use crate::domain::refusal::{FileRefusal, Refusal};
use crate::domain::text::fold;

/// Names that are shown for people to see whether the encoding is right, and how long they may be, in characters.
const EXAMPLES: usize = 3;
const EXAMPLE: usize = 60;
/// Words in headers of columns of which nothing is shown.
const SECRETS: [&str; 9] =
    ["passw", "pwd", "pin", "parola", "kennwort", "mot de passe", "contrasena", "secret", "segret"];

/// A row as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct RawRow {
    pub(super) row: FileRow,
    /// How many cells it has, with those at its end that are empty.
    pub(super) width: usize,
    /// Its cells if it stands in quotation marks as a whole.
    pub(super) unwrapped: Option<Result<Vec<String>, Refusal>>,
}

/// What takes the rows of a file.
pub(super) struct Rows<'a> {
    find: FindHeaders<'a>,
    each: EachRow<'a>,
    merged: Covering<'a>,
    /// The first rows, until the headers are looked for.
    head: Option<Vec<RawRow>>,
    is_unwrapped: bool,
    given: u64,
    readable: bool,
    refusal: Option<Refusal>,
    /// Columns whose cells are no examples.
    secret: Vec<bool>,
    pub(super) headers: Vec<String>,
    pub(super) header_line: Option<u64>,
    /// Cells of the headers' row, with those that say nothing.
    pub(super) header_width: usize,
    pub(super) examples: Vec<String>,
    pub(super) hidden: u64,
    pub(super) totals: u64,
}

/// Whether more rows are wanted.
pub(super) type More = Result<ControlFlow<()>, Refusal>;

impl<'a> Rows<'a> {
    pub(super) fn new(find: FindHeaders<'a>, merged: &'a [Merged], each: EachRow<'a>) -> Self {
        Self {
            find,
            each,
            merged: Covering::new(merged),
            head: Some(Vec::new()),
            is_unwrapped: false,
            given: 0,
            readable: false,
            refusal: None,
            secret: Vec::new(),
            headers: Vec::new(),
            header_line: None,
            header_width: 0,
            examples: Vec::new(),
            hidden: 0,
            totals: 0,
        }
    }

    /// Takes the next row that has text.
    ///
    /// # Errors
    /// [`FileRefusal::TooManyRows`], [`FileRefusal::TooManyColumns`] for the headers.
    pub(super) fn push(&mut self, row: RawRow) -> More {
        match &mut self.head {
            Some(head) => {
                head.push(row);
                if head.len() < HEAD { Ok(ControlFlow::Continue(())) } else { self.settle() }
            }
            None => self.give(row),
        }
    }

    /// After the last row.
    ///
    /// # Errors
    /// As [`Rows::push`]; [`FileRefusal::Empty`] where there was no row; the reason of the first one where none
    /// could be read.
    pub(super) fn finish(&mut self) -> Result<(), Refusal> {
        if self.head.as_ref().is_some_and(Vec::is_empty) {
            return Err(Refusal::File(FileRefusal::Empty));
        }
        if self.settle()?.is_continue() && !self.readable && self.headers.is_empty() {
            // Of all rows it is said of the file.
            return match self.refusal.take() {
                Some(Refusal::File(FileRefusal::RowTooWide { limit })) => {
                    Err(Refusal::File(FileRefusal::TooManyColumns { limit }))
                }
                refusal => refusal.map_or(Ok(()), Err),
            };
        }
        Ok(())
    }

    fn settle(&mut self) -> More {
        let Some(mut head) = self.head.take() else { return Ok(ControlFlow::Continue(())) };
        let is_wide = |row: &RawRow| row.unwrapped.is_none() && row.row.cells.len() > 1;
        let has_wrapped = head.iter().any(|row| row.unwrapped.is_some());
        let merged = self.merged.all();
        let rows = filled(&head, merged);
        let found = (self.find)(&rows).filter(|at| *at < head.len());
        if let Some(at) = found {
            let number = head[at].row.number;
            let covers = |merged: &&Merged| (merged.first..=merged.last).contains(&number);
            let last = merged.iter().filter(covers).map(|merged| merged.last).max().unwrap_or(number);
            let under = head.iter().rposition(|row| row.row.number <= last).unwrap_or(at).max(at);
            // Of a row that is too wide not all cells are there.
            let is_cut = |row: &RawRow| row.row.refusal.as_ref().is_some_and(is_too_wide);
            if is_cut(&head[at]) || is_cut(&head[under]) {
                return Err(Refusal::File(FileRefusal::TooManyColumns { limit: MAX_COLUMNS }));
            }
            self.take_headers(&rows[at], &rows[under])?;
            self.header_line = Some(number);
            self.header_width = self.headers.len().max(head[at].width).max(head[under].width);
            self.is_unwrapped = self.headers.len() > 1;
            head.drain(..=under);
        } else {
            self.is_unwrapped =
                has_wrapped && (head.iter().any(is_wide) || head.iter().all(|row| row.unwrapped.is_some()));
        }
        for row in head {
            if self.give(row)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The headers of a row, and of a second one where cells over both are one.
    fn take_headers(&mut self, first: &[String], last: &[String]) -> Result<(), Refusal> {
        let count = first.len().max(last.len());
        if count > MAX_COLUMNS {
            return Err(Refusal::File(FileRefusal::TooManyColumns { limit: MAX_COLUMNS }));
        }
        let at = |row: &[String], at: usize| row.get(at).filter(|cell| !cell.is_empty()).cloned();
        self.headers =
            (0..count).map(|place| at(last, place).or_else(|| at(first, place)).unwrap_or_default()).collect();
        self.secret = self
            .headers
            .iter()
            .map(|header| fold(header))
            .map(|header| SECRETS.iter().any(|word| header.contains(word)))
            .collect();
        Ok(())
    }

    fn give(&mut self, RawRow { mut row, unwrapped, .. }: RawRow) -> More {
        match unwrapped.filter(|_| self.is_unwrapped) {
            Some(Ok(cells)) => row.cells = cells,
            Some(Err(refusal)) => row.refusal = row.refusal.or(Some(refusal)),
            None => {}
        }
        if row.refusal.is_none() && is_total(&row.cells) {
            self.totals += 1;
            return Ok(ControlFlow::Continue(()));
        }
        if !self.headers.is_empty() && row.cells == self.headers {
            return Ok(ControlFlow::Continue(()));
        }
        self.merged.fill(&mut row);
        self.given += 1;
        if self.given > MAX_ROWS {
            return Err(Refusal::File(FileRefusal::TooManyRows { limit: MAX_ROWS }));
        }
        bound(&mut row);
        self.hidden += u64::from(row.is_hidden);
        match &row.refusal {
            None => self.readable = true,
            Some(refusal) if self.refusal.is_none() => self.refusal = Some(refusal.clone()),
            Some(_) => {}
        }
        self.note_examples(&row.cells);
        Ok((self.each)(row))
    }

    fn note_examples(&mut self, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            if self.examples.len() == EXAMPLES {
                return;
            }
            let is_open = !self.secret.get(at).copied().unwrap_or(false);
            if !cell.is_ascii() && is_open && is_name(cell) && !self.examples.contains(cell) {
                self.examples.push(cell.clone());
            }
        }
    }
}

/// The rows as the headers are looked for in them: with what merged cells say in each row that they cover.
fn filled(head: &[RawRow], merged: &[Merged]) -> Vec<Vec<String>> {
    let cells = |row: &RawRow| match &row.unwrapped {
        Some(Ok(cells)) => cells.clone(),
        _ => row.row.cells.clone(),
    };
    let mut rows: Vec<Vec<String>> = head.iter().map(cells).collect();
    for Merged { column, first, last } in merged {
        let text = head.iter().find(|row| row.row.number == *first).and_then(|row| row.row.cells.get(*column)).cloned();
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let covered = head.iter().zip(&mut rows).filter(|(raw, _)| (first + 1..=*last).contains(&raw.row.number));
        for (_, cells) in covered {
            if cells.len() <= *column {
                cells.resize(column + 1, String::new());
            }
            cells[*column].clone_from(&text);
        }
    }
    rows
}

pub(super) fn too_wide() -> Refusal {
    Refusal::File(FileRefusal::RowTooWide { limit: MAX_COLUMNS })
}

fn is_too_wide(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::File(FileRefusal::RowTooWide { .. }))
}

/// Refuses a row with more cells, or longer ones, than anybody writes, and keeps little of it.
fn bound(row: &mut FileRow) {
    if row.cells.len() > MAX_COLUMNS {
        row.cells.truncate(MAX_COLUMNS);
        row.refusal.get_or_insert(too_wide());
    }
    for cell in row.cells.iter_mut().filter(|cell| cell.len() > MAX_CELL) {
        if cell.chars().nth(MAX_CELL).is_some() {
            *cell = cell.chars().take(EXAMPLE).collect();
            row.refusal.get_or_insert(Refusal::File(FileRefusal::CellTooLong { limit: MAX_CELL }));
        }
    }
}

/// Whether a cell is letters as in names, and so nothing that anybody hides. One that is broken tells nothing.
fn is_name(cell: &str) -> bool {
    let is_part = |c: char| match c {
        '\u{fffd}' => false,
        ' ' | '\'' | '-' | '.' | ',' | '&' | '?' => true,
        c => !c.is_ascii() || c.is_ascii_alphabetic(),
    };
    cell.chars().count() <= EXAMPLE && cell.chars().all(is_part)
}
