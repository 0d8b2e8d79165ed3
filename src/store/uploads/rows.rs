//! The rows of an upload.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, OnConflict},
};
use strum_macros::{EnumString, IntoStaticStr};

use super::{json, read};
use crate::domain::id::{CustomerId, UploadId, UserId};
use crate::domain::upload::verdict::{RowResult, UploadRow, Verdict};
use crate::store::chunks::chunks_by_bytes;
use crate::store::entity::upload_row::{self, Column as C, Entity};
use crate::store::keys::of_users;
use crate::store::{Connection, Error, Tx};

/// Rows and values of a statement.
const ROWS: usize = 100;
const COLUMNS: usize = 16;

/// Which rows of an upload are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    #[default]
    #[strum(serialize = "")]
    All,
    /// By what is to become of them.
    Ready,
    Updates,
    There,
    Refused,
    /// Something was assumed.
    Noted,
    /// Written only when they are ticked.
    Ticks,
    /// By what became of them.
    Created,
    Updated,
    /// Created or updated, without some license.
    Partly,
    /// Refused, before or when it came to them, or never come to.
    Failed,
}

impl Part {
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn condition(self) -> Condition {
        let all = Condition::all();
        let verdict = |verdict: Verdict| C::Verdict.eq(verdict.name());
        let result = |result: RowResult| C::Result.eq(result.name());
        let written = || Condition::any().add(result(RowResult::Created)).add(result(RowResult::Updated));
        let ticks = || {
            Condition::any()
                .add(verdict(Verdict::Perhaps))
                .add(Condition::all().add(verdict(Verdict::Ready)).add(C::IsAdministrator.eq(true)))
        };
        match self {
            Self::All => all,
            Self::Ready => all.add(verdict(Verdict::Ready)).add(C::IsAdministrator.eq(false)),
            Self::Updates => all.add(verdict(Verdict::Update)),
            Self::There => all.add(verdict(Verdict::There)),
            Self::Refused => all.add(verdict(Verdict::Refused)),
            Self::Noted => all.add(C::HasNotes.eq(true)),
            Self::Ticks => ticks(),
            Self::Created => all.add(result(RowResult::Created)),
            Self::Updated => all.add(result(RowResult::Updated)),
            Self::Partly => all.add(written()).add(C::IsPartial.eq(true)),
            Self::Failed => Condition::any()
                .add(result(RowResult::Refused))
                .add(result(RowResult::Stopped))
                .add(Condition::all().add(verdict(Verdict::Refused)).add(C::Result.is_null()))
                .add(Condition::all().add(ticks()).add(C::Result.is_null()).add(C::IsDue.eq(false))),
        }
    }
}

fn whole(row: upload_row::Model) -> Result<UploadRow, Error> {
    let broken = |what: &str| Error::from(DbErr::Custom(format!("a row of an upload has no readable {what}")));
    Ok(UploadRow {
        position: row.position,
        line: row.line,
        cells: read(&row.cells, "cells")?,
        unread: row.unread.map(|unread| read(&unread, "reason")).transpose()?,
        verdict: row.verdict.parse().map_err(|_| broken("verdict"))?,
        is_doubtful: row.is_doubtful,
        is_administrator: row.is_administrator,
        is_ticked: row.is_ticked,
        detail: read(&row.detail, "detail")?,
        is_due: row.is_due,
        result: row.result.map(|result| result.parse().map_err(|_| broken("result"))).transpose()?,
        user: row.user_id.map(UserId),
    })
}

fn active(customer: CustomerId, id: UploadId, row: &UploadRow) -> Result<upload_row::ActiveModel, Error> {
    Ok(upload_row::ActiveModel {
        customer_id: Set(customer.0),
        upload_id: Set(id.0),
        position: Set(row.position),
        line: Set(row.line),
        cells: Set(json(&row.cells)?),
        unread: Set(row.unread.as_ref().map(json).transpose()?),
        verdict: Set(row.verdict.name().to_owned()),
        is_doubtful: Set(row.is_doubtful),
        is_administrator: Set(row.is_administrator),
        is_ticked: Set(row.is_ticked),
        has_notes: Set(!row.detail.notes.is_empty()),
        is_partial: Set(row.detail.lacks_licenses),
        detail: Set(json(&row.detail)?),
        is_due: Set(row.is_due),
        result: Set(row.result.map(|result| result.name().to_owned())),
        user_id: Set(row.user.map(|user| user.0)),
    })
}

/// Writes new rows.
pub async fn insert_rows(tx: &Tx, customer: CustomerId, id: UploadId, rows: &[UploadRow]) -> Result<(), Error> {
    write(tx, customer, id, rows, None).await
}

/// Writes rows over what is kept of them.
pub async fn put_rows(tx: &Tx, customer: CustomerId, id: UploadId, rows: &[UploadRow]) -> Result<(), Error> {
    let newer = OnConflict::columns([C::CustomerId, C::UploadId, C::Position])
        .update_columns([
            C::Cells,
            C::Unread,
            C::Verdict,
            C::IsDoubtful,
            C::IsAdministrator,
            C::IsTicked,
            C::HasNotes,
            C::IsPartial,
            C::Detail,
            C::IsDue,
            C::Result,
            C::UserId,
        ])
        .to_owned();
    write(tx, customer, id, rows, Some(newer)).await
}

