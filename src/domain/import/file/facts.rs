//! What is known of a file, and of a row of it.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::domain::import::encoding::{Coding, EncodingChoice};
use crate::domain::refusal::{FileRefusal, Refusal};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 20 * MIB;
/// The most rows with text after the headers.
pub const MAX_ROWS: u64 = 50_000;
/// The most columns with text.
pub const MAX_COLUMNS: usize = 256;
/// The longest cell, in characters: as many as a spreadsheet takes.
pub const MAX_CELL: usize = 32_767;
/// Rows among which the headers are looked for.
pub const HEAD: usize = 20;
pub(super) const MIB: usize = 1024 * 1024;
/// The most that is unpacked of one workbook, in MiB; less in tests of this rule, which are slow with much.
pub(super) const UNPACKED: u64 = if cfg!(test) { 16 } else { 256 };

/// How to read a file, as far as somebody has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub encoding: Option<EncodingChoice>,
    /// By its name.
    pub worksheet: Option<String>,
}

/// Which of the first rows holds the headers: given up to [`HEAD`] rows, its index.
pub type FindHeaders<'a> = &'a dyn Fn(&[Vec<String>]) -> Option<usize>;
/// What takes the rows, one by one, until it has enough.
pub type EachRow<'a> = &'a mut dyn FnMut(FileRow) -> ControlFlow<()>;

/// A row with text in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// Its first line in a text, its number in a worksheet.
    pub number: u64,
    /// Without white space around them, and without empty ones at the end. What could not be read is U+FFFD.
    pub cells: Vec<String>,
    /// A filter or somebody has hidden it in its worksheet.
    pub is_hidden: bool,
    /// It looks as if it were in another encoding.
    pub is_doubtful: bool,
    /// Why none of it can be taken.
    pub refusal: Option<Refusal>,
    /// Columns of a worksheet whose cells have no value, and why: then `refusal` is the first of these.
    pub broken: Vec<(usize, FileRefusal)>,
}

/// What kind of file it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Text {
        coding: Coding,
        delimiter: char,
    },
    Workbook {
        worksheet: String,
        /// The visible ones.
        worksheets: Vec<String>,
        /// Those beside it that have known headers, where nobody has chosen.
        others: Vec<String>,
    },
}

/// What is known of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub format: Format,
    /// Empty where none were found.
    pub headers: Vec<String>,
    /// Where they stand: a line of a text, a row of a worksheet.
    pub header_line: Option<u64>,
    /// How many cells the headers' row of a text has, with those that say nothing.
    pub header_width: usize,
    /// Up to three names with letters beyond ASCII, by which people see whether the encoding is right.
    pub examples: Vec<String>,
    /// Rows among those read that are hidden in the worksheet.
    pub hidden_rows: u64,
    /// Rows that only sum up, left out.
    pub total_rows: u64,
    /// The encoding was guessed.
    pub is_guess: bool,
    /// The encoding that it may rather be in.
    pub rival: Option<EncodingChoice>,
}
