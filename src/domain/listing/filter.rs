//! *Filter users by…* (specification §2): which users a list is narrowed to, and how its address says so.
//!
//! Knows the names only; which users they stand for is asked of the database.

use std::fmt;

use super::UnknownAddress;
use crate::domain::id::SkuId;
use crate::domain::location::is_country;

/// *Filter users by…*
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UserFilter {
    #[default]
    All,
    Licensed,
    Unlicensed,
    Has(SkuId),
    Lacks(SkuId),
    /// Sign-in is blocked, and a seat of this product is held all the same.
    BlockedWith(SkuId),
    /// Sign-in is allowed and never happened, and a seat of this product is held.
    UnusedWith(SkuId),
    SignInAllowed,
    SignInBlocked,
    BlockedLicensed,
    NeverSignedIn,
    GlobalAdministrators,
    LimitedAdministrators,
    Location(String),
    LicenseProblem,
}

impl UserFilter {
    /// The filters without a value, as they stand in the address.
    pub const PLAIN: [(&str, Self); 10] = [
        ("", Self::All),
        ("licensed", Self::Licensed),
        ("unlicensed", Self::Unlicensed),
        ("sign-in-allowed", Self::SignInAllowed),
        ("sign-in-blocked", Self::SignInBlocked),
        ("blocked-licensed", Self::BlockedLicensed),
        ("never-signed-in", Self::NeverSignedIn),
        ("global-administrators", Self::GlobalAdministrators),
        ("limited-administrators", Self::LimitedAdministrators),
        ("license-problem", Self::LicenseProblem),
    ];

    /// Reads a filter from the address.
    ///
    /// # Errors
    /// [`UnknownAddress`] for what is none.
    pub fn parse(raw: &str) -> Result<Self, UnknownAddress> {
        if let Some((_, filter)) = Self::PLAIN.into_iter().find(|(name, _)| *name == raw) {
            return Ok(filter);
        }
        let sku = |raw: &str| raw.parse().map_err(|_| UnknownAddress);
        match raw.split_once(':') {
            Some(("has", id)) => Ok(Self::Has(sku(id)?)),
            Some(("lacks", id)) => Ok(Self::Lacks(sku(id)?)),
            Some(("blocked-with", id)) => Ok(Self::BlockedWith(sku(id)?)),
            Some(("unused-with", id)) => Ok(Self::UnusedWith(sku(id)?)),
            Some(("location", code)) if is_country(code) => Ok(Self::Location(code.to_owned())),
            _ => Err(UnknownAddress),
        }
    }
}

impl fmt::Display for UserFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Has(sku) => write!(f, "has:{sku}"),
            Self::Lacks(sku) => write!(f, "lacks:{sku}"),
            Self::BlockedWith(sku) => write!(f, "blocked-with:{sku}"),
            Self::UnusedWith(sku) => write!(f, "unused-with:{sku}"),
            Self::Location(code) => write!(f, "location:{code}"),
            plain => f.write_str(Self::PLAIN.iter().find(|(_, filter)| filter == plain).map_or("", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    proptest! {
        #[test]
        fn no_address_is_taken_for_another(raw in "\\PC{0,40}") {
            if let Ok(filter) = UserFilter::parse(&raw) {
                prop_assert_eq!(filter.to_string(), raw);
            }
        }
    }

    #[test]
    fn filters_are_read_as_written() {
        for (name, filter) in UserFilter::PLAIN {
            assert_eq!(UserFilter::parse(name), Ok(filter.clone()));
            assert_eq!(filter.to_string(), name);
        }
        let sku = SkuId(Uuid::from_u128(9));
        let of_product = [UserFilter::Has, UserFilter::Lacks, UserFilter::BlockedWith, UserFilter::UnusedWith];
        let location = UserFilter::Location("IT".into());
        for filter in of_product.map(|filter| filter(sku)).into_iter().chain([location]) {
            assert_eq!(UserFilter::parse(&filter.to_string()), Ok(filter));
        }
        for wrong in ["everybody", "has:", "has:x", "unused-with:x", "blocked-with", "location:ZZ", "LICENSED"] {
            assert_eq!(UserFilter::parse(wrong), Err(UnknownAddress), "{wrong}");
        }
    }
}
