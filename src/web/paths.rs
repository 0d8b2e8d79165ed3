//! Every address of the pages, built in one place.

mod account;
mod catalog;
mod customers;
mod links;
mod mails;
mod settings;
mod sheets;
mod uploads;

pub use self::account::*;
pub use self::catalog::*;
pub use self::customers::{archiving, customer_removal, new_user_defaults, unarchiving};
pub use self::links::*;
pub use self::mails::*;
pub use self::settings::*;
pub use self::sheets::*;
pub use self::uploads::*;
use crate::domain::id::{CustomerId, JobId, KeptFormId, LicensePreviewId, SkuId, StaffId, SubscriptionId, UserId};
use crate::domain::link::Along;
use crate::domain::listing::UserFilter;

pub const HOME: &str = "/";
pub const CUSTOMERS: &str = "/customers";
pub const SIGN_IN: &str = "/sign-in";
pub const REAUTHENTICATION: &str = "/reauthentication";
pub const ACTIVITY: &str = "/activity";
pub const STAFF: &str = "/staff";
pub const PROFILE: &str = "/profile";
pub const OWN_COLUMNS: &str = "/profile/columns";
pub const OWN_PASSWORD: &str = "/profile/password";

pub fn member(id: StaffId) -> String {
    format!("/staff/{id}")
}

pub fn member_blocking(id: StaffId) -> String {
    format!("/staff/{id}/blocking")
}

pub fn member_password(id: StaffId) -> String {
    format!("/staff/{id}/password")
}

pub fn member_removal(id: StaffId) -> String {
    format!("/staff/{id}/removal")
}

pub fn customer(id: CustomerId) -> String {
    format!("/customers/{id}")
}

pub fn subscriptions(id: CustomerId) -> String {
    format!("/customers/{id}/subscriptions")
}

pub fn subscription(customer: CustomerId, id: SubscriptionId) -> String {
    format!("/customers/{customer}/subscriptions/{id}")
}

pub fn reactivation(customer: CustomerId, id: SubscriptionId) -> String {
    format!("/customers/{customer}/subscriptions/{id}/reactivation")
}

pub fn suspension(customer: CustomerId, id: SubscriptionId) -> String {
    format!("/customers/{customer}/subscriptions/{id}/suspension")
}

pub fn new_subscription(customer: CustomerId) -> String {
    format!("/customers/{customer}/subscriptions/new")
}

pub fn licenses(id: CustomerId) -> String {
    format!("/customers/{id}/licenses")
}

pub fn users(id: CustomerId) -> String {
    format!("/customers/{id}/users")
}

pub fn deleted_users(id: CustomerId) -> String {
    format!("/customers/{id}/users/deleted")
}

/// The users whom a filter finds.
pub fn users_who(customer: CustomerId, filter: &UserFilter) -> String {
    with(&users(customer), &[("filter", &filter.to_string())])
}

/// The users who hold a product.
pub fn holders(customer: CustomerId, sku: SkuId) -> String {
    users_who(customer, &UserFilter::Has(sku))
}

pub fn user(customer: CustomerId, id: UserId) -> String {
    format!("/customers/{customer}/users/{id}")
}

pub fn new_user(customer: CustomerId) -> String {
    format!("/customers/{customer}/users/new")
}

pub fn deletions(customer: CustomerId) -> String {
    format!("/customers/{customer}/deletions")
}

pub fn new_deletion(customer: CustomerId) -> String {
    format!("/customers/{customer}/deletions/new")
}

pub fn restorations(customer: CustomerId) -> String {
    format!("/customers/{customer}/restorations")
}

pub fn new_restoration(customer: CustomerId) -> String {
    format!("/customers/{customer}/restorations/new")
}

pub fn purges(customer: CustomerId) -> String {
    format!("/customers/{customer}/purges")
}

pub fn new_purge(customer: CustomerId) -> String {
    format!("/customers/{customer}/purges/new")
}

pub fn password_resets(customer: CustomerId) -> String {
    format!("/customers/{customer}/password-resets")
}

/// The same question with one-time links chosen.
pub fn new_reissue(customer: CustomerId, user: UserId) -> String {
    with(&new_password_reset(customer), &[("user", &user.to_string()), ("along", Along::Links.name())])
}

pub fn new_password_reset(customer: CustomerId) -> String {
    format!("/customers/{customer}/password-resets/new")
}

pub fn sign_in_blocks(customer: CustomerId) -> String {
    format!("/customers/{customer}/sign-in-blocks")
}

pub fn job(customer: CustomerId, id: JobId) -> String {
    format!("/customers/{customer}/jobs/{id}")
}

