//! Uploads of users: how each stands, its bytes as long as they are needed, its rows.

mod columns;
mod lists;
mod pieces;
mod rows;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, DbErr, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, SimpleExpr},
};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::columns::{columns, note_columns};
pub(super) use self::lists::open;
pub use self::lists::{Listed, list, recent, running_of, unerased, with_bytes};
pub use self::pieces::{drop_pieces, piece, put_piece};
pub use self::rows::{
    Part, first_stopped, forget_users, insert_rows, mark_due, page, page_before, put_rows, remove_rows, rows_after,
    rows_at, stop_rest, waiting,
};
use super::entity::upload::{self, Column as C, Entity};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, FormId, StaffId, UploadId};
use crate::domain::upload::kept::{Ending, State, Upload};

fn json(value: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value).map_err(|error| DbErr::Custom(error.to_string()))?)
}

fn read<T: DeserializeOwned>(kept: &str, what: &str) -> Result<T, Error> {
    Ok(serde_json::from_str(kept).map_err(|_| DbErr::Custom(format!("an upload has no readable {what}")))?)
}

fn whole(row: upload::Model) -> Result<Upload, Error> {
    let broken = |what: &str| Error::from(DbErr::Custom(format!("upload {} has no readable {what}", row.id)));
    Ok(Upload {
        id: UploadId(row.id),
        staff: StaffId(row.staff_id),
        by: row.staff_name,
        credential: row.credential,
        file_name: row.file_name,
        state: row.state.parse().map_err(|_| broken("state"))?,
        reading: read(&row.choice, "choice")?,
        facts: read(&row.facts, "facts")?,
        wishes: read(&row.wishes, "wishes")?,
        summary: read(&row.summary, "summary")?,
        revision: row.revision,
        due: row.due,
        done: row.done,
        created: row.created,
        updated: row.updated,
        partly: row.partly,
        refused: row.refused,
        created_at: row.created_at,
        saved_at: row.saved_at,
        stopping_at: row.stopping_at,
        finished_at: row.finished_at,
        erased_at: row.erased_at,
        ending: row.ending.map(|ending| ending.parse().map_err(|_| broken("ending"))).transpose()?,
    })
}

/// Writes a new upload, sent by this form.
pub async fn insert(tx: &Tx, customer: CustomerId, upload: &Upload, form: FormId) -> Result<(), Error> {
    let row = upload::ActiveModel {
        customer_id: Set(customer.0),
        id: Set(upload.id.0),
        staff_id: Set(upload.staff.0),
        staff_name: Set(upload.by.clone()),
        credential: Set(upload.credential.clone()),
        form_id: Set(form.0),
        body_hash: Set(String::new()),
        file_name: Set(upload.file_name.clone()),
        state: Set(<&str>::from(upload.state).to_owned()),
        choice: Set(json(&upload.reading)?),
        facts: Set(json(&upload.facts)?),
        wishes: Set(json(&upload.wishes)?),
        summary: Set(json(&upload.summary)?),
        revision: Set(upload.revision),
        due: Set(0),
        done: Set(0),
        created: Set(0),
        updated: Set(0),
        partly: Set(0),
        refused: Set(0),
        created_at: Set(upload.created_at),
        saved_at: Set(None),
        stopping_at: Set(None),
        finished_at: Set(None),
        erased_at: Set(None),
        ending: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn find(db: &impl Connection, customer: CustomerId, id: UploadId) -> Result<Option<Upload>, Error> {
    Entity::find_by_id((customer.0, id.0)).one(db).await?.map(whole).transpose()
}

/// Like [`find`], held until the transaction ends.
pub async fn lock(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<Option<Upload>, Error> {
    Entity::find_by_id((customer.0, id.0)).lock_exclusive().one(tx).await?.map(whole).transpose()
}

/// Writes what is changed in a review, or by reading the file anew. The counts of what was written stay.
pub async fn update(tx: &Tx, customer: CustomerId, upload: &Upload) -> Result<(), Error> {
    let columns = [
        (C::StaffId, Expr::value(upload.staff.0)),
        (C::StaffName, Expr::value(upload.by.as_str())),
        (C::Credential, Expr::value(upload.credential.clone())),
        (C::State, Expr::value(<&str>::from(upload.state))),
        (C::Choice, Expr::value(json(&upload.reading)?)),
        (C::Facts, Expr::value(json(&upload.facts)?)),
        (C::Wishes, Expr::value(json(&upload.wishes)?)),
        (C::Summary, Expr::value(json(&upload.summary)?)),
        (C::Revision, Expr::value(upload.revision)),
        (C::Due, Expr::value(upload.due)),
        (C::SavedAt, Expr::value(upload.saved_at)),
        (C::StoppingAt, Expr::value(upload.stopping_at)),
    ];
    change(tx, customer, upload.id, columns).await
}

async fn change<const N: usize>(
    tx: &Tx,
    customer: CustomerId,
    id: UploadId,
    columns: [(C, SimpleExpr); N],
) -> Result<(), Error> {
    let update = Entity::update_many().filter(C::CustomerId.eq(customer.0)).filter(C::Id.eq(id.0));
    let update = columns.into_iter().fold(update, |update, (column, value)| update.col_expr(column, value));
    update.exec(tx).await?;
    Ok(())
}

/// Notes what a whole file hashes to: by it, and its form, it is known when it is sent twice.
pub async fn note_hash(tx: &Tx, customer: CustomerId, id: UploadId, hash: &str) -> Result<(), Error> {
    change(tx, customer, id, [(C::BodyHash, Expr::value(hash))]).await
}

/// Another upload of this person by the same form and with the same file.
pub async fn sent_before(
    tx: &Tx,
    customer: CustomerId,
    (staff, form): (StaffId, FormId),
    hash: &str,
    except: UploadId,
) -> Result<Option<UploadId>, Error> {
    let row = Entity::find()
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::StaffId.eq(staff.0))
        .filter(C::FormId.eq(form.0))
        .filter(C::BodyHash.eq(hash))
        .filter(C::Id.ne(except.0))
        .order_by_asc(C::CreatedAt)
        .one(tx)
        .await?;
    Ok(row.map(|row| UploadId(row.id)))
}

/// How far an upload got with the rows of one transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    pub done: i64,
    pub created: i64,
    pub updated: i64,
    pub partly: i64,
    pub refused: i64,
}

pub async fn advance(tx: &Tx, customer: CustomerId, id: UploadId, by: Progress) -> Result<(), Error> {
    let more = |column: C, by: i64| (column, Expr::col(column).add(by));
    let columns = [
        more(C::Done, by.done),
        more(C::Created, by.created),
        more(C::Updated, by.updated),
        more(C::Partly, by.partly),
        more(C::Refused, by.refused),
    ];
    change(tx, customer, id, columns).await
}

/// Notes that it is over.
pub async fn finish(tx: &Tx, customer: CustomerId, id: UploadId, ending: Ending, at: Moment) -> Result<(), Error> {
    let columns = [
        (C::State, Expr::value(<&str>::from(State::Finished))),
        (C::Ending, Expr::value(<&str>::from(ending))),
        (C::FinishedAt, Expr::value(at)),
    ];
    change(tx, customer, id, columns).await
}

/// Notes that its cells are gone.
pub async fn note_erased(tx: &Tx, customer: CustomerId, id: UploadId, at: Moment) -> Result<(), Error> {
    change(tx, customer, id, [(C::ErasedAt, Expr::value(at))]).await
}

/// Removes an upload with all that belongs to it.
pub async fn remove(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    Entity::delete_by_id((customer.0, id.0)).exec(tx).await?;
    Ok(())
}
