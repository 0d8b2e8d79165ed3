//! Names of products as they are compared.

use crate::domain::text;

/// A name as it is compared: folded, white space made one.
pub fn name_key(name: &str) -> String {
    text::fold(&spaced(name))
}

/// One blank between words: the list has tabs and hard blanks within names.
pub(super) fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
