//! What a row that can be read makes: somebody new, or somebody newer.

use super::{Judge, Known};
use crate::actions::uploads::plan::{Plan, differences, over};
use crate::domain::directory_role::{Level, Permissions, RoleChoice};
use crate::domain::id::SkuId;
use crate::domain::licensing::UserDecision;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{
    AccessRefusal, InputRefusal, LicenseRefusal, Refusal, Refused, UploadRefusal, UserRefusal,
};
use crate::domain::text::fold;
use crate::domain::upload::verdict::{UploadRow, Verdict};
use crate::domain::upload::{Draft, Field};
use crate::domain::user::{License, Profile};
use crate::domain::user_name::UserName;
use crate::store::users::Standing;

impl Judge<'_> {
    pub(super) fn create(&self, row: &mut UploadRow, draft: &Draft, user_name: UserName) -> Result<Plan, Refused> {
        let mut refused = Refused::default();
        let wishes = &self.ground.wishes;
        let location = draft.location.clone().or_else(|| wishes.location.clone());
        let licenses = draft.licenses.clone().unwrap_or_else(|| wishes.licenses.clone());
        if draft.display_name.is_empty() {
            refused.0.push((Field::DisplayName.name().into(), Refusal::Input(InputRefusal::Required)));
        }
        if location.is_none() && !licenses.is_empty() {
            refused.0.push(("location".into(), Refusal::User(UserRefusal::LocationRequired)));
        }
        self.check_licenses(&licenses, &mut refused);
        let permissions = self.permissions(draft.permissions.as_ref(), &mut refused);
        row.is_administrator = permissions.level() != Level::User;
        let profile = Profile {
            first_name: draft.first_name.clone(),
            last_name: draft.last_name.clone(),
            display_name: draft.display_name.clone(),
            user_name,
            location,
            contact: draft.contact.clone(),
        };
        row.detail.user_name = profile.user_name.to_string();
        if !refused.is_empty() {
            return Err(refused);
        }
        if draft.is_blocked {
            row.detail.notes.push(Message::new("upload-note-blocked"));
        }
        let (sign_in_allowed, step) = (!draft.is_blocked, UserDecision::default());
        Ok(Plan::Create { profile, permissions, sign_in_allowed, licenses, step })
    }

    fn permissions(&self, said: Option<&RoleChoice>, refused: &mut Refused) -> Permissions {
        if said.is_some_and(|said| said.level() == Level::LimitedAdministrator && said.limited_names().next().is_none())
        {
            // There is nothing to tick in a cell.
            refused.0.push(("permissions".into(), Refusal::Upload(UploadRefusal::NameTheRoles)));
            return Permissions::default();
        }
        let choice = said.cloned().unwrap_or_else(|| self.ground.wishes.roles());
        let permissions = refused.take("permissions", choice.over(&Permissions::default())).unwrap_or_default();
        if permissions.level() != Level::User && !self.by.may(Permission::GrantRoles) {
            let roles = Permission::GrantRoles.holder_names();
            refused.0.push(("permissions".into(), Refusal::Access(AccessRefusal::MissingRole { roles })));
        }
        permissions
    }

    fn check_licenses(&self, licenses: &[SkuId], refused: &mut Refused) {
        if !licenses.is_empty() && !self.by.may(Permission::ManageLicenses) {
            let roles = Permission::ManageLicenses.holder_names();
            refused.0.push(("licenses".into(), Refusal::Access(AccessRefusal::MissingRole { roles })));
        }
        for sku in licenses {
            let why = match self.inventory.items.get(sku) {
                Some(item) if item.assignable => continue,
                Some(_) => LicenseRefusal::NotAssignable { sku: *sku, product: self.ground.name(*sku) },
                None => LicenseRefusal::NotOwnedAnymore { product: self.ground.name(*sku) },
            };
            refused.0.push(("licenses".into(), Refusal::License(why)));
        }
    }

    pub(super) fn update(
        &self,
        row: &mut UploadRow,
        draft: &Draft,
        there: &Standing,
        known: &Known,
    ) -> Result<(Verdict, Option<Plan>), Refused> {
        row.user = Some(there.id);
        row.detail.user_name = there.profile.user_name.to_string();
        let (said, name) = (fold(&draft.display_name), &there.profile.display_name);
        if said.is_empty() {
            row.detail.display_name.clone_from(name);
        } else if !self.ground.wishes.updates && said != fold(name) {
            // Perhaps somebody else's address.
            row.detail.notes.push(Message::new("upload-note-there-as").text("name", name));
        }
        if !self.ground.wishes.updates {
            return Ok((Verdict::There, None));
        }
        // What a file says of these in passing takes nobody's rights, and gives none.
        if draft.permissions.as_ref().is_some_and(|said| said.level() != there.level) {
            row.detail.notes.push(Message::new("upload-note-permissions-stay"));
        }
        if draft.is_blocked && there.sign_in_allowed {
            row.detail.notes.push(Message::new("upload-note-sign-in-stays"));
        }
        let held: &[License] = known.licenses.get(&there.id).map(Vec::as_slice).unwrap_or_default();
        let has = |sku: &SkuId| held.iter().any(|license| license.sku == *sku);
        let more: Vec<SkuId> = draft.licenses.iter().flatten().copied().filter(|sku| !has(sku)).collect();
        let mut refused = Refused::default();
        self.check_licenses(&more, &mut refused);
        let profile = over(&row.cells, draft, &there.profile);
        if profile.location.is_none() && !more.is_empty() {
            refused.0.push(("location".into(), Refusal::User(UserRefusal::LocationRequired)));
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        let names = more.iter().map(|sku| self.ground.name(*sku));
        row.detail.changes = differences(&there.profile, &profile, names);
        if row.detail.changes.is_empty() {
            return Ok((Verdict::There, None));
        }
        let (user, version, held) = (there.id, there.version, held.to_vec());
        let step = UserDecision::default();
        Ok((Verdict::Update, Some(Plan::Update { user, version, profile, held, licenses: more, step })))
    }
}
