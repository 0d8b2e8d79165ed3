//! The cells of one row that are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::Field;

/// What stands in a row, by what it becomes; an empty cell is none. As the file has it: what is made of it is read
/// anew whenever the row is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cells(BTreeMap<Field, String>);

impl Cells {
    /// The cell of `field`; the empty text where there is none.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map(String::as_str).unwrap_or_default()
    }

    /// Puts `text` into the cell of `field`, as somebody mended it.
    pub fn set(&mut self, field: Field, text: &str) {
        if text.trim().is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text.to_owned());
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, text)| (*field, text.as_str()))
    }

    /// Whether nothing stands in the row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> FromIterator<(Field, &'a str)> for Cells {
    fn from_iter<T: IntoIterator<Item = (Field, &'a str)>>(cells: T) -> Self {
        let mut kept = Self::default();
        cells.into_iter().for_each(|(field, text)| kept.set(field, text));
        kept
    }
}
