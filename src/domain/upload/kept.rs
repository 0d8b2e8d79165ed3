//! An upload as it is kept: where it stands, how its file was read, what is wished for all of its rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum_macros::{EnumString, IntoStaticStr};

use super::wishes::Wishes;
use super::{Field, Use};
use crate::domain::Moment;
use crate::domain::id::{SkuId, StaffId, UploadId};
use crate::domain::import::encoding::EncodingChoice;
use crate::domain::import::file;
use crate::domain::message::Message;

/// Where an upload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum State {
    /// The file is under way to us.
    Receiving,
    /// All of it is here; it is being read, or waits for its turn.
    Reading,
    /// Nothing in it can be read.
    Unreadable,
    /// Somebody has to say how the file is to be read.
    Choosing,
    /// Its rows can be looked at; nothing is written yet.
    Review,
    Running,
    Finished,
}

/// How an upload came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Ending {
    Done,
    /// Somebody said so.
    Stopped,
    /// Who had started it may not act any more.
    ShutOut,
    /// It could not get on.
    GivenUp,
}

/// How a file is to be read, as far as somebody has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    pub file: file::Choice,
    /// What each column is; where nobody has said, its header tells.
    pub columns: Option<Vec<Use>>,
    /// Whether the first row holds headers, though none of them is known; nothing where one is.
    pub is_headed: Option<bool>,
}

/// How a file was read. Holds no cell of it but headers, and examples of what its letters became.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub headers: Vec<String>,
    /// Where the headers stand; nothing where none are known.
    pub header_line: Option<u64>,
    pub uses: Vec<Use>,
    /// Names of the encoding that was taken, and whether that is a guess.
    pub encoding: Option<String>,
    pub is_guess: bool,
    /// What parts the cells of a text.
    pub delimiter: Option<char>,
    /// What the columns are was said of an earlier file with these headers.
    pub is_remembered: bool,
    /// The encoding that it may rather be in.
    pub rival: Option<String>,
    pub examples: Vec<String>,
    pub worksheet: Option<String>,
    pub worksheets: Vec<String>,
    /// Those beside it that have known headers, where nobody has chosen one.
    pub other_worksheets: Vec<String>,
    pub hidden_rows: u64,
    /// Rows that only sum up, left out.
    #[serde(default)]
    pub total_rows: u64,
    /// Why it could not be read further.
    pub problem: Option<Message>,
    /// Whether its bytes are still there, to be read in another way.
    pub has_bytes: bool,
}

impl Facts {
    /// Whether there is nothing about how it was read that somebody might want otherwise.
    pub fn is_settled(&self) -> bool {
        !self.is_guess && !self.is_remembered && self.other_worksheets.is_empty() && !self.uses.contains(&Use::Unknown)
    }

    /// What the encoding is called that it may rather be in.
    pub fn rival_label(&self) -> Option<&'static str> {
        Some(EncodingChoice::from_name(self.rival.as_deref()?)?.label())
    }

    /// The columns of which `is` is true, by their headers.
    pub fn named(&self, is: impl Fn(&Use) -> bool) -> Vec<&str> {
        let columns = self.headers.iter().zip(&self.uses);
        columns.filter(|(header, used)| !header.is_empty() && is(used)).map(|(header, _)| header.as_str()).collect()
    }

    /// Which column holds a field.
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.uses.iter().position(|used| *used == Use::Field(field))
    }
}

/// Seats of a product that an upload would take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    pub needed: i64,
    pub available: i64,
}

/// What the rows of an upload amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// At which revision they were judged.
    pub judged: i64,
    pub rows: i64,
    /// Created, but for administrators.
    pub ready: i64,
    pub updates: i64,
    pub there: i64,
    pub perhaps: i64,
    pub refused: i64,
    /// Rows with a cell that looks as if the file were in another encoding.
    pub doubtful: i64,
    /// Rows with something that was assumed.
    pub noted: i64,
    /// Rows that would make an administrator, and how many of them are ticked.
    pub administrators: i64,
    pub ticked: i64,
    /// How many get the customer's domain, and how many a name by the pattern.
    pub domains_added: i64,
    pub names_made: i64,
    /// How many display names are made from first and last name.
    pub display_names_made: i64,
    pub seats: BTreeMap<SkuId, Seats>,
}

impl Summary {
    /// Rows that are written when it is saved.
    pub fn due(&self) -> i64 {
        self.ready + self.updates + self.ticked
    }

    /// Seats that are needed and not there.
    pub fn short(&self) -> i64 {
        self.seats.values().map(|seats| (seats.needed - seats.available).max(0)).sum()
    }
}

/// An upload, and how far it is.
#[derive(Clone, Debug)]
pub struct Upload {
    pub id: UploadId,
    /// Who uploaded it, or saved it in the end, and what the person was called then.
    pub staff: StaffId,
    pub by: String,
    /// A sign of the password by which that person was signed in: with another one it stops.
    pub credential: Option<String>,
    pub file_name: String,
    pub state: State,
    pub reading: Reading,
    pub facts: Facts,
    pub wishes: Wishes,
    pub summary: Summary,
    /// Raised with every change of what is reviewed.
    pub revision: i64,
    /// Rows to be written, and how far that is.
    pub due: i64,
    pub done: i64,
    pub created: i64,
    pub updated: i64,
    /// Of the created and updated, those that did not get all licenses.
    pub partly: i64,
    pub refused: i64,
    pub created_at: Moment,
    pub saved_at: Option<Moment>,
    pub stopping_at: Option<Moment>,
    pub finished_at: Option<Moment>,
    /// Its cells are gone.
    pub erased_at: Option<Moment>,
    pub ending: Option<Ending>,
}

impl Upload {
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// Whether what is wished since `before` brings what nobody has seen: changes of users who are there, or seats that
    /// are short.
    pub fn brings_more_than(&self, before: &Self) -> bool {
        let has_updates = self.wishes.updates && !before.wishes.updates && self.summary.updates > 0;
        has_updates || self.wishes != before.wishes && self.summary.short() > before.summary.short()
    }

    /// Rows of which nobody was made, as far as it got: refused, not ticked, or not reached any more.
    pub fn not_written(&self) -> i64 {
        self.refused + self.summary.rows - self.due - self.summary.there
    }

    /// Whether it can still be changed or thrown away: nothing of it is written.
    pub fn is_draft(&self) -> bool {
        !matches!(self.state, State::Running | State::Finished)
    }
}
