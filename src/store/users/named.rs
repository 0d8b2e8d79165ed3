//! Users as files name them: by user name, or by display name where there is no other.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait as _, DbErr, QueryFilter as _, QuerySelect as _};

use super::states::{active, in_state};
use super::{KEY, contacts};
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, UserId};
use crate::domain::user::{Profile, UserState};
use crate::domain::user_name::UserName;
use crate::store::entity::user::{Column as C, Model};
use crate::store::keys::of_texts;
use crate::store::{Connection, Error};

/// A user who has a name of a file.
#[derive(Clone, Debug)]
pub struct Standing {
    pub id: UserId,
    pub profile: Profile,
    pub deleted_at: Option<Moment>,
    pub version: i64,
    pub level: Level,
    pub sign_in_allowed: bool,
}

fn standing(row: Model) -> Result<(String, Standing), Error> {
    let contact = contacts::of(&row);
    let user_name = UserName::parse(&row.user_name)
        .map_err(|_| DbErr::Custom(format!("user {} has no readable user name", row.id)))?;
    let (first_name, last_name, display_name) = (row.first_name, row.last_name, row.display_name);
    let profile = Profile { first_name, last_name, display_name, user_name, location: row.location, contact };
    let (id, deleted_at, version) = (UserId(row.id), row.deleted_at, row.version);
    let (level, sign_in_allowed) = (Level::from_number(row.role_level), row.sign_in_allowed);
    Ok((row.upn_key, Standing { id, profile, deleted_at, version, level, sign_in_allowed }))
}

/// Users in this state by the keys of their user names.
pub async fn named(
    db: &impl Connection,
    customer: CustomerId,
    state: UserState,
    keys: &[String],
) -> Result<HashMap<String, Standing>, Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let these = of_texts(db.get_database_backend(), [C::CustomerId, C::UpnKey], customer, keys);
    let rows = in_state(customer, state).filter(these).all(db).await?;
    rows.into_iter().map(standing).collect()
}

/// Active users by their folded display names: of several one.
pub async fn namesakes(
    db: &impl Connection,
    customer: CustomerId,
    sort_keys: &[String],
) -> Result<HashMap<String, String>, Error> {
    if sort_keys.is_empty() {
        return Ok(HashMap::new());
    }
    let these = of_texts(db.get_database_backend(), [KEY[0], C::SortKey], customer, sort_keys);
    let rows: Vec<(String, String)> =
        active(customer).filter(these).select_only().columns([C::SortKey, C::UserName]).into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// The keys of user names that begin with `start` and are held: by active users, and by those who may come back.
pub async fn names_from(
    db: &impl Connection,
    customer: CustomerId,
    start: &str,
    deleted: UserState,
) -> Result<HashSet<String>, Error> {
    let mut held = HashSet::new();
    for state in [UserState::Active, deleted] {
        let rows = in_state(customer, state).filter(C::UpnKey.gte(start));
        let rows = rows.filter(C::UpnKey.lt(format!("{start}\u{10ffff}")));
        let keys: Vec<String> = rows.select_only().column(C::UpnKey).into_tuple().all(db).await?;
        held.extend(keys);
    }
    Ok(held)
}
