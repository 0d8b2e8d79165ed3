//! Between reading and saving: what is wished for all rows, cells that are mended, rows that are ticked. After each
//! change all rows are judged anew; nothing is written of any user.

use std::collections::{BTreeMap, BTreeSet};

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

/// Takes a change of what was seen at `revision`, and judges all rows by it. Gives the upload as it is then.
///
/// # Errors
/// [`UploadRefusal::ChangedSince`], [`UploadRefusal::NotInReview`]: then nothing is written; [`Error::NotFound`].
pub async fn adjust(
    by: &Actor,
    customer: CustomerId,
    id: UploadId,
    change: &Adjustment,
    revision: i64,
) -> Result<Upload, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    note(by, async |tx| {
        let mut upload = in_review(tx, customer, id).await?;
        if upload.revision != revision {
            return Err(Refused::one("", Refusal::Upload(UploadRefusal::ChangedSince)).into());
        }
        let mut rows = store::uploads::rows_at(tx, customer, id, &change.positions()).await?;
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

impl Adjustment {
    /// The rows of which it says something, each once.
    fn positions(&self) -> Vec<i64> {
        let positions: BTreeSet<i64> = self.ticks.keys().chain(self.cells.keys()).copied().collect();
        positions.into_iter().collect()
    }

    /// Whether it mends a cell of `row`.
    fn mends(&self, row: &UploadRow) -> bool {
        let mut cells = self.cells.get(&row.position).into_iter().flatten();
        cells.any(|(field, text)| is_other(row.cells.get(*field), text))
    }
}

/// What a change has that is new. A page sends everything that could be changed, most as it was.
#[derive(Clone, Debug, Default)]
pub struct Novelty {
    pub is_any: bool,
    /// Rows of which a cell is mended.
    pub mended: Vec<i64>,
}

/// What of `change` is new.
///
/// # Errors
/// When the database fails; [`Error::NotFound`].
pub async fn novelty(by: &Actor, customer: CustomerId, upload: &Upload, change: &Adjustment) -> Result<Novelty, Error> {
    by.require_sight(customer)?;
    let rows = store::uploads::rows_at(by.app.db.read(), customer, upload.id, &change.positions()).await?;
    let mended: Vec<i64> = rows.iter().filter(|row| change.mends(row)).map(|row| row.position).collect();
    let is_ticked_anew =
        |row: &UploadRow| change.ticks.get(&row.position).is_some_and(|is_ticked| *is_ticked != row.is_ticked);
    // What was begun and cut off is to be done, too.
    let is_unjudged = upload.summary.judged != upload.revision;
    let is_any = is_unjudged || upload.wishes != change.wishes || !mended.is_empty() || rows.iter().any(is_ticked_anew);
    Ok(Novelty { is_any, mended })
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
    // Addresses in the file come before those that are made.
    while upload.wishes.pattern().is_some() {
        let rows = store::uploads::rows_after(db, customer, id, after, ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = last.position;
        judge.reserve(&rows);
    }
    after = -1;
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
