//! From a file's bytes to rows: what the columns are, and of each row the cells that are kept.

use std::ops::ControlFlow;

use tokio::sync::mpsc;
use zeroize::Zeroizing;

use super::beginning::{HeaderRow, beginning, turn};
use super::columns::{columns, is_headed, most_cells, told};
use super::ground::Ground;
use super::judge::Judge;
use super::pieces::bytes_of;
use super::review::judge_all;
use crate::actions::queue::{self, Lease};
use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::import::file::{self, FileRow};
use crate::domain::refusal::{FileRefusal, Refusal, Refused, UploadRefusal};
use crate::domain::upload::kept::{Facts, State, Summary, Upload};
use crate::domain::upload::verdict::{Detail, UploadRow, Verdict};
use crate::domain::upload::{Cells, Columns, ERROR, FORMULA, Use};
use crate::store::{self, Tx};

/// Rows of a transaction, and of a step of the reader.
const ROWS: usize = 500;

/// Reads the file of an upload that waits for it, as far as it is clear how, and judges its rows. What comes of it is
/// written while the lease holds.
///
/// # Errors
/// At `file` why nothing of it can be read; [`Error::NotFound`] when it was thrown away meanwhile;
/// [`Error::LeaseLost`].
pub(super) async fn read(by: &Actor, customer: CustomerId, id: UploadId, lease: Lease) -> Result<(), Error> {
    let _turn = turn(by, customer, id).await?;
    let upload = super::find(by, customer, id).await?;
    if upload.state != State::Reading {
        return Err(Error::NotFound);
    }
    let desk = Desk { by, customer, lease };
    match desk.read(upload.clone()).await {
        Err(Error::Refused(refused)) => desk.refuse(upload, refused).await,
        // A later row may state the address that was made for an earlier one.
        Ok(is_final) if !is_final => judge_all(by, customer, id).await.map(|_| ()),
        read => read.map(|_| ()),
    }
}

/// Where a file is read: for whom, of which customer, and by which hold on it.
struct Desk<'a> {
    by: &'a Actor,
    customer: CustomerId,
    lease: Lease,
}

