//! Uploads of a customer, of a member of staff, and those of which something is to be erased.

use sea_orm::{
    ColumnTrait as _, Condition, DbErr, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QueryResult, QuerySelect as _, RelationDef,
};

use super::{pieces, whole};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, StaffId, UploadId};
use crate::domain::principal::Reach;
use crate::domain::upload::kept::{State, Upload};
use crate::store::entity::customer;
use crate::store::entity::upload::{self, Column as C, Entity};
use crate::store::reach::within_reach;
use crate::store::{Connection, Error};

/// The customer's uploads, the newest first.
pub async fn list(db: &impl Connection, customer: CustomerId, from: u64, limit: u64) -> Result<Vec<Upload>, Error> {
    let there = Entity::find().filter(C::CustomerId.eq(customer.0)).filter(C::State.ne(<&str>::from(State::Receiving)));
    let newest = there.order_by_desc(C::CreatedAt).order_by_desc(C::Id);
    newest.offset(from).limit(limit).all(db).await?.into_iter().map(whole).collect()
}

/// This person's newest upload that is not finished, of one customer.
pub async fn running_of(db: &impl Connection, customer: CustomerId, staff: StaffId) -> Result<Option<UploadId>, Error> {
    let running = Entity::find()
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::StaffId.eq(staff.0))
        .filter(C::FinishedAt.is_null())
        .filter(C::State.eq(<&str>::from(State::Running)));
    Ok(running.order_by_desc(C::CreatedAt).one(db).await?.map(|row| UploadId(row.id)))
}

/// Uploads that are under way, and those that this person has to save yet.
pub(in crate::store) fn open(staff: StaffId) -> Condition {
    let state = |state: State| C::State.eq(<&str>::from(state));
    let draft = [State::Reading, State::Choosing, State::Review].into_iter().map(state);
    let draft = draft.fold(Condition::any(), Condition::add);
    let draft = Condition::all().add(draft).add(C::StaffId.eq(staff.0));
    Condition::all().add(C::FinishedAt.is_null()).add(Condition::any().add(state(State::Running)).add(draft))
}

/// An upload with its customer.
#[derive(Clone, Debug)]
pub struct Listed {
    pub customer: CustomerId,
    pub company_name: String,
    pub upload: Upload,
}

struct Row {
    upload: upload::Model,
    company_name: String,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, pre: &str) -> Result<Self, DbErr> {
        let upload = upload::Model::from_query_result(row, pre)?;
        Ok(Self { upload, company_name: row.try_get(pre, "company_name")? })
    }
}

/// Uploads under way within reach, of this person alone unless `sees_all`, and this person's own that wait to be saved
/// or ended after `since`; the newest first. One statement.
pub async fn recent(
    db: &impl Connection,
    reach: &Reach,
    (staff, sees_all): (StaffId, bool),
    since: Moment,
    limit: u64,
) -> Result<Vec<Listed>, Error> {
    let own = Condition::all().add(C::StaffId.eq(staff.0));
    let open = if sees_all { open(staff) } else { open(staff).add(own.clone()) };
    let of_customer: RelationDef =
        Entity::belongs_to(customer::Entity).from(C::CustomerId).to(customer::Column::Id).into();
    let uploads = Entity::find()
        .filter(Condition::any().add(open).add(own.add(C::FinishedAt.gt(since))))
        .filter(within_reach(reach, C::CustomerId))
        .join(JoinType::LeftJoin, of_customer)
        .column(customer::Column::CompanyName)
        .order_by_desc(C::CreatedAt)
        .limit(limit);
    let told = |row: Row| {
        let customer = CustomerId(row.upload.customer_id);
        Ok(Listed { customer, company_name: row.company_name, upload: whole(row.upload)? })
    };
    uploads.into_model::<Row>().all(db).await?.into_iter().map(told).collect()
}

/// Uploads begun before `moment` that still hold something of their file, the oldest first.
pub async fn unerased(db: &impl Connection, moment: Moment, limit: u64) -> Result<Vec<(CustomerId, Upload)>, Error> {
    let old = Entity::find().filter(C::ErasedAt.is_null()).filter(C::CreatedAt.lte(moment));
    let old = old.filter(C::State.ne(<&str>::from(State::Running)));
    let rows = old.order_by_asc(C::CreatedAt).limit(limit).all(db).await?;
    rows.into_iter().map(|row| Ok((CustomerId(row.customer_id), whole(row)?))).collect()
}

/// Uploads begun before `moment` whose bytes are still there.
pub async fn with_bytes(
    db: &impl Connection,
    moment: Moment,
    limit: u64,
) -> Result<Vec<(CustomerId, UploadId)>, Error> {
    let kept = pieces::owners();
    let old = Entity::find().filter(C::CreatedAt.lte(moment)).filter(Condition::all().add(C::Id.in_subquery(kept)));
    let rows = old.order_by_asc(C::CreatedAt).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| (CustomerId(row.customer_id), UploadId(row.id))).collect())
}