/// The form for one user's licenses.
pub fn manage_licenses(customer: CustomerId, user: UserId) -> String {
    with(&new_license_assignment(customer), &[("user", &user.to_string())])
}

pub fn license_assignments(customer: CustomerId) -> String {
    format!("/customers/{customer}/license-assignments")
}

/// Where what is ticked for many users is previewed, and where *Buy more* is sent.
pub fn license_assignments_preview(customer: CustomerId) -> String {
    format!("/customers/{customer}/license-assignments/preview")
}

pub fn new_license_assignment(customer: CustomerId) -> String {
    format!("/customers/{customer}/license-assignments/new")
}

pub fn new_license_swap(customer: CustomerId) -> String {
    format!("/customers/{customer}/license-swaps/new")
}

pub fn license_preview(customer: CustomerId, id: LicensePreviewId) -> String {
    format!("/customers/{customer}/license-previews/{id}")
}

pub fn license_change(customer: CustomerId, id: JobId) -> String {
    format!("/customers/{customer}/license-changes/{id}")
}

/// The same as a file.
pub fn license_change_file(customer: CustomerId, id: JobId) -> String {
    format!("/customers/{customer}/license-changes/{id}.csv")
}

pub fn license_change_undo(customer: CustomerId, id: JobId) -> String {
    format!("/customers/{customer}/license-changes/{id}/undo")
}

/// Where what is ticked on a list of users is sent.
pub fn selections(customer: CustomerId) -> String {
    format!("/customers/{customer}/selections")
}

/// The person of the staff about whom the page at `path` is.
pub fn member_of(path: &str) -> Option<StaffId> {
    path.strip_prefix("/staff/")?.split('/').next()?.parse().ok()
}

/// Whether what is sent to `path` changes nothing and only leads to a question.
pub fn only_leads(path: &str) -> bool {
    path.ends_with("/selections")
}

/// Which columns the users' lists have, and from there back to `list`.
pub fn columns_of(list: &str) -> String {
    with(OWN_COLUMNS, &[("return", list)])
}

/// A form that was kept while its person signed in.
pub fn kept_form(id: KeptFormId) -> String {
    format!("/kept-forms/{id}")
}

/// The kept form to which `path` leads.
pub fn kept_form_of(path: &str) -> Option<KeptFormId> {
    path.strip_prefix("/kept-forms/")?.parse().ok()
}

/// The activity log of a customer.
pub fn activity(customer: CustomerId) -> String {
    format!("/customers/{customer}/activity")
}

/// Where more seats of a product are bought, as many as are `short` to begin with; from there the way
/// leads back to `back`.
pub fn buy_more(customer: CustomerId, sku: Option<SkuId>, short: i64, back: &str) -> String {
    // What is too long to go back to leads to the list.
    let back = if back.len() <= RETURN_LIMIT { back.to_owned() } else { users(customer) };
    let quantity = if short > 0 { short.to_string() } else { String::new() };
    let sku = sku.map(|sku| sku.to_string()).unwrap_or_default();
    with(&new_subscription(customer), &[("product", &sku), ("quantity", &quantity), ("return", &back)])
}

/// The list at `path` as a file.
pub fn file(path: &str) -> String {
    format!("{path}.csv")
}

/// `path` with those of `parameters` that are not empty.
pub fn with(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A place on the page at `address`, by its id.
pub fn at(address: &str, id: &str) -> String {
    format!("{address}#{id}")
}

/// The longest address that is gone back to: longer ones fit into no header.
const RETURN_LIMIT: usize = 2_000;

/// `wish` if it is a path of ours, else the dashboard: nobody is sent elsewhere by a link.
pub fn safe_return(wish: &str) -> &str {
    let path = wish.starts_with('/')
        && !wish.starts_with("//")
        && !wish.contains("/..")
        && wish.len() <= RETURN_LIMIT
        && wish.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if path { wish } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_stays_here() {
        for fine in ["/", "/customers", "/customers/1?search=a%20b"] {
            assert_eq!(safe_return(fine), fine);
        }
        for wrong in [
            "",
            "customers",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
            "javascript:1",
            "/a/../b",
            "/è",
        ] {
            assert_eq!(safe_return(wrong), "/", "{wrong}");
        }
    }

    #[test]
    fn parameters_are_encoded_and_empty_ones_left_out() {
        assert_eq!(with("/x", &[("search", "a b&c"), ("filter", "")]), "/x?search=a+b%26c");
        assert_eq!(with("/x", &[("search", "")]), "/x");
    }
}
