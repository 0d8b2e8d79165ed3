//! Addresses of customers' users: their own page, and what leads there.

use crate::app::App;

/// The own page; all addresses of customers' users begin with it.
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_SIGN_IN: &str = "/account/sign-in";
pub const ACCOUNT_PASSWORD: &str = "/account/password";

/// Whether `path` is one of theirs.
pub fn is_own(path: &str) -> bool {
    path.strip_prefix(ACCOUNT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where a customer's user signs in, whole: as it stands on slips.
pub fn account_address(app: &App) -> String {
    let public = app.settings.public_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
    let here = || app.hosts.first().map(|host| format!("http://{host}")).unwrap_or_default();
    public.unwrap_or_else(here) + ACCOUNT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_theirs_is_no_other_that_begins_alike() {
        for own in ["/account", "/account/", "/account/sign-in"] {
            assert!(is_own(own), "{own}");
        }
        for other in ["/", "/accounts", "/account.csv", "/customers/account"] {
            assert!(!is_own(other), "{other}");
        }
    }
}
