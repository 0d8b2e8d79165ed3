//! A customer's own row: its counts, its domains, and the keys that it is found by.

use super::Found;
use super::users::Counted;
use crate::domain::location::is_country;
use crate::domain::text::{fold, searchable};
use crate::domain::user_name::Domain;
use crate::store::recount::Noted;

pub(super) fn check(noted: &Noted, domains: &[(String, bool)], counted: Counted, found: &mut Found) {
    for (name, noted, counted) in [
        ("active", noted.active_users, counted.active),
        ("deleted", noted.deleted_users, counted.deleted),
        ("unlicensed", noted.unlicensed_users, counted.unlicensed),
    ] {
        found.expect(noted == counted, || format!("{noted} {name} users are noted, there are {counted}"));
    }
    let primary: Vec<&str> = domains.iter().filter(|(_, primary)| *primary).map(|(name, _)| name.as_str()).collect();
    let noted_primary = &noted.primary_domain;
    found.expect(primary == [noted_primary.as_str()], || {
        format!("the primary domain {noted_primary} is noted, among its domains it is [{}]", primary.join(", "))
    });
    for (name, _) in domains {
        let is_one = Domain::parse(name).is_ok_and(|domain| domain.as_str() == name);
        found.expect(is_one, || format!("domain {name}: is not written as a domain"));
    }
    found.expect(noted.sort_key == fold(&noted.company_name), || "its sort key does not fit its name".to_owned());
    let is_findable = noted.search_text.starts_with(&searchable(&noted.company_name))
        && domains.iter().all(|(name, _)| noted.search_text.split(' ').any(|word| word == name));
    found.expect(is_findable, || "its search text lacks its name or a domain".to_owned());
    if let Some(code) = &noted.default_location {
        found.expect(is_country(code), || format!("the location {code} is no country"));
    }
}
