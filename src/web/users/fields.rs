//! The user form: its fields as sent, and the products as it shows them.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::actions::licenses::{CustomerProducts, Owned};
use crate::actions::users::{NewUser, UserEdit};
use crate::domain::customer::Customer;
use crate::domain::directory_role::{LIMITED, Level, Permissions, RoleChoice};
use crate::domain::id::{CustomerId, ServicePlanId, SkuId};
use crate::domain::licensing::{LicenseChoice, State};
use crate::domain::permission::Permission;
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{InputRefusal, LicenseRefusal, Refusal, Refused};
use crate::domain::user::{License, Profile, RawProfile, User};
use crate::web::form::Fields;
use crate::web::html::Html;
use crate::web::page::Reasons;
use crate::web::paths;
use crate::web::request_context::{ManageLicenses, ManageUsers, RequestContext, Scoped};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserFields {
    pub first_name: String,
    pub last_name: String,
    pub display_name: String,
    pub user_name: String,
    pub domain: String,
    pub location: String,
    pub permissions: String,
    pub role: Vec<String>,
    pub license: Vec<String>,
    pub plans_of: Vec<String>,
    pub plan: Vec<String>,
    /// `allowed` or `blocked`; nothing on the form for a new user.
    pub sign_in: String,
    pub version: i64,
    /// `another`: goes on with the next user.
    pub then: String,
    /// Products that *Save without it* leaves out.
    pub without: String,
}

impl Fields for UserFields {}

impl UserFields {
    /// The form of a user that exists.
    pub fn of(user: &User) -> Self {
        let profile = &user.profile;
        let has =
            |(id, name): &(crate::domain::id::RoleId, &str)| user.permissions.has(*id).then(|| (*name).to_owned());
        Self {
            first_name: profile.first_name.clone(),
            last_name: profile.last_name.clone(),
            display_name: profile.display_name.clone(),
            user_name: profile.user_name.local().to_owned(),
            domain: profile.user_name.domain().to_string(),
            location: profile.location.clone().unwrap_or_default(),
            permissions: user.permissions.level().name().to_owned(),
            role: LIMITED.iter().filter_map(has).collect(),
            license: user.licenses.iter().map(|license| license.sku.to_string()).collect(),
            sign_in: if user.sign_in.allowed { "allowed" } else { "blocked" }.to_owned(),
            version: user.version,
            ..Self::default()
        }
    }

    /// Leaves out the products that *Save without it* names.
    pub fn drop_unwanted(&mut self) {
        let unwanted: Vec<String> = self.without.split_whitespace().map(str::to_owned).collect();
        self.license.retain(|sku| !unwanted.contains(sku));
    }

    /// A user to be added.
    ///
    /// # Errors
    /// Every field's reason at once.
    pub fn new_user(&self, scope: &Scoped<ManageUsers>) -> Result<NewUser, Refused> {
        let licenses = if scope.may(Permission::ManageLicenses) { self.licenses() } else { Ok(Vec::new()) };
        let roles = if scope.may(Permission::GrantRoles) {
            self.roles(&Permissions::default())
        } else {
            Ok(RoleChoice::default())
        };
        let profile = self.profile(&scope.customer, !self.license.is_empty());
        let mut refused = Refused::default();
        let taken = (refused.take_all(profile), refused.take_all(roles), refused.take_all(licenses));
        match taken {
            (Some(profile), Some(roles), Some(licenses)) => Ok(NewUser { profile, roles, licenses }),
            _ => Err(refused),
        }
    }

