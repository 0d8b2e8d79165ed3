//! From a file's bytes to rows: what the columns are, and of each row the cells that are kept. One file at a time is
//! read by a process, whatever its kind; others wait.

use std::ops::ControlFlow;

use tokio::sync::{Semaphore, mpsc};
use zeroize::Zeroizing;

use super::beginning::{Beginning, HeaderRow, beginning};
use super::columns::{columns, is_headed, most_cells, told};
use super::ground::Ground;
use super::judge::Judge;
use super::pieces::bytes_of;
use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::import::file::{self, FileRow};
use crate::domain::permission::Permission;
use crate::domain::refusal::{FileRefusal, Refusal, Refused, UploadRefusal};
use crate::domain::upload::kept::{Facts, Reading, State, Summary, Upload};
use crate::domain::upload::verdict::{Detail, UploadRow, Verdict};
use crate::domain::upload::{Cells, Columns};
use crate::store;

static TURN: Semaphore = Semaphore::const_new(1);
/// Rows of a transaction, and of a step of the reader.
const ROWS: usize = 500;
/// Why a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    First,
    /// Somebody has said how.
    Again,
}

/// How an unsettled file begins, for the page that asks what its columns are.
///
/// # Errors
/// [`Error::NotFound`] when its bytes are gone.
pub async fn look(by: &Actor, customer: CustomerId, id: UploadId) -> Result<(Facts, Vec<Vec<String>>), Error> {
    let upload = super::find(by, customer, id).await?;
    by.require(Permission::ManageUsers)?;
    let _turn = TURN.acquire().await.map_err(|error| Error::Failed(error.to_string()))?;
    let bytes = bytes_of(by, customer, id).await?;
    if bytes.is_empty() {
        return Err(Error::NotFound);
    }
    let (_, begun) = beginning(bytes, &upload.reading).await?;
    match begun {
        Ok(Beginning { facts, rows, .. }) => {
            let (columns, known) = columns(by, customer, &upload.reading, &facts, &rows).await?;
            Ok((told(&facts, &columns, known), rows))
        }
        Err(refusal) => Ok((Facts { problem: Some(refusal.message()), ..upload.facts }, Vec::new())),
    }
}

