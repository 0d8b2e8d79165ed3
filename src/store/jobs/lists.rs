//! Jobs over all customers within reach: those that are under way, and those of one member of staff
//! that ended lately.
//!
//! Both are found by an index: of what is not finished, and of who asked for it.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait as _, Condition, DbErr, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _,
    QueryResult, QuerySelect as _, RelationDef, Select,
};

use uuid::Uuid;

use super::whole;
use crate::domain::Moment;
use crate::domain::id::{CustomerId, JobId, StaffId};
use crate::domain::job::Job;
use crate::domain::principal::Reach;
use crate::store::entity::{customer, job};
use crate::store::reach::within_reach;
use crate::store::{Connection, Error};

/// A job with its customer.
#[derive(Clone, Debug)]
pub struct Listed {
    pub customer: CustomerId,
    pub company_name: String,
    pub job: Job,
}

struct Row {
    job: job::Model,
    company_name: String,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, pre: &str) -> Result<Self, DbErr> {
        let job = job::Model::from_query_result(row, pre)?;
        Ok(Self { job, company_name: row.try_get(pre, "company_name")? })
    }
}

fn of_customer() -> RelationDef {
    job::Entity::belongs_to(customer::Entity).from(job::Column::CustomerId).to(customer::Column::Id).into()
}

/// A left join: a database might otherwise begin with all customers.
async fn listed(db: &impl Connection, jobs: Select<job::Entity>, limit: u64) -> Result<Vec<Listed>, Error> {
    let jobs = jobs.join(JoinType::LeftJoin, of_customer()).column(customer::Column::CompanyName).limit(limit);
    let whole = |row: Row| {
        let customer = CustomerId(row.job.customer_id);
        Ok(Listed { customer, company_name: row.company_name, job: whole(row.job)? })
    };
    jobs.into_model::<Row>().all(db).await?.into_iter().map(whole).collect()
}

/// The newest jobs that are not finished; of one member of staff, if so wished. One statement.
pub async fn running(
    db: &impl Connection,
    reach: &Reach,
    of: Option<StaffId>,
    limit: u64,
) -> Result<Vec<Listed>, Error> {
    let mut jobs = job::Entity::find()
        .filter(job::Column::FinishedAt.is_null())
        .filter(within_reach(reach, job::Column::CustomerId));
    if let Some(staff) = of {
        jobs = jobs.filter(job::Column::StaffId.eq(staff.0));
    }
    listed(db, jobs.order_by_desc(job::Column::CreatedAt), limit).await
}

/// The jobs of a member of staff about more than one user that ended after `since`, the last one
/// first. One statement.
pub async fn finished(
    db: &impl Connection,
    reach: &Reach,
    of: StaffId,
    since: Moment,
    limit: u64,
) -> Result<Vec<Listed>, Error> {
    let jobs = job::Entity::find()
        .filter(job::Column::StaffId.eq(of.0))
        .filter(job::Column::FinishedAt.gt(since))
        .filter(job::Column::Total.gt(1))
        .filter(within_reach(reach, job::Column::CustomerId));
    listed(db, jobs.order_by_desc(job::Column::FinishedAt), limit).await
}

fn one_of(jobs: &[(CustomerId, JobId)], id: job::Column) -> Condition {
    let mut of: BTreeMap<CustomerId, Vec<Uuid>> = BTreeMap::new();
    for (customer, job) in jobs {
        of.entry(*customer).or_default().push(job.0);
    }
    let of_customer = |(customer, ids): (CustomerId, Vec<Uuid>)| {
        Condition::all().add(job::Column::CustomerId.eq(customer.0)).add(id.is_in(ids))
    };
    of.into_iter().map(of_customer).fold(Condition::any(), Condition::add)
}

/// These jobs of several customers, as far as they are there. One statement.
pub async fn these(db: &impl Connection, jobs: &[(CustomerId, JobId)]) -> Result<Vec<Job>, Error> {
    let rows = job::Entity::find().filter(one_of(jobs, job::Column::Id)).all(db).await?;
    rows.into_iter().map(whole).collect()
}

/// All jobs that take back what these jobs of several customers did, the newest first. One statement.
pub async fn undoings(db: &impl Connection, jobs: &[(CustomerId, JobId)]) -> Result<Vec<(CustomerId, Job)>, Error> {
    let rows = job::Entity::find()
        .filter(one_of(jobs, job::Column::Undoes))
        .order_by_desc(job::Column::CreatedAt)
        .all(db)
        .await?;
    rows.into_iter().map(|row| Ok((CustomerId(row.customer_id), whole(row)?))).collect()
}
