//! Rows of a file: where each stands, what it says, and the rule that one thing is told once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::domain::message::Message;
use crate::domain::refusal::{FileRefusal, Refusal, Refused};
use crate::domain::text;

/// How much of a row is repeated when it is refused, in characters.
const QUOTED: usize = 120;

/// A place in a file, as people find it again in an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The first is 1.
    pub number: u64,
    /// The row itself, shortened, with nothing in it that a terminal would obey.
    pub says: String,
}

impl Line {
    pub fn new<'a>(number: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let whole = cells.into_iter().collect::<Vec<_>>().join(", ");
        let mut says: String =
            whole.chars().take(QUOTED).map(|c| if text::is_invisible(c) { '\u{fffd}' } else { c }).collect();
        if whole.chars().nth(QUOTED).is_some() {
            says.push('…');
        }
        Self { number, says }
    }

    /// This row, refused.
    pub fn refuse(&self, refused: impl Into<Refused>) -> RefusedRow {
        RefusedRow { line: self.clone(), refused: refused.into() }
    }
}

/// A row that is not taken, with each reason at its column's field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    pub line: Line,
    pub refused: Refused,
}

/// Why a row was understood and yet there is nothing to take of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// Paid by use.
    Usage,
    Reservation,
    /// Bought once, for machines.
    Software,
    /// Not there yet.
    Pending,
}

impl Skipped {
    /// The sentence that tells it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Usage => "skipped-usage",
            Self::Reservation => "skipped-reservation",
            Self::Software => "skipped-software",
            Self::Pending => "skipped-pending",
        })
    }
}

/// A row that is left out, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    pub line: Line,
    pub reason: Skipped,
}

/// A row that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    pub line: Line,
    pub what: T,
}

/// `rows` with each id once; with an id goes the field where it stands. A doubled row is dropped silently; one that says something else about
/// the same id is refused, or two runs over one file would never come to rest.
pub fn once_each<T: PartialEq, K: Eq + Hash>(
    rows: Vec<Listed<T>>,
    id: impl Fn(&T) -> (&'static str, K),
    refused: &mut Vec<RefusedRow>,
) -> Vec<Listed<T>> {
    let mut seen: HashMap<K, usize> = HashMap::new();
    let mut once: Vec<Listed<T>> = Vec::with_capacity(rows.len());
    for row in rows {
        let (field, id) = id(&row.what);
        match seen.get(&id) {
            None => {
                seen.insert(id, once.len());
                once.push(row);
            }
            Some(&at) if once[at].what == row.what => {}
            Some(&at) => {
                refused.push(row.line.refuse(Refused::one(
                    field,
                    Refusal::File(FileRefusal::RowRepeated { line: once[at].line.number }),
                )));
            }
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_quoted_without_what_a_terminal_obeys() {
        assert_eq!(Line::new(2, ["a\u{1b}[2J", "b\nc"]).says, "a\u{fffd}[2J, b\u{fffd}c");
        let long = Line::new(2, ["é".repeat(200).as_str()]).says;
        assert_eq!((long.chars().count(), long.ends_with('…')), (121, true));
    }

    #[test]
    fn doubled_rows_count_once_and_contradictions_are_refused() {
        let row = |number, what: u128| Listed { line: Line::new(number, ["x"]), what };
        let mut refused = Vec::new();
        let id = |what: &u128| ("id", what % 10);
        let rows = once_each(vec![row(2, 1), row(3, 2), row(4, 1), row(5, 11)], id, &mut refused);
        assert_eq!(rows.iter().map(|row| row.line.number).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((refused.len(), refused[0].line.number), (1, 5));
        assert_eq!(refused[0].refused.at("id"), Some(&Refusal::File(FileRefusal::RowRepeated { line: 2 })));
    }
}