impl Desk<'_> {
    /// Gives whether its rows are judged for good.
    async fn read(&self, mut upload: Upload) -> Result<bool, Error> {
        let (by, customer, id) = (self.by, self.customer, upload.id);
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
                return self.choose(upload).await.map(|()| true);
            }
            Err(refusal) => return Err(Refused::one("file", refusal).into()),
        };
        if begun.rows.is_empty() {
            return Err(Refused::one("file", Refusal::Upload(UploadRefusal::NoRows)).into());
        }
        let (columns, known) = columns(by, customer, &upload.reading, &begun.facts, &begun.rows).await?;
        upload.facts = told(&begun.facts, &columns, known);
        if !columns.is_enough() {
            return self.choose(upload).await.map(|()| true);
        }
        let (most, header_row) = (most_cells(&begun, &columns), begun.header_row);
        drop((begun.rows, begun.facts));
        self.step(id, async |tx| Ok(store::uploads::remove_rows(tx, customer, id).await?)).await?;
        let (facts, summary) = self.rows(&upload, bytes, (&columns, most, header_row)).await?;
        upload.facts.examples = facts.examples;
        (upload.facts.hidden_rows, upload.facts.total_rows) = (facts.hidden_rows, facts.total_rows);
        upload.revision += 1;
        let is_final = summary.names_made == 0 || summary.names_made == summary.rows;
        upload.summary = Summary { judged: if is_final { upload.revision } else { -1 }, ..summary };
        upload.state = State::Review;
        // Where nothing of it is good for anything, it may be read wrongly. Else somebody may find so until it is saved;
        // passwords are kept no longer than it takes to find out what is one.
        let is_any_good = upload.summary.refused < upload.summary.rows;
        let is_settled = is_any_good && upload.facts.is_settled() && upload.facts.uses.contains(&Use::Password);
        upload.facts.has_bytes = !is_settled;
        self.finish(&upload, async |tx| {
            if is_settled {
                store::uploads::drop_pieces(tx, customer, id).await?;
            }
            Ok(())
        })
        .await?;
        Ok(is_final)
    }

    /// Writes something of an upload that is still to be read.
    async fn step(&self, id: UploadId, write: impl AsyncFn(&Tx) -> Result<(), Error>) -> Result<(), Error> {
        note(self.by, async |tx| {
            queue::hold(tx, self.lease, self.by.app.clock.now()).await?;
            let upload = store::uploads::lock(tx, self.customer, id).await?;
            upload.filter(|upload| upload.state == State::Reading).ok_or(Error::NotFound)?;
            write(tx).await
        })
        .await
    }

    /// Writes what came of it: nobody needs to read it any more.
    async fn finish(&self, upload: &Upload, write: impl AsyncFn(&Tx) -> Result<(), Error>) -> Result<(), Error> {
        self.step(upload.id, async |tx| {
            write(tx).await?;
            store::uploads::update(tx, self.customer, upload).await?;
            store::queue::remove(tx, self.lease).await?;
            Ok(())
        })
        .await
    }

    /// Somebody has to say how the file is to be read.
    async fn choose(&self, mut upload: Upload) -> Result<(), Error> {
        upload.state = State::Choosing;
        upload.revision += 1;
        let id = upload.id;
        self.finish(&upload, async |tx| Ok(store::uploads::remove_rows(tx, self.customer, id).await?)).await
    }

    /// Nothing in it can be read: as it is at all, or as somebody has said that it be.
    async fn refuse(&self, mut upload: Upload, refused: Refused) -> Result<(), Error> {
        upload.facts.problem = refused.0.first().map(|(_, refusal)| refusal.message());
        if upload.revision > 0 {
            upload.facts.has_bytes = true;
            return self.choose(upload).await;
        }
        upload.state = State::Unreadable;
        let id = upload.id;
        self.finish(&upload, async |tx| {
            store::uploads::drop_pieces(tx, self.customer, id).await?;
            Ok(store::uploads::remove_rows(tx, self.customer, id).await?)
        })
        .await?;
        Err(refused.into())
    }

    /// Reads, judges and keeps all rows: while some are written, the next ones are read.
    async fn rows(
        &self,
        upload: &Upload,
        bytes: Zeroizing<Vec<u8>>,
        (columns, most, header_row): (&Columns, Option<usize>, HeaderRow),
    ) -> Result<(file::Facts, Summary), Error> {
        let (by, customer, db) = (self.by, self.customer, self.by.app.db.read());
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
        let ground = Ground::of(db, customer, &upload.wishes).await?;
        let mut judge = Judge::new(db, by, customer, &ground).await?;
        while let Some(some) = receive.recv().await {
            let some: Vec<UploadRow> = some.into_iter().filter(UploadRow::is_something).collect();
            let judged = judge.rows(db, some).await?;
            let rows: Vec<UploadRow> = judged.into_iter().map(|one| one.row).collect();
            self.step(upload.id, async |tx| Ok(store::uploads::insert_rows(tx, customer, upload.id, &rows).await?))
                .await?;
        }
        let facts = reader.await.map_err(|error| Error::Failed(error.to_string()))?;
        Ok((facts.map_err(|refusal| Refused::one("file", refusal))?, judge.summary))
    }
}

/// What is kept of a row: cells of columns that become something of a user, no others.
fn kept(position: i64, mut row: FileRow, columns: &Columns, most: Option<usize>) -> UploadRow {
    mark_broken(&mut row, columns);
    let has_passwords = columns.passwords().next().is_some();
    let shifted = if most.is_some_and(|most| row.cells.len() > most) {
        Some(Refusal::File(FileRefusal::TooManyCells))
    } else {
        columns.is_shifted(&row.cells).then_some(Refusal::Upload(UploadRefusal::Shifted))
    };
    let is_parted_otherwise =
        has_passwords && row.cells.len() < columns.headers.len() && is_parted_otherwise(&row.cells);
    let shifted = shifted.or_else(|| is_parted_otherwise.then_some(Refusal::Upload(UploadRefusal::PartedOtherwise)));
    // A password may stand in any cell of it.
    let has_secret = shifted.is_some() && has_passwords;
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

/// A cell without a value refuses its own column, and nothing where nothing is read of that one.
fn mark_broken(row: &mut FileRow, columns: &Columns) {
    let first = row.broken.first().map(|(_, why)| Refusal::File(why.clone()));
    if first.is_some() && row.refusal == first {
        row.refusal = None;
    }
    for (column, why) in std::mem::take(&mut row.broken) {
        if columns.uses.get(column).is_none_or(|used| used.field().is_none()) {
            continue;
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        let mark = if matches!(why, FileRefusal::NoStoredValue { .. }) { FORMULA } else { ERROR };
        mark.clone_into(&mut row.cells[column]);
    }
}

/// Whether a row was written by another program, whose cells are parted by something else.
fn is_parted_otherwise(cells: &[String]) -> bool {
    let parts = |cell: &String| cell.contains([';', ',', '\t', '|']);
    let is_parted_twice = |cell: &String| cell.matches([';', '\t', '|']).count() > 1;
    cells.iter().any(is_parted_twice) || cells.len() == 1 && cells.iter().any(parts)
}
