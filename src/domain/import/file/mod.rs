//! One reader for every file of rows: text and workbooks. What a file is its content says, never its name.
//!
//! A row that cannot be read is handed on with the reason, and the others go on; a file is refused as a whole only
//! where nothing in it can be read, or where it is larger than what is promised to be read.

mod delimiter;
mod directory;
mod facts;
mod kind;
mod merged;
mod package;
mod padding;
mod quotes;
mod records;
mod rows;
mod tag;
mod text;
mod totals;
mod values;
mod workbook;
mod worksheet;

#[cfg(test)]
mod tests;

pub use self::facts::{
    Choice, EachRow, Facts, FileRow, FindHeaders, Format, HEAD, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS,
};
use self::kind::Kind;
use crate::domain::refusal::{FileRefusal, Refusal};

/// Reads a file: its facts, and every row with text after the headers given to `each`, which may stop. Where no
/// headers are found, every row is given.
///
/// # Errors
/// [`FileRefusal::TooLarge`], [`FileRefusal::TooManyRows`], [`FileRefusal::TooManyColumns`],
/// [`FileRefusal::WorkbookTooLarge`] with the limit; [`FileRefusal::Foreign`] and [`FileRefusal::NotText`] for what
/// is no list; [`FileRefusal::ChooseWorksheet`] where somebody must say which one; the reason of the first row
/// where none can be read.
pub fn read(bytes: &[u8], choice: &Choice, find: FindHeaders<'_>, each: EachRow<'_>) -> Result<Facts, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::File(FileRefusal::TooLarge { limit: MAX_BYTES / facts::MIB }));
    }
    match kind::of(bytes)? {
        Kind::Text => text::read(bytes, choice.encoding, find, each),
        Kind::Archive => workbook::read(bytes, choice.worksheet.as_deref(), find, each),
    }
}
