//! Addresses of customers' users: their own page, and what leads there.

/// The own page; all addresses of customers' users begin with it.
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_SIGN_IN: &str = "/account/sign-in";
pub const ACCOUNT_PASSWORD: &str = "/account/password";

/// Whether `path` is one of theirs.
pub fn is_own(path: &str) -> bool {
    path.strip_prefix(ACCOUNT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
