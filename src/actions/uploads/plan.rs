//! What is to be done of one row.

use crate::domain::contact::{Contact, ContactField};
use crate::domain::directory_role::Permissions;
use crate::domain::id::{SkuId, UserId};
use crate::domain::licensing::UserDecision;
use crate::domain::upload::verdict::FieldChange;
use crate::domain::upload::{Cells, Draft, Field};
use crate::domain::user::{License, Profile};

/// What is to be done.
pub(super) enum Plan {
    Create {
        profile: Profile,
        permissions: Permissions,
        sign_in_allowed: bool,
        licenses: Vec<SkuId>,
        step: UserDecision,
    },
    Update {
        user: UserId,
        version: i64,
        profile: Profile,
        held: Vec<License>,
        licenses: Vec<SkuId>,
        step: UserDecision,
    },
}

/// Whose licenses are asked for, where that user is, what is held and wanted, and what is decided.
type Licensed<'a> = (Option<UserId>, Option<&'a str>, &'a [License], &'a [SkuId], &'a mut UserDecision);

impl Plan {
    pub(super) fn licensed(&mut self) -> Licensed<'_> {
        match self {
            Self::Create { profile, licenses, step, .. } => (None, profile.location.as_deref(), &[], licenses, step),
            Self::Update { user, profile, held, licenses, step, .. } => {
                (Some(*user), profile.location.as_deref(), held, licenses, step)
            }
        }
    }
}

/// What a row makes of somebody who is there: what it says counts, where it says nothing all stays.
pub(super) fn over(cells: &Cells, draft: &Draft, before: &Profile) -> Profile {
    let name = |field: Field, new: &str, old: &str| {
        if cells.get(field).is_empty() || new.is_empty() { old.to_owned() } else { new.to_owned() }
    };
    let contact = ContactField::ALL.iter().map(|field| {
        let value = draft.contact.get(*field).or_else(|| before.contact.get(*field));
        (*field, value.map(str::to_owned))
    });
    Profile {
        first_name: name(Field::FirstName, &draft.first_name, &before.first_name),
        last_name: name(Field::LastName, &draft.last_name, &before.last_name),
        display_name: name(Field::DisplayName, &draft.display_name, &before.display_name),
        user_name: before.user_name.clone(),
        location: draft.location.clone().or_else(|| before.location.clone()),
        contact: Contact::kept(contact),
    }
}

/// What an update changes, field by field; `more` are the products that are added.
pub(super) fn differences(
    before: &Profile,
    after: &Profile,
    more: impl IntoIterator<Item = String>,
) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut note = |field: &str, before: &str, after: &str| {
        if before != after {
            let (field, before, after) = (field.to_owned(), before.to_owned(), after.to_owned());
            changes.push(FieldChange { field, before, after });
        }
    };
    note("first_name", &before.first_name, &after.first_name);
    note("last_name", &before.last_name, &after.last_name);
    note("display_name", &before.display_name, &after.display_name);
    let place = |profile: &Profile| profile.location.clone().unwrap_or_default();
    note("location", &place(before), &place(after));
    for field in ContactField::ALL {
        let value = |profile: &Profile| profile.contact.get(*field).unwrap_or_default().to_owned();
        note(field.name(), &value(before), &value(after));
    }
    for product in more {
        note("licenses", "", &product);
    }
    changes
}
