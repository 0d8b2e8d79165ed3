//! A page of a long list: which rows, in which order, from where on.

mod columns;
mod filter;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use strum_macros::{Display, EnumString};
use uuid::Uuid;

pub use self::columns::{ListColumn, OwnColumn};
pub use self::filter::UserFilter;

/// Up to here a filtered count is exact; above, it is told as *10,000+*.
pub const COUNT_LIMIT: i64 = 10_000;

/// Page sizes to choose from; the first is the default.
pub const PAGE_SIZES: [u64; 4] = [50, 25, 100, 200];

/// An address that names something the list does not have: an unknown filter, order, size or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownAddress;

/// A number of rows that may be asked for; nothing asked gives the default.
///
/// # Errors
/// [`UnknownAddress`] for any other.
pub fn page_size(raw: &str) -> Result<u64, UnknownAddress> {
    match raw {
        "" => Ok(PAGE_SIZES[0]),
        raw => raw.parse().ok().filter(|size| PAGE_SIZES.contains(size)).ok_or(UnknownAddress),
    }
}

/// What the users' list is sorted by. Ties are broken by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum UserColumn {
    #[default]
    #[strum(serialize = "name")]
    DisplayName,
    UserName,
    Created,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserSort {
    pub column: UserColumn,
    pub descending: bool,
}

impl UserSort {
    /// Reads `name`, `user-name`, `created`, each with a leading `-` for descending.
    ///
    /// # Errors
    /// [`UnknownAddress`] for any other.
    pub fn parse(raw: &str) -> Result<Self, UnknownAddress> {
        let (descending, name) = raw.strip_prefix('-').map_or((false, raw), |name| (true, name));
        let column = match name {
            "" if !descending => UserColumn::DisplayName,
            name => name.parse().map_err(|_| UnknownAddress)?,
        };
        Ok(Self { column, descending })
    }
}

impl UserSort {
    /// Whether `position` was taken in a list sorted like this.
    ///
    /// # Errors
    /// [`UnknownAddress`] when its place has no value of this column.
    pub fn check(self, position: &Position) -> Result<(), UnknownAddress> {
        match position {
            Position::After(place) | Position::Before(place) if self.column == UserColumn::Created => {
                let micros: i64 = place.value.parse().map_err(|_| UnknownAddress)?;
                // Up to the year 5138: moments that both databases know.
                if (0..=100_000_000_000_000_000).contains(&micros) { Ok(()) } else { Err(UnknownAddress) }
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for UserSort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.column)
    }
}

/// Where a page begins: the sort value and the id of the row before (or after) it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub value: String,
    pub id: Uuid,
}

impl Cursor {
    /// Reads what [`Cursor`]'s `Display` wrote into an address.
    ///
    /// # Errors
    /// [`UnknownAddress`] when it was not written by us.
    pub fn parse(raw: &str) -> Result<Self, UnknownAddress> {
        let bytes = URL_SAFE_NO_PAD.decode(raw).map_err(|_| UnknownAddress)?;
        let (id, value) = bytes.split_at_checked(16).ok_or(UnknownAddress)?;
        let value = String::from_utf8(value.to_vec()).map_err(|_| UnknownAddress)?;
        if value.contains('\0') {
            return Err(UnknownAddress);
        }
        Ok(Self { value, id: Uuid::from_slice(id).map_err(|_| UnknownAddress)? })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_bytes().as_slice(), self.value.as_bytes()].concat();
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Position {
    #[default]
    First,
    Last,
    After(Cursor),
    Before(Cursor),
}

impl Position {
    /// Reads the address's `after` and `before`; `before=last` asks for the last page.
    ///
    /// # Errors
    /// [`UnknownAddress`] for both at once, or a place that is none.
    pub fn parse(after: &str, before: &str) -> Result<Self, UnknownAddress> {
        match (after, before) {
            ("", "") => Ok(Self::First),
            ("", "last") => Ok(Self::Last),
            (after, "") => Ok(Self::After(Cursor::parse(after)?)),
            ("", before) => Ok(Self::Before(Cursor::parse(before)?)),
            _ => Err(UnknownAddress),
        }
    }

    /// Whether rows are read from the end backwards.
    pub fn is_backwards(&self) -> bool {
        matches!(self, Self::Last | Self::Before(_))
    }
}

/// The rows of one page, and whether there are others on either side.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub has_previous: bool,
    pub has_next: bool,
}

impl<T> Page<T> {
    /// Makes a page of `size` from rows read with one more than that, in reading order.
    pub fn of(mut rows: Vec<T>, size: u64, position: &Position) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if position.is_backwards() {
            rows.reverse();
            Self { rows, has_previous: more, has_next: matches!(position, Position::Before(_)) }
        } else {
            Self { rows, has_previous: matches!(position, Position::After(_)), has_next: more }
        }
    }
}

/// A count that stops at [`COUNT_LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub i64);

impl Count {
    pub fn is_exact(self) -> bool {
        self.0 <= COUNT_LIMIT
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_survive_the_address(value in "[^\0]{0,60}", id in any::<u128>()) {
            let place = Cursor { value, id: Uuid::from_u128(id) };
            prop_assert_eq!(Cursor::parse(&place.to_string()), Ok(place));
        }
    }

    #[test]
    fn orders_and_sizes_are_read_as_written() {
        assert_eq!(UserSort::parse("-created").unwrap().to_string(), "-created");
        assert_eq!(UserSort::parse("-"), Err(UnknownAddress));
        assert_eq!(page_size("7"), Err(UnknownAddress));
        assert_eq!(Position::parse("x", "y"), Err(UnknownAddress));
    }

    #[test]
    fn a_page_knows_its_neighbours() {
        let page = Page::of(vec![1, 2, 3], 2, &Position::First);
        assert_eq!((page.rows, page.has_previous, page.has_next), (vec![1, 2], false, true));
        let page = Page::of(vec![9, 8, 7], 2, &Position::Last);
        assert_eq!((page.rows, page.has_previous, page.has_next), (vec![8, 9], true, false));
    }
}
