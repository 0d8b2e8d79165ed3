//! The user form: its fields as sent, and the products as it shows them.

use serde::Deserialize;

use crate::actions::licenses::CustomerProducts;
use crate::actions::users::{NewUser, UserEdit};
use crate::domain::contact::ContactField;
use crate::domain::customer::Customer;
use crate::domain::directory_role::{LIMITED, Level, Permissions, RoleChoice};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::LicenseChoice;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, InputRefusal, LicenseRefusal, Refusal, Refused};
use crate::domain::user::{Profile, RawProfile, User};
use crate::domain::user_name_pattern::UserNamePattern;
use crate::web::form::Fields;
use crate::web::request_context::{ManageLicenses, ManageUsers, RequestContext, Scoped};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserFields {
    pub first_name: String,
    pub last_name: String,
    pub display_name: String,
    pub user_name: String,
    /// The user name that the script proposed, as long as nobody typed another one.
    pub proposed: String,
    pub domain: String,
    pub location: String,
    pub job_title: String,
    pub department: String,
    pub office: String,
    pub phone: String,
    pub mobile: String,
    pub street: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
    pub alternate_email: String,
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
    /// More of this product is to be bought first.
    pub buy: String,
    /// The list to come back to.
    pub r#return: String,
}

impl Fields for UserFields {}

/// Why somebody may not change a field.
fn missing(permission: Permission) -> Refusal {
    Refusal::Access(AccessRefusal::MissingRole { roles: permission.holder_names() })
}

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
        .with_contact(&profile.contact)
    }

    /// Leaves out the products that *Save without it* names.
    pub fn drop_unwanted(&mut self) {
        let unwanted: Vec<String> = self.without.split_whitespace().map(str::to_owned).collect();
        self.license.retain(|sku| !unwanted.contains(sku));
    }

    /// A user to be added, with a user name after `pattern` where none was typed.
    ///
    /// # Errors
    /// Every field's reason at once.
    pub fn new_user(&self, scope: &Scoped<ManageUsers>, pattern: Option<UserNamePattern>) -> Result<NewUser, Refused> {
        let nobody = Permissions::default();
        let roles = if scope.may(Permission::GrantRoles) {
            self.roles(&nobody)
        } else {
            self.same_roles(&nobody).map(|()| RoleChoice::default())
        };
        let licenses = match self.licenses() {
            Ok(licenses) if !licenses.is_empty() && !scope.may(Permission::ManageLicenses) => {
                Err(Refused::one("licenses", missing(Permission::ManageLicenses)))
            }
            licenses => licenses,
        };
        let named = self.named(pattern);
        let profile = match &named {
            Ok((whole, _)) => whole.profile(&scope.customer, !self.license.is_empty()),
            Err(unnamed) => Err(self.beside(unnamed, &scope.customer)),
        };
        let is_name_proposed = named.is_ok_and(|(_, is_proposed)| is_proposed);
        let mut refused = Refused::default();
        let taken = (refused.take_all(profile), refused.take_all(roles), refused.take_all(licenses));
        match taken {
            (Some(profile), Some(roles), Some(licenses)) => Ok(NewUser { profile, roles, licenses, is_name_proposed }),
            _ => Err(refused),
        }
    }

    /// What is to be changed of `user`. What this person may not change stays as it is: it is refused where the
    /// form has it otherwise, as when a role was taken while the page was open.
    ///
    /// # Errors
    /// Every field's reason at once; [`AccessRefusal::MissingRole`] for what needs another role.
    pub fn edit(&self, scope: &Scoped<ManageLicenses>, user: &User) -> Result<UserEdit, Refused> {
        let mut refused = Refused::default();
        let profile = if scope.may(Permission::ManageUsers) {
            refused.take_all(self.profile(&scope.customer, !self.license.is_empty()))
        } else {
            refused.take_all(self.same_profile(user));
            None
        };
        let roles = if scope.may(Permission::GrantRoles) {
            refused.take_all(self.roles(&user.permissions))
        } else {
            refused.take_all(self.same_roles(&user.permissions));
            None
        };
        let licenses = refused.take_all(self.licenses());
        let sign_in_allowed = match self.sign_in.as_str() {
            "" => None,
            "allowed" => Some(true),
            "blocked" => Some(false),
            _ => refused.take("sign_in", Err(Refusal::Input(InputRefusal::Choose))),
        };
        let to_block = Permission::ResetPasswords.on(user.permissions.level());
        if sign_in_allowed.is_some_and(|allowed| allowed != user.sign_in.allowed) && !scope.may(to_block) {
            refused.0.push(("sign_in".to_owned(), missing(to_block)));
        }
        let edit = UserEdit { profile, roles, licenses, sign_in_allowed };
        if refused.is_empty() { Ok(edit) } else { Err(refused) }
    }

    /// Refuses each field that was sent otherwise than `user` has it. Fields that cannot be changed are not sent;
    /// an empty one counts where the whole form was.
    fn same_profile(&self, user: &User) -> Result<(), Refused> {
        let now = Self::of(user);
        let is_whole = !self.display_name.is_empty() && !self.user_name.is_empty();
        let differs = |(_, typed, now): &(&str, &String, &String)| {
            typed.trim() != now.as_str() && (is_whole || !typed.is_empty())
        };
        let fields = self.profile_fields().into_iter().zip(now.profile_fields());
        let others = fields.map(|((name, typed), (_, now))| (name, typed, now)).filter(differs);
        let refused: Vec<(String, Refusal)> =
            others.map(|(name, ..)| (name.to_owned(), missing(Permission::ManageUsers))).collect();
        if refused.is_empty() { Ok(()) } else { Err(Refused(refused)) }
    }

    fn profile_fields(&self) -> Vec<(&'static str, &String)> {
        vec![
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("display_name", &self.display_name),
            ("user_name", &self.user_name),
            ("domain", &self.domain),
            ("location", &self.location),
        ]
        .into_iter()
        .chain(self.contact().map(|(field, value)| (field.name(), value)))
        .collect()
    }

    /// Refuses other roles than `before`, if any were sent.
    fn same_roles(&self, before: &Permissions) -> Result<(), Refused> {
        if self.permissions.is_empty() && self.role.is_empty() {
            return Ok(());
        }
        let choice = RoleChoice::parse(&self.permissions, &self.role).and_then(|choice| choice.over(before));
        if choice.as_ref() == Ok(before) {
            return Ok(());
        }
        Err(Refused::one("permissions", missing(Permission::GrantRoles)))
    }

    pub(super) fn profile(&self, customer: &Customer, needs_location: bool) -> Result<Profile, Refused> {
        let contact: Vec<(ContactField, &str)> = self.contact().map(|(field, value)| (field, value.as_str())).collect();
        let raw = RawProfile {
            first_name: &self.first_name,
            last_name: &self.last_name,
            display_name: &self.display_name,
            user_name: &self.user_name,
            domain: &self.domain,
            location: &self.location,
            contact: &contact,
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
        let names = vec![
            ("first_name", self.first_name.clone()),
            ("last_name", self.last_name.clone()),
            ("display_name", self.display_name.clone()),
            ("user_name", format!("{}@{}", self.user_name.trim(), self.domain.trim())),
            ("location", self.location.clone()),
        ];
        names.into_iter().chain(self.contact().map(|(field, value)| (field.name(), value.clone()))).collect()
    }

    pub fn is_level(&self, level: &Level) -> bool {
        self.permissions == level.name()
    }

    pub fn has_role(&self, name: &str) -> bool {
        self.role.iter().any(|role| role == name)
    }
}
