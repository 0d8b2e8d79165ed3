//! What an edit changes of a user: which rights it needs, and how the event tells it.

use crate::actions::licenses::{CustomerProducts, describe};
use crate::actions::{Actor, Error};
use crate::domain::contact::ContactField;
use crate::domain::directory_role::{LIMITED, Permissions};
use crate::domain::event::{Event, Operation};
use crate::domain::permission::Permission;
use crate::domain::user::{License, Profile, User};

/// All that the form can change of a user.
pub(in crate::actions) struct Whole<'a> {
    pub profile: &'a Profile,
    pub permissions: &'a Permissions,
    pub licenses: &'a [License],
    pub allowed: bool,
}

impl<'a> Whole<'a> {
    pub fn of(user: &'a User) -> Self {
        Self {
            profile: &user.profile,
            permissions: &user.permissions,
            licenses: &user.licenses,
            allowed: user.sign_in.allowed,
        }
    }

    fn has_same_name(&self, other: &Self) -> bool {
        self.profile.user_name.to_string() == other.profile.user_name.to_string()
    }

    fn has_same_profile(&self, other: &Self) -> bool {
        self.profile == other.profile && self.has_same_name(other)
    }
}

/// Each kind of change needs its own right.
pub(in crate::actions) fn check_rights(by: &Actor, before: &Whole<'_>, after: &Whole<'_>) -> Result<(), Error> {
    let changes = [
        (!before.has_same_profile(after), Permission::ManageUsers),
        (before.permissions != after.permissions, Permission::GrantRoles),
        (before.licenses != after.licenses, Permission::ManageLicenses),
        (before.allowed != after.allowed, Permission::ResetPasswords.on(before.permissions.level())),
    ];
    changes.into_iter().filter(|(changed, _)| *changed).try_for_each(|(_, permission)| by.require(permission))
}

/// One save is one event; its name tells the most particular thing that it is.
pub(in crate::actions) fn operation(before: &Whole<'_>, after: &Whole<'_>) -> Operation {
    let same_profile = before.has_same_profile(after);
    let same_rest = before.permissions == after.permissions && before.allowed == after.allowed;
    let same_licenses = before.licenses == after.licenses;
    if same_profile && same_rest && !same_licenses {
        Operation::UpdateCustomerUserLicenses
    } else if same_rest && same_licenses && !before.has_same_name(after) {
        Operation::UpdateCustomerUserPrincipalName
    } else {
        Operation::UpdateCustomerUser
    }
}

/// How one field of a user is told.
type Reader<'a> = &'a dyn Fn(&Whole<'_>) -> Option<String>;

pub(in crate::actions) fn differences(
    event: Event,
    before: Option<&Whole<'_>>,
    after: &Whole<'_>,
    shelf: &CustomerProducts,
) -> Event {
    let fields: [(&str, Reader<'_>); 6] = [
        ("first_name", &|whole| Some(whole.profile.first_name.clone()).filter(|name| !name.is_empty())),
        ("last_name", &|whole| Some(whole.profile.last_name.clone()).filter(|name| !name.is_empty())),
        ("display_name", &|whole| Some(whole.profile.display_name.clone())),
        ("user_name", &|whole| Some(whole.profile.user_name.to_string())),
        ("location", &|whole| whole.profile.location.clone()),
        ("permissions", &|whole| Some(told_roles(whole.permissions)).filter(|roles| !roles.is_empty())),
    ];
    let contact = |whole: &Whole<'_>, field| whole.profile.contact.get(field).map(str::to_owned);
    let event = ContactField::ALL.iter().fold(event, |event, field| {
        event.changed(field.name(), before.and_then(|whole| contact(whole, *field)), contact(after, *field))
    });
    let event = fields
        .into_iter()
        .fold(event, |event, (name, of)| event.changed(name, before.and_then(of), of(after)))
        .changed("sign_in_allowed", before.map(|whole| whole.allowed), after.allowed);
    let licenses = |whole: &Whole<'_>| describe(whole.licenses, shelf);
    event.changed("licenses", before.map_or_else(|| serde_json::json!([]), licenses), licenses(after))
}

/// Roles as the activity log keeps them: their names, in the order of their ids.
pub fn told_roles(permissions: &Permissions) -> String {
    let name = |role| LIMITED.iter().find(|(id, _)| *id == role).map(|(_, name)| (*name).to_owned());
    let global = |role| (role == crate::domain::directory_role::GLOBAL_ADMINISTRATOR).then(|| "global".to_owned());
    let names =
        permissions.0.iter().map(|role| global(*role).or_else(|| name(*role)).unwrap_or_else(|| role.to_string()));
    names.collect::<Vec<_>>().join(" ")
}
