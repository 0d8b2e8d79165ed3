//! A worksheet before its cells are read: which rows are hidden, which cells are one, where errors stand, and
//! whether it has more rows than may be.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::facts::{HEAD, MAX_COLUMNS, MAX_ROWS};
use super::merged::Merged;
use super::package::{Listed, Package};
use super::padding::{Formats, Padded};
use super::tag::{attribute, too_large};
use super::values::place;
use crate::domain::refusal::{FileRefusal, Refusal};

/// The rows that a worksheet can have, and more elements than 256 MiB of them are that a program wrote.
const ROWS: u64 = 1_048_576;
const ELEMENTS: u64 = 20_000_000;
/// Merged cells that are looked at.
const MERGED: usize = 100_000;

/// What the cells do not say.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Rows with values, from 0.
    pub(super) hidden: HashSet<u32>,
    /// The columns of a row with errors, as far as there are as many columns.
    pub(super) errors: HashMap<u32, Vec<u8>>,
    /// Over several rows, by the first of them.
    pub(super) merged: Vec<Merged>,
    pub(super) padded: Padded,
    pub(super) formats: Rc<Formats>,
    /// The last row with anything but formats; those after it need not be read.
    pub(super) last: Option<u32>,
}

#[derive(Debug, Default)]
struct Walk {
    notes: Notes,
    row: u32,
    column: u32,
    /// The row said its number.
    is_told: bool,
    is_hidden: bool,
    /// Within the value of a cell.
    is_value: bool,
    valued: Option<u32>,
    rows: u64,
    /// Rows and elements of any kind, whether or not anything is in them.
    all_rows: u64,
    elements: u64,
}

/// # Errors
/// [`FileRefusal::TooManyRows`], [`FileRefusal::WorkbookTooLarge`], [`FileRefusal::WorkbookDamaged`].
pub(super) fn look(package: &mut Package<'_>, worksheet: &Listed) -> Result<Notes, Refusal> {
    let mut walk = Walk::of(package);
    package.each_event_of(worksheet, |event| walk.take(event))?;
    walk.notes.merged.sort_by_key(|merged| merged.first);
    Ok(walk.notes)
}

/// Looks at the first rows alone, as many as may hold the headers. `None` where they cannot be read.
pub(super) fn look_at_head(package: &mut Package<'_>, worksheet: &Listed) -> Option<Notes> {
    let mut walk = Walk::of(package);
    let mut is_enough = false;
    let looked = package.each_event_of(worksheet, |event| {
        walk.take(event)?;
        is_enough = walk.rows > HEAD as u64;
        // What follows is of no concern.
        if is_enough { Err(too_large()) } else { Ok(()) }
    });
    (is_enough || looked.is_ok()).then_some(walk.notes)
}

impl Walk {
    fn of(package: &Package<'_>) -> Self {
        let notes = Notes { formats: Rc::clone(&package.formats), ..Notes::default() };
        Self { notes, ..Self::default() }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), Refusal> {
        match event {
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            Event::Empty(tag) => {
                self.start(tag)?;
                self.end(tag.local_name().as_ref());
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if self.is_value => self.note_value()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "row" => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            "c" => self.column = self.column.saturating_add(1),
            "v" | "t" => self.is_value = false,
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        self.elements += 1;
        if self.elements > ELEMENTS || self.all_rows > ROWS {
            return Err(too_large());
        }
        match tag.local_name().as_ref() {
            "row" => {
                self.all_rows += 1;
                let number = attribute(tag, "r")?.and_then(|row| row.parse::<u32>().ok());
                self.is_told = number.is_some();
                self.row = number.map_or(self.row, |number| number.saturating_sub(1));
                self.is_hidden = tag.attributes_raw().contains("hidden")
                    && attribute(tag, "hidden")?.is_some_and(|hidden| hidden == "1" || hidden == "true");
            }
            "c" => {
                // There are many: what is not needed of them is not looked at.
                let is_error =
                    tag.attributes_raw().contains('e') && attribute(tag, "t")?.is_some_and(|kind| kind == "e");
                if (is_error || !self.is_told)
                    && let Some((row, column)) = attribute(tag, "r")?.and_then(|cell| place(&cell))
                {
                    (self.row, self.column) = (row, column);
                }
                if !self.notes.formats.is_empty() {
                    self.note_format(tag)?;
                }
                if is_error {
                    let column = u8::try_from(self.column).unwrap_or(u8::MAX);
                    let columns = self.notes.errors.entry(self.row).or_default();
                    if columns.len() < MAX_COLUMNS {
                        columns.push(column);
                    }
                    self.note_value()?;
                }
            }
            "v" | "t" => self.is_value = true,
            "f" => self.note_text(),
            "mergeCell" if self.notes.merged.len() < MERGED => {
                let cells = attribute(tag, "ref")?.unwrap_or_default();
                let corners = cells.split_once(':').and_then(|(from, to)| Some((place(from)?, place(to)?)));
                if let Some(((first, left), (last, _))) = corners
                    && first < last
                {
                    let (first, last) = (u64::from(first) + 1, u64::from(last) + 1);
                    self.notes.merged.push(Merged { column: left as usize, first, last });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn note_format(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let at = attribute(tag, "r")?.and_then(|cell| place(&cell)).unwrap_or((self.row, self.column));
        let style = attribute(tag, "s")?.map_or(Some(0), |style| style.parse().ok());
        self.notes.padded.note(at, style.unwrap_or(usize::MAX), &self.notes.formats)
    }

    fn note_text(&mut self) {
        self.notes.last = self.notes.last.max(Some(self.row));
    }

    fn note_value(&mut self) -> Result<(), Refusal> {
        if self.valued == Some(self.row) {
            return Ok(());
        }
        self.valued = Some(self.row);
        self.note_text();
        self.rows += 1;
        if self.is_hidden {
            self.notes.hidden.insert(self.row);
        }
        // Headers and titles may stand above them.
        if self.rows > MAX_ROWS + HEAD as u64 {
            return Err(Refusal::File(FileRefusal::TooManyRows { limit: MAX_ROWS }));
        }
        Ok(())
    }
}
