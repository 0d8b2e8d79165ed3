//! Events and the heads of their chains. Rows are added and never changed.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, OnConflict, Query},
};
use uuid::Uuid;

use super::chunks::chunks_by_bytes;
use super::entity::{chain, event, event_detail};
use super::{Connection, Error, Tx};
use crate::domain::Moment;
use crate::domain::event::{Detail, Operation};
use crate::domain::id::{CustomerId, UserId};

/// Rows a statement: so many events fit, and their details where they are short enough.
const ROWS: usize = 32;
/// Columns of a detail.
const COLUMNS: usize = 5;

/// Where a chain ends. The first record follows an empty head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub mac: Vec<u8>,
}

/// One event as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub seq: i64,
    pub at: Moment,
    pub operation: String,
    pub actor: String,
    pub actor_id: Option<Uuid>,
    pub target_kind: String,
    pub target_id: Option<Uuid>,
    pub request: Option<Uuid>,
    pub detail_hash: Vec<u8>,
    pub mac: Vec<u8>,
    pub salt: Vec<u8>,
    /// JSON of [`Detail`].
    pub detail: String,
    /// What it is found by; gone with the detail.
    pub search_text: String,
}

/// The head of a customer's chain, held until the transaction ends. Taken before anything else of
/// that customer, so that two transactions wait for each other here and nowhere crosswise.
pub async fn lock_head(tx: &Tx, customer: CustomerId) -> Result<Head, Error> {
    let first = chain::ActiveModel { customer_id: Set(customer.0), seq: Set(0), mac: Set(Vec::new()) };
    chain::Entity::insert(first)
        .on_conflict(OnConflict::column(chain::Column::CustomerId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let head = chain::Entity::find_by_id(customer.0).lock_exclusive().one(tx).await?;
    Ok(head.map(|head| Head { seq: head.seq, mac: head.mac }).unwrap_or_default())
}

/// The head of a customer's chain, without holding it; `None` when the chain never began.
pub async fn head(db: &impl Connection, customer: CustomerId) -> Result<Option<Head>, Error> {
    let head = chain::Entity::find_by_id(customer.0).one(db).await?;
    Ok(head.map(|head| Head { seq: head.seq, mac: head.mac }))
}

/// The last event of a customer's chain.
pub async fn last(db: &impl Connection, customer: CustomerId) -> Result<Option<Record>, Error> {
    let Some(head) = head(db, customer).await? else { return Ok(None) };
    Ok(after(db, customer, head.seq - 1, 1).await?.pop())
}

/// Every customer (and the installation) that has a chain, or events without one.
pub async fn chains(db: &impl Connection) -> Result<BTreeSet<CustomerId>, Error> {
    let heads = chain::Entity::find().select_only().column(chain::Column::CustomerId).into_tuple::<Uuid>();
    let events = event::Entity::find().select_only().column(event::Column::CustomerId).distinct().into_tuple::<Uuid>();
    let (heads, events) = (heads.all(db).await?, events.all(db).await?);
    Ok(heads.into_iter().chain(events).map(CustomerId).collect())
}

/// Adds `records` and moves the head to the last of them.
pub async fn append(tx: &Tx, customer: CustomerId, records: &[Record]) -> Result<(), Error> {
    let Some(last) = records.last() else { return Ok(()) };
    let long = |record: &Record| record.detail.len() + record.search_text.len();
    for records in chunks_by_bytes(records, ROWS, COLUMNS, long) {
        let events = records.iter().map(|record| event::ActiveModel {
            customer_id: Set(customer.0),
            seq: Set(record.seq),
            at: Set(record.at),
            operation: Set(record.operation.clone()),
            actor: Set(record.actor.clone()),
            actor_id: Set(record.actor_id),
            target_kind: Set(record.target_kind.clone()),
            target_id: Set(record.target_id),
            request_id: Set(record.request),
            detail_hash: Set(record.detail_hash.clone()),
            mac: Set(record.mac.clone()),
        });
        event::Entity::insert_many(events).exec_without_returning(tx).await?;
        let details = records.iter().map(|record| event_detail::ActiveModel {
            customer_id: Set(customer.0),
            seq: Set(record.seq),
            salt: Set(record.salt.clone()),
            detail: Set(record.detail.clone()),
            search_text: Set(record.search_text.clone()),
        });
        event_detail::Entity::insert_many(details).exec_without_returning(tx).await?;
    }
    chain::Entity::update_many()
        .col_expr(chain::Column::Seq, Expr::value(last.seq))
        .col_expr(chain::Column::Mac, Expr::value(last.mac.clone()))
        .filter(chain::Column::CustomerId.eq(customer.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// One event of a customer with its detail, if that was not purged.
pub async fn find(
    db: &impl Connection,
    customer: CustomerId,
    seq: i64,
) -> Result<Option<(Record, Option<Detail>)>, Error> {
    let Some(row) = event::Entity::find_by_id((customer.0, seq)).one(db).await? else { return Ok(None) };
    let detail = event_detail::Entity::find_by_id((customer.0, seq)).one(db).await?;
    let record = record(row, detail.as_ref());
    let detail = detail.and_then(|row| serde_json::from_str(&row.detail).ok());
    Ok(Some((record, detail)))
}

/// The last event of a customer about `target`, with its detail: who changed it last.
pub async fn latest(
    db: &impl Connection,
    customer: CustomerId,
    target: Uuid,
) -> Result<Option<(Record, Option<Detail>)>, Error> {
    // What a user does alone at the own page is in nobody's way.
    let by_others = event::Column::Operation.ne(Operation::ChangeCustomerUserPassword.name());
    newest(db, customer, event::Column::TargetId.eq(target).and(by_others)).await
}

/// Like [`latest`], among events of these operations.
pub async fn latest_among(
    db: &impl Connection,
    customer: CustomerId,
    target: Uuid,
    operations: &[Operation],
) -> Result<Option<(Record, Option<Detail>)>, Error> {
    let one_of = event::Column::Operation.is_in(operations.iter().map(|operation| operation.name()));
    newest(db, customer, event::Column::TargetId.eq(target).and(one_of)).await
}

async fn newest(
    db: &impl Connection,
    customer: CustomerId,
    wanted: sea_orm::sea_query::SimpleExpr,
) -> Result<Option<(Record, Option<Detail>)>, Error> {
    let own = event::Entity::find().filter(event::Column::CustomerId.eq(customer.0));
    let row = own.filter(wanted).order_by_desc(event::Column::Seq).one(db).await?;
    match row {
        Some(row) => find(db, customer, row.seq).await,
        None => Ok(None),
    }
}

/// Deletes the readable part of every event about a user who is gone for good. The events stay, and the
/// chain is whole: it binds a salted hash of what was there.
///
/// # Errors
/// When the database fails, as it does while the user is still there.
pub async fn forget_details(tx: &Tx, customer: CustomerId, user: UserId) -> Result<(), Error> {
    let about = Query::select()
        .column(event::Column::Seq)
        .from(event::Entity)
        .and_where(event::Column::CustomerId.eq(customer.0))
        .and_where(event::Column::TargetId.eq(user.0))
        .and_where(event::Column::TargetKind.eq("user"))
        .to_owned();
    event_detail::Entity::delete_many()
        .filter(event_detail::Column::CustomerId.eq(customer.0))
        .filter(event_detail::Column::Seq.in_subquery(about))
        .exec(tx)
        .await?;
    Ok(())
}

/// When the newest event of all happened.
pub async fn newest_of_all(db: &impl Connection) -> Result<Option<Moment>, Error> {
    let at = event::Entity::find().select_only().column_as(event::Column::At.max(), "at");
    Ok(at.into_tuple::<Option<Moment>>().one(db).await?.flatten())
}

/// Heads of chains that began, by customer, after `customer`, at most `limit`.
pub async fn heads_after(
    db: &impl Connection,
    customer: Option<CustomerId>,
    limit: u64,
) -> Result<Vec<(CustomerId, Head)>, Error> {
    let mut query = chain::Entity::find().filter(chain::Column::Seq.gt(0));
    if let Some(customer) = customer {
        query = query.filter(chain::Column::CustomerId.gt(customer.0));
    }
    let rows = query.order_by_asc(chain::Column::CustomerId).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| (CustomerId(row.customer_id), Head { seq: row.seq, mac: row.mac })).collect())
}

/// The MACs of those of a customer's events whose numbers are `seqs`.
pub async fn macs(
    db: &impl Connection,
    customer: CustomerId,
    seqs: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Vec<u8>>, Error> {
    let rows = event::Entity::find()
        .select_only()
        .column(event::Column::Seq)
        .column(event::Column::Mac)
        .filter(event::Column::CustomerId.eq(customer.0))
        .filter(event::Column::Seq.is_in(seqs))
        .into_tuple::<(i64, Vec<u8>)>();
    Ok(rows.all(db).await?.into_iter().collect())
}

/// All records of a customer's chain after `seq`, oldest first, at most `limit`.
pub async fn after(db: &impl Connection, customer: CustomerId, seq: i64, limit: u64) -> Result<Vec<Record>, Error> {
    let rows = event::Entity::find()
        .filter(event::Column::CustomerId.eq(customer.0))
        .filter(event::Column::Seq.gt(seq))
        .order_by_asc(event::Column::Seq)
        .limit(limit)
        .all(db)
        .await?;
    let Some(last) = rows.last().map(|row| row.seq) else { return Ok(Vec::new()) };
    let details = event_detail::Entity::find()
        .filter(event_detail::Column::CustomerId.eq(customer.0))
        .filter(event_detail::Column::Seq.between(seq + 1, last))
        .all(db)
        .await?;
    let details: HashMap<i64, _> = details.into_iter().map(|detail| (detail.seq, detail)).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let detail = details.get(&row.seq);
            record(row, detail)
        })
        .collect())
}

fn record(row: event::Model, detail: Option<&event_detail::Model>) -> Record {
    Record {
        seq: row.seq,
        at: row.at,
        operation: row.operation,
        actor: row.actor,
        actor_id: row.actor_id,
        target_kind: row.target_kind,
        target_id: row.target_id,
        request: row.request_id,
        detail_hash: row.detail_hash,
        mac: row.mac,
        salt: detail.map(|detail| detail.salt.clone()).unwrap_or_default(),
        detail: detail.map(|detail| detail.detail.clone()).unwrap_or_default(),
        search_text: detail.map(|detail| detail.search_text.clone()).unwrap_or_default(),
    }
}