    /// What is to be changed of `user`, as far as this person may; the rest stays as it is.
    ///
    /// # Errors
    /// Every field's reason at once.
    pub fn edit(&self, scope: &Scoped<ManageLicenses>, user: &User) -> Result<UserEdit, Refused> {
        let is_licensed = !self.license.is_empty();
        let profile = scope.may(Permission::ManageUsers).then(|| self.profile(&scope.customer, is_licensed));
        let roles = scope.may(Permission::GrantRoles).then(|| self.roles(&user.permissions));
        let licenses = scope.may(Permission::ManageLicenses).then(|| self.licenses());
        let mut refused = Refused::default();
        let sign_in_allowed = match self.sign_in.as_str() {
            _ if !scope.may(Permission::ResetPasswords) => None,
            "" => None,
            "allowed" => Some(true),
            "blocked" => Some(false),
            _ => refused.take("sign_in", Err(Refusal::Input(InputRefusal::Choose))),
        };
        let edit = UserEdit {
            profile: profile.and_then(|profile| refused.take_all(profile)),
            roles: roles.and_then(|roles| refused.take_all(roles)),
            licenses: licenses.and_then(|licenses| refused.take_all(licenses)),
            sign_in_allowed,
        };
        if refused.is_empty() { Ok(edit) } else { Err(refused) }
    }

    fn profile(&self, customer: &Customer, needs_location: bool) -> Result<Profile, Refused> {
        let raw = RawProfile {
            first_name: &self.first_name,
            last_name: &self.last_name,
            display_name: &self.display_name,
            user_name: &self.user_name,
            domain: &self.domain,
            location: &self.location,
        };
        raw.parse(&customer.account.domains, needs_location)
    }

    /// The choice, if it is one for somebody with the roles of `before`.
    fn roles(&self, before: &Permissions) -> Result<RoleChoice, Refused> {
        let choice = RoleChoice::parse(&self.permissions, &self.role);
        let choice = choice.and_then(|choice| choice.over(before).map(|_| choice));
        choice.map_err(|refusal| Refused::one("permissions", refusal))
    }

    fn licenses(&self) -> Result<Vec<LicenseChoice>, Refused> {
        let pair = |raw: &String| -> Option<(SkuId, ServicePlanId)> {
            let (sku, plan) = raw.split_once('/')?;
            Some((sku.parse().ok()?, plan.parse().ok()?))
        };
        // What cannot be read must not pass for a plan that is off.
        let ticked: Option<Vec<(SkuId, ServicePlanId)>> = self.plan.iter().map(pair).collect();
        let shown = |(sku, _): &(SkuId, ServicePlanId)| self.plans_of.contains(&sku.to_string());
        let Some(ticked) = ticked.filter(|ticked| ticked.iter().all(shown)) else {
            return Err(Refused::one("licenses", Refusal::License(LicenseRefusal::UnknownPlan)));
        };
        let choice = |raw: &String| {
            let sku: SkuId = raw.parse().ok()?;
            let on = || ticked.iter().filter(|(of, _)| *of == sku).map(|(_, plan)| *plan).collect();
            Some(LicenseChoice { sku, plans_on: self.plans_of.contains(raw).then(on) })
        };
        let chosen: Option<Vec<LicenseChoice>> = self.license.iter().map(choice).collect();
        chosen.ok_or_else(|| Refused::one("licenses", Refusal::License(LicenseRefusal::ProductNotOwned)))
    }

    /// What this person chose, by the names that events use, so that it can be held against what
    /// stands there now.
    pub fn typed(&self, visit: &RequestContext, user: &User, owned: &CustomerProducts) -> Vec<(&'static str, String)> {
        let mut typed = if visit.may(Permission::ManageUsers) { self.typed_profile() } else { Vec::new() };
        if visit.may(Permission::GrantRoles) {
            let chosen =
                RoleChoice::parse(&self.permissions, &self.role).and_then(|choice| choice.over(&user.permissions));
            let chosen = chosen.unwrap_or_default();
            typed.push(("permissions", crate::actions::users::told_roles(&chosen)));
        }
        if visit.may(Permission::ManageLicenses) {
            let label = |sku: &String| sku.parse().map_or_else(|_| sku.clone(), |sku| owned.label(sku));
            let mut products: Vec<String> = self.license.iter().map(label).collect();
            products.sort();
            typed.push(("licenses", products.join(", ")));
        }
        if visit.may(Permission::ResetPasswords) {
            typed.push(("sign_in_allowed", (self.sign_in != "blocked").to_string()));
        }
        typed
    }

