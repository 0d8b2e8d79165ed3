//! Pages of the activity log, over all customers or of one, the newest record first.
//!
//! A page costs the same however long the log is: it is read from its place in an index, and what no
//! index can answer (a company's or a person's name, the kind of action) is looked for in the next
//! [`LOOKED_AT`] records only; the page then tells how far it came.

use sea_orm::{
    ColumnTrait as _, Condition, DbErr, ExprTrait as _, FromQueryResult, Order, QueryResult,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::entity::{customer, event, event_detail, job, staff, user};
use super::reach::within_reach;
use super::{Connection, Error, contains, contains_alike};
use crate::domain::Moment;
use crate::domain::activity::{Doer, Seen};
use crate::domain::event::{Detail, Operation};
use crate::domain::id::{CustomerId, JobId};
use crate::domain::listing::{Page, Position};
use crate::domain::principal::{PrincipalId, Reach};
use crate::domain::text::sought;

/// Records that one page looks at, at most.
pub const LOOKED_AT: u64 = 20_000;

/// Which records, before any paging.
#[derive(Clone, Debug)]
pub struct RecordQuery {
    pub seen: Seen,
    /// Who reads: whose records are one's own.
    pub reader: Option<PrincipalId>,
    /// From the first moment to before the last.
    pub between: (Moment, Moment),
    pub customer: Option<CustomerId>,
    pub operation: Option<Operation>,
    pub doer: Option<Doer>,
    pub company: String,
    pub text: String,
}

/// Where a record stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub at: Moment,
    pub customer: CustomerId,
    pub seq: i64,
}

/// What became of the person that a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Active,
    Deleted,
    /// Staff who were not removed.
    Staff,
    /// Purged, removed, or nobody at all.
    None,
}

/// One record as the log shows it.
#[derive(Clone, Debug)]
pub struct Row {
    pub spot: Spot,
    /// The customer's name today; `None` for the installation's own records.
    pub company: Option<String>,
    pub operation: String,
    pub actor: String,
    pub target_kind: String,
    pub target_id: Option<Uuid>,
    pub target: Target,
    /// The user's own today; of who is gone, what the record tells.
    pub user_name: Option<String>,
    /// The job in which it was done.
    pub job: Option<JobId>,
    /// `None` when it was removed with the user.
    pub detail: Option<Detail>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, pre: &str) -> Result<Self, DbErr> {
        let target =
            match (row.try_get::<Option<Uuid>>(pre, "user_id")?, row.try_get::<Option<Moment>>(pre, "gone_at")?) {
                (Some(_), None) => Target::Active,
                (Some(_), Some(_)) => Target::Deleted,
                (None, _) if row.try_get::<Option<Uuid>>(pre, "staff_here")?.is_some() => Target::Staff,
                (None, _) => Target::None,
            };
        let detail: Option<String> = row.try_get(pre, "detail")?;
        let detail: Option<Detail> = detail.map(|detail| serde_json::from_str(&detail).unwrap_or_default());
        let told = detail.as_ref().and_then(Detail::user_name);
        Ok(Self {
            spot: spot(row, pre)?,
            company: row.try_get(pre, "company_name")?,
            operation: row.try_get(pre, "operation")?,
            actor: row.try_get(pre, "actor")?,
            target_kind: row.try_get(pre, "target_kind")?,
            target_id: row.try_get(pre, "target_id")?,
            target,
            user_name: row.try_get::<Option<String>>(pre, "user_name")?.or(told),
            job: row.try_get::<Option<Uuid>>(pre, "job_id")?.map(JobId),
            detail,
        })
    }
}

fn spot(row: &QueryResult, pre: &str) -> Result<Spot, DbErr> {
    Ok(Spot {
        at: row.try_get(pre, "at")?,
        customer: CustomerId(row.try_get(pre, "customer_id")?),
        seq: row.try_get(pre, "seq")?,
    })
}

