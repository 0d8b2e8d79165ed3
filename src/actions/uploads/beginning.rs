//! How a file begins: where its headers stand, and the first rows, by which it is decided what its columns are.

use std::ops::ControlFlow;

use tokio::sync::{Semaphore, SemaphorePermit};
use zeroize::Zeroizing;

use super::pieces::is_short_text;
use crate::actions::{Actor, Error};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::import::file::{self, FileRow};
use crate::domain::refusal::Refusal;
use crate::domain::upload::kept::Reading;
use crate::domain::upload::{find_headers, first_full_row};

/// One file at a time is read by a process; others wait. Short texts have a turn of their own: nobody waits with ten
/// rows for somebody's fifty thousand.
static LARGE: Semaphore = Semaphore::const_new(1);
static SHORT: Semaphore = Semaphore::const_new(1);

/// Waits until this upload's file may be read, for as long as what is given is kept.
pub(super) async fn turn(by: &Actor, customer: CustomerId, id: UploadId) -> Result<SemaphorePermit<'static>, Error> {
    let turn = if is_short_text(by, customer, id).await? { &SHORT } else { &LARGE };
    turn.acquire().await.map_err(|error| Error::Failed(error.to_string()))
}

/// Rows by which it is decided what a column is.
const SAMPLE: usize = 1_000;

/// Which row holds the headers.
#[derive(Clone, Debug)]
pub(super) enum HeaderRow {
    /// The one in which known names stand.
    Known,
    /// None, as somebody has said, or as it looks.
    Absent,
    /// This one, of which nobody knows a name.
    This(Vec<String>),
}

impl HeaderRow {
    pub(super) fn find(&self, rows: &[Vec<String>]) -> Option<usize> {
        match self {
            Self::Known => find_headers(rows),
            Self::Absent => None,
            Self::This(headers) => rows.iter().position(|row| row == headers),
        }
    }
}

/// What stands at the beginning of a file.
pub(super) struct Beginning {
    pub facts: file::Facts,
    pub rows: Vec<Vec<String>>,
    pub header_row: HeaderRow,
}

pub(super) async fn beginning(
    bytes: Zeroizing<Vec<u8>>,
    reading: &Reading,
) -> Result<(Zeroizing<Vec<u8>>, Result<Beginning, Refusal>), Error> {
    let (choice, is_headed) = (reading.file.clone(), reading.is_headed);
    let look = move || {
        let begun = match is_headed {
            None => first_rows(&bytes, &choice, HeaderRow::Known),
            Some(false) => first_rows(&bytes, &choice, HeaderRow::Absent),
            // As it is split where nothing is known of it.
            Some(true) => {
                first_rows(&bytes, &choice, HeaderRow::Absent).and_then(|mut begun| match first_full_row(&begun.rows) {
                    Some(at) => first_rows(&bytes, &choice, HeaderRow::This(begun.rows.swap_remove(at))),
                    None => Ok(begun),
                })
            }
        };
        (bytes, begun)
    };
    tokio::task::spawn_blocking(look).await.map_err(|error| Error::Failed(error.to_string()))
}

fn first_rows(bytes: &[u8], choice: &file::Choice, header_row: HeaderRow) -> Result<Beginning, Refusal> {
    let mut rows = Vec::new();
    let facts = file::read(bytes, choice, &|rows| header_row.find(rows), &mut |row: FileRow| {
        rows.push(row.cells);
        if rows.len() < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(Beginning { facts, rows, header_row })
}
