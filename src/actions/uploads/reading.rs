//! From a file's bytes to rows: what the columns are, and of each row the cells that are kept. One file at a time is
//! read by a process, whatever its kind; others wait.

use std::ops::ControlFlow;

use tokio::sync::{Semaphore, mpsc};
use zeroize::Zeroizing;

use super::ground::Ground;
use super::judge::Judge;
use super::pieces::bytes_of;
use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::import::file::{self, FileRow, Format};
use crate::domain::permission::Permission;
use crate::domain::refusal::{FileRefusal, Refusal, Refused, UploadRefusal};
use crate::domain::upload::kept::{Facts, Reading, State, Summary, Upload};
use crate::domain::upload::verdict::{Detail, UploadRow, Verdict};
use crate::domain::upload::{Columns, find_headers, recognize};
use crate::store;

static TURN: Semaphore = Semaphore::const_new(1);
/// Rows of a transaction, and of a step of the reader.
const ROWS: usize = 500;
/// Rows by which it is decided what a column is.
const SAMPLE: usize = 1_000;

/// Why a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    First,
    /// Somebody has said how.
    Again,
}

/// What stands at the beginning of a file.
pub(super) struct Beginning {
    pub facts: file::Facts,
    pub rows: Vec<Vec<String>>,
}

async fn beginning(
    bytes: Zeroizing<Vec<u8>>,
    choice: file::Choice,
) -> Result<(Zeroizing<Vec<u8>>, Result<Beginning, Refusal>), Error> {
    let look = move || {
        let mut rows = Vec::new();
        let facts = file::read(&bytes, &choice, &find_headers, &mut |row: FileRow| {
            rows.push(row.cells);
            if rows.len() < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        (bytes, facts.map(|facts| Beginning { facts, rows }))
    };
    tokio::task::spawn_blocking(look).await.map_err(|error| Error::Failed(error.to_string()))
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
    let (_, begun) = beginning(bytes, upload.reading.file.clone()).await?;
    match begun {
        Ok(Beginning { facts, rows }) => {
            let columns = columns(by, customer, &upload.reading, &facts, &rows).await?;
            Ok((told(&facts, &columns), rows))
        }
        Err(refusal) => Ok((Facts { problem: Some(refusal.message()), ..upload.facts }, Vec::new())),
    }
}

/// What the columns are: as somebody has said, now or of the same headers before, or as their headers tell.
async fn columns(
    by: &Actor,
    customer: CustomerId,
    reading: &Reading,
    facts: &file::Facts,
    sample: &[Vec<String>],
) -> Result<Columns, Error> {
    let width = sample.iter().map(Vec::len).max().unwrap_or_default();
    let mut headers = facts.headers.clone();
    headers.resize(headers.len().max(width), String::new());
    let said = match &reading.columns {
        Some(said) => Some(said.clone()),
        None => store::uploads::columns(by.app.db.read(), customer, &Columns::signature(&headers)).await?,
    };
    Ok(match said.filter(|said| said.len() == headers.len()) {
        Some(uses) => Columns { headers, uses },
        None => recognize(&headers, sample),
    })
}

/// What is kept of how a file was read.
fn told(facts: &file::Facts, columns: &Columns) -> Facts {
    let read_as = match &facts.format {
        Format::Text { coding, .. } => {
            let rival = facts.rival.map(|rival| rival.name().to_owned());
            Facts { encoding: Some(coding.encoding.name().to_owned()), rival, ..Facts::default() }
        }
        Format::Workbook { worksheet, worksheets, others } => Facts {
            worksheet: Some(worksheet.clone()),
            worksheets: worksheets.clone(),
            other_worksheets: others.clone(),
            ..Facts::default()
        },
    };
    Facts {
        headers: columns.headers.clone(),
        header_line: facts.header_line,
        uses: columns.uses.clone(),
        is_guess: facts.is_guess,
        examples: facts.examples.clone(),
        hidden_rows: facts.hidden_rows,
        problem: None,
        has_bytes: true,
        ..read_as
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
    let (bytes, begun) = beginning(bytes, upload.reading.file.clone()).await?;
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
    let columns = columns(by, customer, &upload.reading, &begun.facts, &begun.rows).await?;
    upload.facts = told(&begun.facts, &columns);
    if !columns.is_enough() {
        return choose(by, customer, upload).await;
    }
    let most = most_cells(&begun);
    drop(begun);
    note(by, async |tx| Ok(store::uploads::remove_rows(tx, customer, id).await?)).await?;
    let (facts, summary) = rows(by, customer, &upload, bytes, (&columns, most)).await?;
    (upload.facts.examples, upload.facts.hidden_rows) = (facts.examples, facts.hidden_rows);
    upload.revision += 1;
    upload.summary = Summary { judged: upload.revision, ..summary };
    upload.state = State::Review;
    let is_settled = upload.facts.is_settled();
    upload.facts.has_bytes = !is_settled;
    note(by, async |tx| {
        if is_settled {
            store::uploads::drop_pieces(tx, customer, id).await?;
        }
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await
}

/// How many cells a row of a text may have: where most have more than there are headers, the last columns have none.
/// Else it is most often a delimiter in a name that was not quoted, and every cell after it is another's.
fn most_cells(begun: &Beginning) -> Option<usize> {
    let most = begun.facts.headers.len();
    let is_text = matches!(begun.facts.format, Format::Text { .. });
    let longer = begun.rows.iter().filter(|row| row.len() > most).count();
    (is_text && most > 0 && longer * 2 <= begun.rows.len()).then_some(most)
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
    (columns, most): (&Columns, Option<usize>),
) -> Result<(file::Facts, Summary), Error> {
    let (send, mut receive) = mpsc::channel::<Vec<UploadRow>>(1);
    let (choice, columns) = (upload.reading.file.clone(), columns.clone());
    let reader = tokio::task::spawn_blocking(move || {
        let (mut some, mut position) = (Vec::with_capacity(ROWS), 0);
        let facts = file::read(&bytes, &choice, &find_headers, &mut |row: FileRow| {
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
    let is_too_long = most.is_some_and(|most| row.cells.len() > most);
    let too_long = is_too_long.then_some(Refusal::File(FileRefusal::TooManyCells));
    let reading = row.refusal.or(too_long).map(|refusal| refusal.message());
    UploadRow {
        position,
        line: i64::try_from(row.number).unwrap_or(i64::MAX),
        cells: columns.cells(&row.cells),
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
    let (facts, _) = look_as(by, customer, &upload, &reading.file).await?;
    upload.reading = reading.clone();
    let headers = Columns::signature(&facts.headers);
    note(by, async |tx| {
        if let Some(columns) = reading.columns.as_ref().filter(|said| said.len() == facts.headers.len()) {
            store::uploads::note_columns(tx, customer, &headers, columns, by.now).await?;
        }
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await?;
    read(by, customer, id, Read::Again).await
}

async fn look_as(
    by: &Actor,
    customer: CustomerId,
    upload: &Upload,
    choice: &file::Choice,
) -> Result<(Facts, Vec<Vec<String>>), Error> {
    let _turn = TURN.acquire().await.map_err(|error| Error::Failed(error.to_string()))?;
    let bytes = bytes_of(by, customer, upload.id).await?;
    let (_, begun) = beginning(bytes, choice.clone()).await?;
    let Beginning { facts, rows } = begun.map_err(|refusal| Refused::one("file", refusal))?;
    let columns = columns(by, customer, &Reading { file: choice.clone(), columns: None }, &facts, &rows).await?;
    Ok((told(&facts, &columns), rows))
}
