//! Lists from elsewhere: products, customers, subscriptions. What is there already is recognized, so
//! the same file twice changes nothing; a row that cannot be taken is named and the others go on.
//!
//! A file that cannot be read at all is refused before anything is written.

pub mod customers;
pub mod products;
pub mod subscriptions;

use super::Error;
use crate::domain::import::encoding::Coding;
use crate::domain::import::row::{Line, RefusedRow, SkippedRow};
use crate::domain::import::table::Table;
use crate::domain::message::Message;

/// Rows a transaction: the server beside waits no longer for a long file than for a short one.
const ROWS: usize = 200;

/// What became of a file's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub added: usize,
    pub updated: usize,
    pub unchanged: usize,
    /// In the order of the file.
    pub refused: Vec<RefusedRow>,
    /// Rows that say nothing to take, in the order of the file.
    pub skipped: Vec<SkippedRow>,
    /// Headers of columns that were not read.
    pub ignored: Vec<String>,
    /// How the file was read.
    pub coding: Coding,
    /// Lines that look as if they were written in another encoding.
    pub doubtful: Vec<Line>,
    /// What people should look at in rows that were taken.
    pub remarks: Vec<(Line, Message)>,
    /// Customers of the file that have no default location.
    pub without_location: usize,
    /// Products of the catalog that a list of products has not, and how many customers hold each.
    pub absent: Vec<(String, i64)>,
    /// Whether those were retired.
    pub retired: bool,
    /// They were to be, and are so many that the list may be cut off.
    pub is_cut_off: bool,
    /// So much of a list was damaged that nothing of it was taken.
    pub is_unsound: bool,
}

/// What became of one row.
#[derive(Clone, Copy, Debug)]
enum Done {
    Added,
    Updated,
    Unchanged,
}

impl Outcome {
    /// What is known of a file before its rows are taken.
    fn of<const N: usize>(table: &Table<N>) -> Self {
        Self {
            ignored: table.ignored.clone(),
            coding: table.coding,
            doubtful: table.doubtful.clone(),
            ..Self::default()
        }
    }

    /// Counts a row; one that was refused does not stop the others.
    fn note(&mut self, line: &Line, done: Result<Done, Error>) -> Result<(), Error> {
        match done {
            Ok(Done::Added) => self.added += 1,
            Ok(Done::Updated) => self.updated += 1,
            Ok(Done::Unchanged) => self.unchanged += 1,
            Err(Error::Refused(reasons)) => self.refused.push(line.refuse(reasons)),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// This outcome of a second run, with what the `first` one over the same file had done.
    #[must_use]
    pub fn after(self, first: &Self) -> Self {
        Self {
            added: self.added + first.added,
            updated: self.updated + first.updated,
            unchanged: self.unchanged.saturating_sub(first.added + first.updated),
            remarks: first.remarks.iter().cloned().chain(self.remarks).collect(),
            ..self
        }
    }

    /// Adds what became of further rows.
    fn add(&mut self, more: Self) {
        self.added += more.added;
        self.updated += more.updated;
        self.unchanged += more.unchanged;
        self.refused.extend(more.refused);
        self.refused.sort_by_key(|row| row.line.number);
        self.skipped.extend(more.skipped);
        self.remarks.extend(more.remarks);
        self.without_location += more.without_location;
        self.absent.extend(more.absent);
        self.retired |= more.retired;
        self.is_cut_off |= more.is_cut_off;
        self.is_unsound |= more.is_unsound;
    }
}
