//! Between reading and saving: what is wished for all rows, cells that are mended, rows that are ticked. After each
//! change all rows are judged anew; nothing is written of any user.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::judge::Judge;
use crate::actions::{Actor, Error, note};
use crate::domain::id::{CustomerId, UploadId};
use crate::domain::permission::Permission;
use crate::domain::refusal::{Refusal, Refused, UploadRefusal};
use crate::domain::upload::Field;
use crate::domain::upload::kept::{State, Summary, Upload};
use crate::domain::upload::verdict::UploadRow;
use crate::domain::upload::wishes::Wishes;
use crate::store::{self, Tx};

/// Rows of a step.
const ROWS: u64 = 1_000;
/// The most characters of a cell that is mended.
const CELL: usize = 2_000;

/// What somebody changes of a review.
#[derive(Clone, Debug, Default)]
pub struct Adjustment {
    pub wishes: Wishes,
    /// Rows that were shown with a box to tick, and whether it is ticked.
    pub ticks: BTreeMap<i64, bool>,
    /// Cells as they are to be, by row.
    pub cells: BTreeMap<i64, Vec<(Field, String)>>,
}

/// Takes a change, and judges all rows by it. Gives the upload as it is then.
///
/// # Errors
/// [`UploadRefusal::NotInReview`]; [`Error::NotFound`].
pub async fn adjust(by: &Actor, customer: CustomerId, id: UploadId, change: &Adjustment) -> Result<Upload, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    note(by, async |tx| {
        let mut upload = in_review(tx, customer, id).await?;
        let mut positions: Vec<i64> = change.ticks.keys().chain(change.cells.keys()).copied().collect();
        positions.sort_unstable();
        positions.dedup();
        let mut rows = store::uploads::rows_at(tx, customer, id, &positions).await?;
        for row in &mut rows {
            mend(row, change);
        }
        store::uploads::put_rows(tx, customer, id, &rows).await?;
        upload.wishes = change.wishes.clone();
        upload.revision += 1;
        Ok(store::uploads::update(tx, customer, &upload).await?)
    })
    .await?;
    judge_all(by, customer, id).await
}

/// The rows of which `change` mends a cell. A page sends every cell that could be mended, most as they were.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn mended(by: &Actor, customer: CustomerId, id: UploadId, change: &Adjustment) -> Result<Vec<i64>, Error> {
    by.require_sight(customer)?;
    let positions: Vec<i64> = change.cells.keys().copied().collect();
    let rows = store::uploads::rows_at(by.app.db.read(), customer, id, &positions).await?;
    let is_mended = |row: &&UploadRow| {
        let mut cells = change.cells.get(&row.position).into_iter().flatten();
        cells.any(|(field, text)| is_other(row.cells.get(*field), text))
    };
    Ok(rows.iter().filter(is_mended).map(|row| row.position).collect())
}

/// Whether `sent` was typed in place of `kept`: browsers leave out the ends of lines.
fn is_other(kept: &str, sent: &str) -> bool {
    let seen = |text: &str| text.chars().filter(|c| !matches!(c, '\r' | '\n')).take(CELL).collect::<String>();
    seen(kept) != seen(sent)
}

fn mend(row: &mut UploadRow, change: &Adjustment) {
    if let Some(is_ticked) = change.ticks.get(&row.position) {
        row.is_ticked = *is_ticked;
    }
    for (field, text) in change.cells.get(&row.position).into_iter().flatten() {
        let text: String = text.chars().take(CELL).collect();
        if is_other(row.cells.get(*field), &text) {
            row.cells.set(*field, &text);
            // Whoever typed it looked at it.
            (row.is_doubtful, row.unread) = (false, None);
        }
    }
}

async fn in_review(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<Upload, Error> {
    let upload = store::uploads::lock(tx, customer, id).await?.ok_or(Error::NotFound)?;
    if upload.state == State::Review {
        return Ok(upload);
    }
    Err(Refused::one("", Refusal::Upload(UploadRefusal::NotInReview)).into())
}

/// Judges all rows as things stand now, and keeps what is new.
pub(super) async fn judge_all(by: &Actor, customer: CustomerId, id: UploadId) -> Result<Upload, Error> {
    let db = by.app.db.read();
    let mut upload = super::find(by, customer, id).await?;
    let ground = Ground::of(db, customer, &upload.wishes).await?;
    let mut judge = Judge::new(db, by, customer, &ground).await?;
    let mut after = -1;
    loop {
        let before = store::uploads::rows_after(db, customer, id, after, ROWS).await?;
        let Some(last) = before.last() else { break };
        after = last.position;
        let judged = judge.rows(db, before.clone()).await?;
        let new: Vec<UploadRow> =
            judged.into_iter().zip(before).filter(|(now, was)| now.row != *was).map(|(now, _)| now.row).collect();
        let is_newest = note(by, async |tx| {
            let now = in_review(tx, customer, id).await?;
            if now.revision != upload.revision {
                return Ok(false);
            }
            store::uploads::put_rows(tx, customer, id, &new).await?;
            Ok(true)
        })
        .await?;
        if !is_newest {
            // A later change judges them all.
            return super::find(by, customer, id).await;
        }
    }
    upload.summary = Summary { judged: upload.revision, ..judge.summary };
    let summary = upload.summary.clone();
    note(by, async |tx| {
        let mut now = in_review(tx, customer, id).await?;
        if now.revision == upload.revision {
            now.summary = summary.clone();
            store::uploads::update(tx, customer, &now).await?;
        }
        Ok(())
    })
    .await?;
    Ok(upload)
}
