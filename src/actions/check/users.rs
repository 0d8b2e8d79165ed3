//! A customer's users: licenses counted, roles weighed, names and keys compared, states kept apart.

use std::collections::HashSet;

use uuid::Uuid;

use super::Found;
use crate::actions::Error;
use crate::domain::directory_role::Permissions;
use crate::domain::id::{CustomerId, UserId};
use crate::domain::location::is_country;
use crate::domain::text::fold;
use crate::domain::user::search_text;
use crate::domain::user_name::UserName;
use crate::store::Snapshot;
use crate::store::orphans::{self, ABOUT_USERS};
use crate::store::recount::{self, NotedUser};

/// Users read at a time.
const ROWS: u64 = 2_000;

/// How many users there really are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    pub active: i64,
    pub deleted: i64,
    pub unlicensed: i64,
}

pub(super) async fn check(
    db: &Snapshot,
    customer: CustomerId,
    domains: &[(String, bool)],
    found: &mut Found,
) -> Result<Counted, Error> {
    let mut counted = Counted::default();
    let roles = recount::roles(db, customer).await?;
    let nothing = Permissions::default();
    let domains: HashSet<&str> = domains.iter().map(|(name, _)| name.as_str()).collect();
    let mut after: Option<Uuid> = None;
    loop {
        let users = recount::users(db, customer, after, ROWS).await?;
        let (Some(first), Some(last)) = (users.first(), users.last()) else { break };
        let (held, released) = recount::licenses(db, customer, first.id, last.id).await?;
        after = Some(last.id);
        for user in users {
            let held = held.get(&user.id).copied().unwrap_or_default();
            let released = released.get(&user.id).copied().unwrap_or_default();
            found.users += 1;
            if user.deleted_at.is_some() {
                counted.deleted += 1;
            } else {
                counted.active += 1;
                counted.unlicensed += i64::from(held == 0);
            }
            licenses(&user, held, released, found);
            names(&user, &domains, found);
            let level = roles.get(&UserId(user.id)).unwrap_or(&nothing).level() as i64;
            found.expect(user.role_level == level, || {
                format!("user {}: the role level {} is noted, the roles make {level}", user.user_name, user.role_level)
            });
        }
    }
    for (table, what) in ABOUT_USERS {
        for id in orphans::of_users(db, customer, table).await? {
            found.what.push(format!("user {id}: has {what} and does not exist"));
        }
    }
    Ok(counted)
}

fn licenses(user: &NotedUser, held: i64, released: i64, found: &mut Found) {
    let (name, noted) = (&user.user_name, user.license_count);
    if user.deleted_at.is_some() {
        found.expect(held == 0, || format!("user {name}: is deleted and still holds {held} licenses"));
    } else {
        found.expect(released == 0, || format!("user {name}: is active and has {released} released licenses"));
    }
    found.expect(noted == held, || format!("user {name}: {noted} licenses are noted, {held} are assigned"));
}

fn names(user: &NotedUser, domains: &HashSet<&str>, found: &mut Found) {
    let name = &user.user_name;
    let Ok(read) = UserName::parse(name) else {
        found.what.push(format!("user {name}: cannot be a user name"));
        return;
    };
    // A deleted user's domain may be gone: the restore offers another name.
    let domain = read.domain().as_str();
    found.expect(user.deleted_at.is_some() || domains.contains(domain), || {
        format!("user {name}: {domain} is none of the customer's domains")
    });
    let sort_key = fold(&user.display_name);
    let is_sorted = user.upn_key == read.key() && user.sort_key == sort_key;
    found.expect(is_sorted, || format!("user {name}: a sort key does not fit the name"));
    let is_findable =
        user.search_text == search_text(&user.display_name, &user.upn_key, user.alternate_email.as_deref());
    found.expect(is_findable, || format!("user {name}: the search text does not fit the name"));
    if let Some(code) = &user.location {
        found.expect(is_country(code), || format!("user {name}: the location {code} is no country"));
    }
}