/// Reads the file, as far as it is clear how, and judges its rows.
///
/// # Errors
/// At `file` why nothing of it can be read.
pub(super) async fn read(by: &Actor, customer: CustomerId, id: UploadId, why: Read) -> Result<(), Error> {
    let _turn = TURN.acquire().await.map_err(|error| Error::Failed(error.to_string()))?;
    let mut upload = super::find(by, customer, id).await?;
    let bytes = bytes_of(by, customer, id).await?;
    let (mut bytes, mut begun) = beginning(bytes, &upload.reading).await?;
    if let (None, Ok(first)) = (upload.reading.is_headed, &begun)
        && first.facts.header_line.is_none()
        && !first.rows.is_empty()
    {
        upload.reading.is_headed = Some(is_headed(by, customer, first).await?);
        (bytes, begun) = beginning(bytes, &upload.reading).await?;
    }
    let begun = match begun {
        Ok(begun) => begun,
        // Here somebody can help.
        Err(Refusal::File(FileRefusal::ChooseWorksheet { worksheets })) => {
            upload.facts = Facts { worksheets, has_bytes: true, ..Facts::default() };
            return choose(by, customer, upload).await;
        }
        Err(refusal) if why == Read::First => return Err(Refused::one("file", refusal).into()),
        Err(refusal) => {
            upload.facts = Facts { problem: Some(refusal.message()), has_bytes: true, ..upload.facts };
            return choose(by, customer, upload).await;
        }
    };
    if begun.rows.is_empty() {
        return Err(Refused::one("file", Refusal::Upload(UploadRefusal::NoRows)).into());
    }
    let (columns, known) = columns(by, customer, &upload.reading, &begun.facts, &begun.rows).await?;
    upload.facts = told(&begun.facts, &columns, known);
    if !columns.is_enough() {
        return choose(by, customer, upload).await;
    }
    let (most, header_row) = (most_cells(&begun), begun.header_row);
    drop((begun.rows, begun.facts));
    note(by, async |tx| Ok(store::uploads::remove_rows(tx, customer, id).await?)).await?;
    let (facts, summary) = rows(by, customer, &upload, bytes, (&columns, most, header_row)).await?;
    (upload.facts.examples, upload.facts.hidden_rows) = (facts.examples, facts.hidden_rows);
    upload.revision += 1;
    upload.summary = Summary { judged: upload.revision, ..summary };
    upload.state = State::Review;
    // Where nothing of it is good for anything, it may be read wrongly.
    let is_any_good = upload.summary.refused < upload.summary.rows;
    let is_settled = is_any_good && upload.facts.is_settled();
    upload.facts.has_bytes = !is_settled;
    note(by, async |tx| {
        if is_settled {
            store::uploads::drop_pieces(tx, customer, id).await?;
        }
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await
}

/// Somebody has to say how the file is to be read.
async fn choose(by: &Actor, customer: CustomerId, mut upload: Upload) -> Result<(), Error> {
    upload.state = State::Choosing;
    upload.revision += 1;
    note(by, async |tx| {
        store::uploads::remove_rows(tx, customer, upload.id).await?;
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await
}

/// Reads, judges and keeps all rows: while some are written, the next ones are read.
async fn rows(
    by: &Actor,
    customer: CustomerId,
    upload: &Upload,
    bytes: Zeroizing<Vec<u8>>,
    (columns, most, header_row): (&Columns, Option<usize>, HeaderRow),
) -> Result<(file::Facts, Summary), Error> {
    let (send, mut receive) = mpsc::channel::<Vec<UploadRow>>(1);
    let (choice, columns) = (upload.reading.file.clone(), columns.clone());
    let reader = tokio::task::spawn_blocking(move || {
        let (mut some, mut position) = (Vec::with_capacity(ROWS), 0);
        let facts = file::read(&bytes, &choice, &|rows| header_row.find(rows), &mut |row: FileRow| {
            if columns.names_nobody(&row.cells) {
                return ControlFlow::Continue(());
            }
            some.push(kept(position, row, &columns, most));
            position += 1;
            let is_full = some.len() == ROWS;
            let is_gone = is_full && send.blocking_send(std::mem::take(&mut some)).is_err();
            if is_gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let _ = send.blocking_send(some);
        facts
    });
    let ground = Ground::of(by.app.db.read(), customer, &upload.wishes).await?;
    let mut judge = Judge::new(by.app.db.read(), by, customer, &ground).await?;
    while let Some(some) = receive.recv().await {
        let some: Vec<UploadRow> = some.into_iter().filter(UploadRow::is_something).collect();
        let judged = judge.rows(by.app.db.read(), some).await?;
        let rows: Vec<UploadRow> = judged.into_iter().map(|one| one.row).collect();
        note(by, async |tx| Ok(store::uploads::insert_rows(tx, customer, upload.id, &rows).await?)).await?;
    }
    let facts = reader.await.map_err(|error| Error::Failed(error.to_string()))?;
    Ok((facts.map_err(|refusal| Refused::one("file", refusal))?, judge.summary))
}

/// What is kept of a row: cells of columns that become something of a user, no others.
fn kept(position: i64, row: FileRow, columns: &Columns, most: Option<usize>) -> UploadRow {
    let shifted = if most.is_some_and(|most| row.cells.len() > most) {
        Some(Refusal::File(FileRefusal::TooManyCells))
    } else {
        columns.is_shifted(&row.cells).then_some(Refusal::Upload(UploadRefusal::Shifted))
    };
    // A password may stand in any cell of it.
    let has_secret = shifted.is_some() && columns.passwords().next().is_some();
    let cells = if has_secret { Cells::default() } else { columns.cells(&row.cells) };
    let reading = row.refusal.or(shifted).map(|refusal| refusal.message());
    UploadRow {
        position,
        line: i64::try_from(row.number).unwrap_or(i64::MAX),
        cells,
        verdict: Verdict::Refused,
        is_doubtful: row.is_doubtful,
        is_administrator: false,
        is_ticked: false,
        unread: reading,
        detail: Detail::default(),
        is_due: false,
        result: None,
        user: None,
    }
}

/// Says how a file is to be read, and reads it so. What was said of its columns is remembered for the next file with
/// the same headers.
///
/// # Errors
/// As [`read`]; [`Error::NotFound`] when its bytes are gone.
pub async fn answer(by: &Actor, customer: CustomerId, id: UploadId, reading: &Reading) -> Result<(), Error> {
    by.require(Permission::ManageUsers)?;
    let mut upload = super::find(by, customer, id).await?;
    if !upload.is_draft() || !upload.facts.has_bytes {
        return Err(Error::NotFound);
    }
    let facts = look_as(by, customer, &upload, reading).await?;
    upload.reading = reading.clone();
    let headers = Columns::signature(&facts.headers);
    note(by, async |tx| {
        if let Some(columns) = reading.columns.as_ref().filter(|said| said.len() == facts.headers.len())
            && let Some(headers) = &headers
        {
            store::uploads::note_columns(tx, customer, headers, columns, by.now).await?;
        }
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await?;
    read(by, customer, id, Read::Again).await
}

async fn look_as(by: &Actor, customer: CustomerId, upload: &Upload, reading: &Reading) -> Result<Facts, Error> {
    let _turn = TURN.acquire().await.map_err(|error| Error::Failed(error.to_string()))?;
    let bytes = bytes_of(by, customer, upload.id).await?;
    let (_, begun) = beginning(bytes, reading).await?;
    let Beginning { facts, rows, .. } = begun.map_err(|refusal| Refused::one("file", refusal))?;
    let (columns, known) = columns(by, customer, &Reading { columns: None, ..reading.clone() }, &facts, &rows).await?;
    Ok(told(&facts, &columns, known))
}