    fn typed_profile(&self) -> Vec<(&'static str, String)> {
        vec![
            ("first_name", self.first_name.clone()),
            ("last_name", self.last_name.clone()),
            ("display_name", self.display_name.clone()),
            ("user_name", format!("{}@{}", self.user_name.trim(), self.domain.trim())),
            ("location", self.location.clone()),
        ]
    }

    pub fn is_level(&self, level: &Level) -> bool {
        self.permissions == level.name()
    }

    pub fn has_role(&self, name: &str) -> bool {
        self.role.iter().any(|role| role == name)
    }
}

/// One product on a form.
pub struct ProductRow {
    pub sku: SkuId,
    pub label: String,
    pub is_ticked: bool,
    /// Nobody can take a seat now, and this user has none.
    pub is_closed: bool,
    pub is_suspended: bool,
    pub available: i64,
    pub total: i64,
    pub used: i64,
    pub error: Option<Html>,
    /// For those who may buy; suspended seats are reactivated instead.
    pub buy_more: Option<String>,
    pub plans: Vec<PlanRow>,
}

pub struct PlanRow {
    pub value: String,
    pub name: String,
    pub is_ticked: bool,
}

/// The products that a form offers: all that the customer owns and that users may have.
pub fn product_rows(
    visit: &RequestContext,
    customer: CustomerId,
    shelf: &CustomerProducts,
    held: &[License],
    typed: &UserFields,
    reasons: &Reasons,
    here: &str,
) -> Vec<ProductRow> {
    let may_buy = visit.may(Permission::BuySubscriptions);
    let ticked: BTreeSet<&str> = typed.license.iter().map(String::as_str).collect();
    let row = |owned: &Owned| {
        let sku = owned.product.sku;
        let before = held.iter().find(|license| license.sku == sku);
        let is_ticked = ticked.contains(sku.to_string().as_str());
        let error = reasons.at(&format!("license:{sku}")).cloned();
        let is_suspended = matches!(owned.pool.state(), State::Suspended | State::Deleted);
        let plans = shelf.plans.get(&sku).map_or(&[][..], Vec::as_slice);
        ProductRow {
            sku,
            label: owned.product.label(),
            is_ticked,
            is_closed: before.is_none() && owned.pool.available() == 0 && error.is_none(),
            is_suspended,
            available: owned.pool.available(),
            total: owned.pool.total(),
            used: owned.pool.consumed,
            error,
            buy_more: (may_buy && !is_suspended).then(|| paths::buy_more(customer, sku, 0, here)),
            plans: plans.iter().map(|plan| plan_row(sku, plan, before, typed)).collect(),
        }
    };
    let shown =
        |owned: &&Owned| owned.product.assignable || held.iter().any(|license| license.sku == owned.product.sku);
    shelf.owned.iter().filter(shown).map(row).collect()
}

fn plan_row(sku: SkuId, plan: &ServicePlan, before: Option<&License>, typed: &UserFields) -> PlanRow {
    let value = format!("{sku}/{}", plan.id);
    let was_shown = typed.plans_of.contains(&sku.to_string());
    let is_ticked = if was_shown {
        typed.plan.contains(&value)
    } else {
        before.is_none_or(|license| !license.disabled_plans.contains(&plan.id))
    };
    PlanRow { value, name: plan.name.clone(), is_ticked }
}

/// The products that were refused for want of seats, for *Save without it*.
pub fn without(reasons: &Reasons) -> String {
    let sku = |reason: &crate::web::page::Reason| match &reason.refusal {
        Refusal::License(
            LicenseRefusal::NoSeats { sku, .. }
            | LicenseRefusal::PoolNotUsable { sku, .. }
            | LicenseRefusal::NotAssignable { sku, .. },
        ) => Some(sku.to_string()),
        _ => None,
    };
    reasons.all().iter().filter_map(sku).collect::<Vec<_>>().join(" ")
}
