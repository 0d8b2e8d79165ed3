//! Columns of the users' list beyond those that everybody sees: each person of the staff chooses.

use strum::VariantArray as _;
use strum_macros::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::contact::ContactField;

/// Such a column that is no contact field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum OwnColumn {
    LastSignIn,
    ObjectId,
}

/// A column that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListColumn {
    Own(OwnColumn),
    Contact(ContactField),
}

impl ListColumn {
    /// All of them, in the order in which they stand.
    pub fn all() -> impl Iterator<Item = Self> {
        let own = OwnColumn::VARIANTS.iter().copied().map(Self::Own);
        own.chain(ContactField::ALL.iter().copied().map(Self::Contact))
    }

    /// As it is sent and kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own(column) => column.into(),
            Self::Contact(field) => field.name(),
        }
    }

    /// Those of `names`, each once and in their order; what is unknown is left out.
    pub fn chosen<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Self> {
        let names: Vec<&str> = names.into_iter().collect();
        Self::all().filter(|column| names.contains(&column.name())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_and_stand_in_one_order() {
        let names: Vec<&str> = ListColumn::all().map(ListColumn::name).collect();
        assert_eq!(names.len(), 12);
        assert_eq!(ListColumn::chosen(names.iter().rev().copied()), ListColumn::all().collect::<Vec<_>>());
        let chosen = ListColumn::chosen(["phone", "owner", "last_sign_in", "phone"]);
        assert_eq!(chosen.iter().map(|one| one.name()).collect::<Vec<_>>(), ["last_sign_in", "phone"]);
    }
}
