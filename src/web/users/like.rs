//! What the form for a new user begins with: the customer's defaults, or the user before.

use super::fields::UserFields;
use super::products::plan_value;
use crate::actions::licenses::CustomerProducts;
use crate::domain::customer::Customer;
use crate::domain::directory_role::RoleChoice;
use crate::domain::id::SkuId;
use crate::domain::new_user_defaults::NewUserDefaults;
use crate::domain::user::User;

impl UserFields {
    /// The form of a first user: what new users of the customer begin with, licenses as far as there are seats.
    pub fn preset(defaults: &NewUserDefaults, customer: &Customer, owned: &CustomerProducts, may_grant: bool) -> Self {
        let roles = if may_grant { defaults.roles.clone() } else { RoleChoice::default() };
        let has_seat = |sku: &&SkuId| owned.find(**sku).is_some_and(|one| one.pool.available() > 0);
        Self {
            location: defaults.location.clone().unwrap_or_default(),
            domain: customer.account.domains.first().map(ToString::to_string).unwrap_or_default(),
            permissions: roles.level().name().to_owned(),
            role: roles.limited_names().map(str::to_owned).collect(),
            license: defaults.licenses.iter().filter(has_seat).map(ToString::to_string).collect(),
            ..Self::default()
        }
    }

    /// The form of one more user like the one before: in the same place, with the same permissions and the same
    /// licenses as far as there are any.
    pub fn like(user: &User, owned: &CustomerProducts) -> Self {
        let whole = Self::of(user);
        let mut fields = Self {
            domain: whole.domain,
            location: whole.location,
            permissions: whole.permissions,
            role: whole.role,
            ..Self::default()
        };
        let can_be_had = |sku| owned.find(sku).is_some_and(|one| one.product.assignable && one.pool.available() > 0);
        for license in user.licenses.iter().filter(|license| can_be_had(license.sku)) {
            fields.license.push(license.sku.to_string());
            if !license.disabled_plans.is_empty() {
                let on = owned.plans_of(license.sku).iter().filter(|plan| !license.disabled_plans.contains(&plan.id));
                fields.plan.extend(on.map(|plan| plan_value(license.sku, plan.id)));
                fields.plans_of.push(license.sku.to_string());
            }
        }
        fields
    }
}