/// A page, and the record up to which was looked when that ended it before it was full.
#[derive(Clone, Debug)]
pub struct Found {
    pub page: Page<Row>,
    pub looked_to: Option<Spot>,
}

/// A page of the log. One statement, or two where there is something that no index answers.
pub async fn page(
    db: &impl Connection,
    reach: &Reach,
    wanted: &RecordQuery,
    position: &Position,
    spot: Option<Spot>,
    size: u64,
) -> Result<Found, Error> {
    let is_partial = *reach != Reach::All && wanted.customer.is_none();
    let is_sieved = is_partial || is_sieved(wanted);
    let end = if is_sieved { end_of_look(db, wanted, position, spot).await? } else { None };
    let mut query = Query::select();
    query
        .columns([E::At, E::CustomerId, E::Seq, E::Operation, E::Actor, E::TargetKind, E::TargetId].map(of))
        .expr_as(Expr::col((event_detail::Entity, D::Detail)), "detail")
        .expr_as(Expr::col((customer::Entity, C::CompanyName)), "company_name")
        .expr_as(Expr::col((job::Entity, J::Id)), "job_id")
        .expr_as(Expr::col((user::Entity, U::Id)), "user_id")
        .expr_as(Expr::col((user::Entity, U::UserName)), "user_name")
        .expr_as(Expr::col((staff::Entity, S::Id)), "staff_here")
        .expr_as(Expr::col((user::Entity, U::DeletedAt)), "gone_at");
    placed(&mut query, wanted, position, spot);
    query.left_join(event_detail::Entity, same(D::CustomerId, E::CustomerId).and(same(D::Seq, E::Seq)));
    query.left_join(customer::Entity, same(C::Id, E::CustomerId));
    query.left_join(
        user::Entity,
        same(U::CustomerId, E::CustomerId).and(same(U::Id, E::TargetId)).and(E::TargetKind.eq("user")),
    );
    let is_here = S::RemovedAt.is_null().and(E::TargetKind.eq("staff"));
    query.left_join(staff::Entity, same(S::Id, E::TargetId).and(is_here));
    query.left_join(job::Entity, same(J::CustomerId, E::CustomerId).and(same(J::Id, E::RequestId)));
    query.cond_where(sieve(wanted)).cond_where(within_reach(reach, E::CustomerId));
    if let Some(end) = end {
        let key = key(wanted);
        query.and_where(if position.is_backwards() { key.lte(at(wanted, end)) } else { key.gte(at(wanted, end)) });
    }
    query.limit(size + 1);
    let rows = db.query_all(&query).await?;
    let rows: Vec<Row> = rows.iter().map(|row| Row::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let is_full = rows.len() as u64 > size;
    let mut page = Page::of(rows, size, position);
    let looked_to = end.filter(|_| !is_full);
    if looked_to.is_some() {
        if position.is_backwards() { page.has_previous = true } else { page.has_next = true }
    }
    Ok(Found { page, looked_to })
}

use customer::Column as C;
use event::Column as E;
use event_detail::Column as D;
use job::Column as J;
use staff::Column as S;
use user::Column as U;

fn of(column: E) -> (event::Entity, E) {
    (event::Entity, column)
}

fn same(other: impl sea_orm::ColumnTrait, ours: E) -> SimpleExpr {
    Expr::col(other.as_column_ref()).equals(of(ours))
}

/// The record at which a page stops looking; `None` when there are not that many.
async fn end_of_look(
    db: &impl Connection,
    wanted: &RecordQuery,
    position: &Position,
    from: Option<Spot>,
) -> Result<Option<Spot>, Error> {
    let mut query = Query::select();
    query.columns([E::At, E::CustomerId, E::Seq].map(of));
    placed(&mut query, wanted, position, from);
    query.limit(1).offset(LOOKED_AT - 1);
    let row = db.query_one(&query).await?;
    Ok(row.map(|row| spot(&row, "")).transpose()?)
}

/// What an index answers: the days, one customer or else one member of staff, and the place to go on
/// from; in order.
fn placed(query: &mut SelectStatement, wanted: &RecordQuery, position: &Position, spot: Option<Spot>) {
    let (from, to) = wanted.between;
    query.from(event::Entity).and_where(E::At.gte(from)).and_where(E::At.lt(to));
    if let Some(customer) = wanted.customer {
        query.and_where(E::CustomerId.eq(customer.0));
    } else if let Some(actor) = only_of(wanted) {
        query.and_where(E::ActorId.eq(actor));
    }
    if let Some(spot) = spot {
        let (key, at) = (key(wanted), at(wanted, spot));
        query.and_where(if position.is_backwards() { key.gt(at) } else { key.lt(at) });
    }
    let order = if position.is_backwards() { Order::Asc } else { Order::Desc };
    query.order_by(of(E::At), order.clone());
    if wanted.customer.is_none() {
        query.order_by(of(E::CustomerId), order.clone());
    }
    query.order_by(of(E::Seq), order);
}

/// One person's records only, by right or by wish.
fn only_of(wanted: &RecordQuery) -> Option<Uuid> {
    match (wanted.seen, wanted.doer) {
        (Seen::Own, _) => Some(reader(wanted)),
        (_, Some(Doer::Staff(staff))) => Some(staff.0),
        _ => None,
    }
}

/// Whose records are the reader's own; nobody's where nobody can be found again.
fn reader(wanted: &RecordQuery) -> Uuid {
    wanted.reader.map_or_else(Uuid::nil, PrincipalId::uuid)
}

fn key(wanted: &RecordQuery) -> SimpleExpr {
    let columns = [Some(E::At), wanted.customer.is_none().then_some(E::CustomerId), Some(E::Seq)];
    Expr::tuple(columns.into_iter().flatten().map(|column| Expr::col(of(column))))
}

fn at(wanted: &RecordQuery, spot: Spot) -> SimpleExpr {
    let customer = wanted.customer.is_none().then(|| Expr::value(spot.customer.0));
    Expr::tuple([Some(Expr::value(spot.at)), customer, Some(Expr::value(spot.seq))].into_iter().flatten())
}

/// Whether something is asked for that no index answers.
fn is_sieved(wanted: &RecordQuery) -> bool {
    let people = wanted.customer.is_some() && only_of(wanted).is_some();
    let program = matches!(wanted.doer, Some(Doer::Program | Doer::CommandLine));
    let others = wanted.seen == Seen::Own && wanted.doer.is_some();
    let installation = wanted.seen == Seen::Customers && wanted.customer.is_none();
    people || program || others || installation || wanted.operation.is_some() || !words_of(wanted).is_empty()
}

fn words_of(wanted: &RecordQuery) -> Vec<String> {
    [sought(&wanted.company), sought(&wanted.text)].concat()
}

/// The rest of what is asked for, and the right to see it.
fn sieve(wanted: &RecordQuery) -> Condition {
    let mut condition = Condition::all();
    let own = || E::ActorId.eq(reader(wanted));
    match wanted.seen {
        Seen::Everything => {}
        Seen::Customers => {
            condition = condition.add(E::CustomerId.gt(CustomerId::LAST_OF_INSTALLATION.0).or(own()));
        }
        Seen::Own => condition = condition.add(own()),
    }
    match wanted.doer {
        None => {}
        Some(Doer::Staff(staff)) => condition = condition.add(E::ActorId.eq(staff.0)),
        Some(Doer::Program) => condition = condition.add(E::Actor.is_in(["system", "nobody"])),
        Some(Doer::CommandLine) => condition = condition.add(E::Actor.eq("command-line")),
    }
    if let Some(operation) = wanted.operation {
        condition = condition.add(E::Operation.eq(operation.name()));
    }
    for word in sought(&wanted.company) {
        condition = condition.add(contains(C::SearchText, &word));
    }
    for word in sought(&wanted.text) {
        condition = condition.add(contains_alike(D::SearchText, &word));
    }
    condition
}
