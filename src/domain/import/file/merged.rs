//! Cells that are one over several rows: their text stands in the first one alone, and is meant for all of them.

use super::facts::{FileRow, MAX_COLUMNS};

/// Cells that are one, from a row on to a later one; rows as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) column: usize,
    pub(super) first: u64,
    pub(super) last: u64,
}

/// The merged cells of a worksheet, as its rows go by. Holds no more texts than there are columns.
pub(super) struct Covering<'a> {
    /// By their first rows.
    merged: &'a [Merged],
    next: usize,
    open: Vec<(Merged, String)>,
}

impl<'a> Covering<'a> {
    pub(super) fn new(merged: &'a [Merged]) -> Self {
        Self { merged, next: 0, open: Vec::new() }
    }

    pub(super) fn all(&self) -> &'a [Merged] {
        self.merged
    }

    /// Puts into a row what is said above it for it, too.
    pub(super) fn fill(&mut self, row: &mut FileRow) {
        self.open.retain(|(merged, _)| merged.last >= row.number);
        for (merged, text) in &self.open {
            put(&mut row.cells, merged.column, text);
        }
        while let Some(merged) = self.merged.get(self.next).filter(|merged| merged.first <= row.number) {
            self.next += 1;
            let text = row.cells.get(merged.column).filter(|text| !text.is_empty() && merged.first == row.number);
            if let Some(text) = text.filter(|_| self.open.len() < MAX_COLUMNS) {
                self.open.push((*merged, text.clone()));
            }
        }
    }
}

/// What stands in a covered cell itself is seen by nobody; a program that wrote it there meant it.
fn put(cells: &mut Vec<String>, column: usize, text: &str) {
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if cells[column].is_empty() {
        text.clone_into(&mut cells[column]);
    }
}
