//! Addresses of customers' users. Nobody of the staff is let in here, and no user anywhere else.

use super::{Route, get, post};
use crate::domain::permission::Permission;
use crate::web::{account, paths};

/// Those of the own page.
#[rustfmt::skip]
pub(super) fn pages() -> Vec<Route> {
    let own = Some(Permission::SignedIn);
    vec![
        get("/account/sign-in", None, account::new),
        post("/account/sign-in", None, account::create),
        post("/account/sign-out", None, account::delete),
        post("/account/language", None, account::choose_language),
        get("/account/password", own, account::edit),
        post("/account/password", own, account::change),
        get("/account", own, account::show),
    ]
}

/// Whether a line of the table is one of these.
pub(super) fn is_of(path: &str) -> bool {
    paths::is_own(path)
}