async fn write(
    tx: &Tx,
    customer: CustomerId,
    id: UploadId,
    rows: &[UploadRow],
    newer: Option<OnConflict>,
) -> Result<(), Error> {
    let rows = rows.iter().map(|row| active(customer, id, row)).collect::<Result<Vec<_>, _>>()?;
    let size = |row: &upload_row::ActiveModel| {
        let bytes = |text: &sea_orm::ActiveValue<String>| text.try_as_ref().map_or(0, String::len);
        bytes(&row.cells) + bytes(&row.detail)
    };
    for rows in chunks_by_bytes(&rows, ROWS, COLUMNS, size) {
        let mut insert = Entity::insert_many(rows.iter().cloned());
        if let Some(newer) = &newer {
            insert = insert.on_conflict(newer.clone());
        }
        insert.exec_without_returning(tx).await?;
    }
    Ok(())
}

fn of_upload(customer: CustomerId, id: UploadId) -> Select<Entity> {
    let rows = Entity::find().filter(C::CustomerId.eq(customer.0)).filter(C::UploadId.eq(id.0));
    rows.order_by_asc(C::Position)
}

async fn all(db: &impl Connection, rows: Select<Entity>) -> Result<Vec<UploadRow>, Error> {
    rows.all(db).await?.into_iter().map(whole).collect()
}

/// Rows of a part from a position on, at most `limit`.
pub async fn page(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    part: Part,
    from: i64,
    limit: u64,
) -> Result<Vec<UploadRow>, Error> {
    all(db, of_upload(customer, id).filter(C::Position.gte(from)).filter(part.condition()).limit(limit)).await
}

/// At which position the page before the one that begins at `from` begins.
pub async fn page_before(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    part: Part,
    from: i64,
    size: u64,
) -> Result<Option<i64>, Error> {
    let rows = Entity::find()
        .select_only()
        .column(C::Position)
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::UploadId.eq(id.0))
        .filter(C::Position.lt(from))
        .filter(part.condition())
        .order_by_desc(C::Position)
        .limit(size);
    let positions: Vec<i64> = rows.into_tuple().all(db).await?;
    Ok(positions.last().copied())
}

/// The line of the first row that was not reached any more.
pub async fn first_stopped(db: &impl Connection, customer: CustomerId, id: UploadId) -> Result<Option<i64>, Error> {
    let stopped = of_upload(customer, id).filter(C::Result.eq(RowResult::Stopped.name())).limit(1);
    Ok(all(db, stopped).await?.first().map(|row| row.line))
}

/// All rows in order, after this position, at most `limit`.
pub async fn rows_after(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    after: i64,
    limit: u64,
) -> Result<Vec<UploadRow>, Error> {
    all(db, of_upload(customer, id).filter(C::Position.gt(after)).limit(limit)).await
}

/// The rows at these positions.
pub async fn rows_at(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    positions: &[i64],
) -> Result<Vec<UploadRow>, Error> {
    all(db, of_upload(customer, id).filter(C::Position.is_in(positions.iter().copied()))).await
}

/// Notes of each row whether it is to be written, as it stands; gives how many are.
pub async fn mark_due(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<i64, Error> {
    let administrator = Condition::all().add(C::Verdict.eq(Verdict::Ready.name())).add(C::IsAdministrator.eq(true));
    let unticked = Condition::any().add(administrator).add(C::Verdict.eq(Verdict::Perhaps.name())).not();
    let written = Condition::all()
        .add(C::Verdict.is_in([Verdict::Ready, Verdict::Update, Verdict::Perhaps].map(Verdict::name)))
        .add(Condition::any().add(C::IsTicked.eq(true)).add(unticked));
    let marked = Entity::update_many()
        .col_expr(C::IsDue, Expr::value(true))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::UploadId.eq(id.0))
        .filter(written)
        .exec(tx)
        .await?;
    Ok(i64::try_from(marked.rows_affected).unwrap_or(i64::MAX))
}

/// Said as the index has it: a value apart would not do.
fn is_waiting() -> Condition {
    Condition::all().add(Expr::cust(r#""upload_rows"."is_due""#)).add(C::Result.is_null())
}

/// The next rows to be written, in order, at most `limit`.
pub async fn waiting(
    db: &impl Connection,
    customer: CustomerId,
    id: UploadId,
    limit: u64,
) -> Result<Vec<UploadRow>, Error> {
    let rows = of_upload(customer, id).filter(is_waiting());
    all(db, rows.limit(limit)).await
}

/// Notes for all rows that wait that their turn never came; gives how many.
pub async fn stop_rest(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<i64, Error> {
    let stopped = Entity::update_many()
        .col_expr(C::Result, Expr::value(RowResult::Stopped.name()))
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::UploadId.eq(id.0))
        .filter(is_waiting())
        .exec(tx)
        .await?;
    Ok(i64::try_from(stopped.rows_affected).unwrap_or(i64::MAX))
}

pub async fn remove_rows(tx: &Tx, customer: CustomerId, id: UploadId) -> Result<(), Error> {
    Entity::delete_many().filter(C::CustomerId.eq(customer.0)).filter(C::UploadId.eq(id.0)).exec(tx).await?;
    Ok(())
}

/// Erases what rows say of these users, who are removed for good.
pub async fn forget_users(tx: &Tx, customer: CustomerId, users: &[UserId]) -> Result<(), Error> {
    let rows = of_users(tx.get_database_backend(), [C::CustomerId, C::UserId], customer, users);
    Entity::delete_many().filter(rows).exec(tx).await?;
    Ok(())
}
