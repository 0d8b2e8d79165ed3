//! Reading the activity log: what was done, by whom, to whom, and what was there before.
//!
//! What somebody may see is decided here, by role, and applied where the records are read.

use chrono_tz::Tz;

use super::{Actor, Error};
use crate::domain::activity::{Seen, Sought};
use crate::domain::id::CustomerId;
use crate::domain::listing::Position;
use crate::domain::permission::Permission;
use crate::domain::principal::Principal;
use crate::domain::staff::Staff;
use crate::store;
use crate::store::activity::RecordQuery;
pub use crate::store::activity::{Found, Row, Spot, Target};

impl Actor {
    /// Which records of the activity log are shown to this one.
    ///
    /// # Errors
    /// [`Error::MissingRole`] for nobody.
    pub fn sees(&self) -> Result<Seen, Error> {
        let seen = self.principal.as_ref().map(Seen::by);
        seen.ok_or(Error::MissingRole(Permission::SignedIn))
    }
}

/// A page of the log, of all customers or of one, the newest record first.
pub async fn page(
    by: &Actor,
    customer: Option<CustomerId>,
    sought: &Sought,
    zone: Tz,
    (position, spot): (&Position, Option<Spot>),
    size: u64,
) -> Result<Found, Error> {
    let wanted = RecordQuery {
        seen: by.sees()?,
        reader: by.principal.as_ref().and_then(Principal::id),
        between: sought.bounds(zone),
        customer,
        operation: sought.operation,
        doer: sought.doer,
        company: sought.company.clone(),
        text: sought.text.clone(),
    };
    Ok(store::activity::page(by.app.db.read(), &by.reach(), &wanted, position, spot, size).await?)
}

/// Those whose records can be asked for by name, and whether they were removed: nobody's but one's own
/// for who sees only these.
pub async fn doers(by: &Actor) -> Result<Vec<(Staff, bool)>, Error> {
    if by.sees()? == Seen::Own {
        return Ok(Vec::new());
    }
    let mut staff = store::staff::all_ever(by.app.db.read()).await?;
    staff.sort_by_cached_key(|(staff, _)| crate::domain::text::fold(&staff.name));
    Ok(staff)
}
