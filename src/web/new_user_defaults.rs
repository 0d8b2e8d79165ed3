//! What a customer's new users begin with: shown with the customer's account, and changed on a page of its own.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::conflict::{ConflictNotice, shown};
use super::error::{Result, on_form, status};
use super::form::{Fields, Form};
use super::license_words;
use super::page::{Reasons, Section, Shell, see_other_saying};
use super::paths;
use super::request_context::{EditCustomers, RequestContext, Scoped};
use crate::actions::licenses::{self, CustomerProducts, Owned};
use crate::actions::new_user_defaults::{self as action, Preset, can_be_given};
use crate::actions::users::told_roles;
use crate::actions::{self, Conflict, customers};
use crate::domain::customer::Customer;
use crate::domain::directory_role::{LIMITED, Level, Permissions, RoleChoice};
use crate::domain::id::{RoleId, SkuId};
use crate::domain::location;
use crate::domain::message::Message;
use crate::domain::new_user_defaults::NewUserDefaults;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccessRefusal, InputRefusal, LicenseRefusal, Refusal, Refused};
use crate::domain::user_name_pattern::UserNamePattern;
use crate::words::Words;

/// The defaults in words.
pub struct Summary {
    pub location: String,
    pub permissions: String,
    pub licenses: String,
    pub pattern: String,
    /// Products that new users cannot get any more.
    pub gone: String,
    /// Where they are changed.
    pub path: String,
}

/// The defaults of a customer, for its account.
///
/// # Errors
/// When the database fails.
pub async fn summary(visit: &RequestContext, customer: &Customer) -> Result<Summary> {
    let (by, words) = (visit.actor(), &visit.words);
    let products = licenses::shelf(&by, customer.id).await?;
    let Preset { defaults, gone } = action::preset(&by, customer.id, &products).await?;
    let named = shown(words, "licenses", &labels(&products, &defaults.licenses));
    Ok(Summary {
        location: defaults.location.as_deref().map(|code| words.country(code)).unwrap_or_default(),
        permissions: shown(words, "permissions", &told(&defaults.roles)),
        licenses: named,
        pattern: pattern_label(words, defaults.pattern),
        gone: gone.join(", "),
        path: paths::new_user_defaults(customer.id),
    })
}

/// A pattern in words, or that there is none.
fn pattern_label(words: &Words, pattern: Option<UserNamePattern>) -> String {
    pattern
        .map_or_else(|| words.t("user-name-typed"), |pattern| words.t(format!("user-name-pattern-{}", pattern.name())))
}

/// A choice of roles as the activity log keeps it.
fn told(roles: &RoleChoice) -> String {
    told_roles(&roles.over(&Permissions::default()).unwrap_or_default())
}

fn labels(products: &CustomerProducts, skus: &BTreeSet<SkuId>) -> String {
    let mut labels: Vec<String> = skus.iter().map(|sku| products.label(*sku)).collect();
    labels.sort();
    labels.join(", ")
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DefaultsFields {
    default_location: String,
    permissions: String,
    role: Vec<String>,
    license: Vec<String>,
    user_name_pattern: String,
    version: i64,
}

impl Fields for DefaultsFields {}

impl DefaultsFields {
    fn of(defaults: &NewUserDefaults, version: i64) -> Self {
        Self {
            default_location: defaults.location.clone().unwrap_or_default(),
            permissions: defaults.roles.level().name().to_owned(),
            role: defaults.roles.limited_names().map(str::to_owned).collect(),
            license: defaults.licenses.iter().map(ToString::to_string).collect(),
            user_name_pattern: defaults.pattern.map(UserNamePattern::name).unwrap_or_default().to_owned(),
            version,
        }
    }

    /// What was chosen; every field's reason at once. Who may not grant roles leaves them as they are `now`.
    fn parse(&self, may_grant: bool, now: &NewUserDefaults) -> std::result::Result<NewUserDefaults, Refused> {
        let mut refused = Refused::default();
        let location = refused.take("default_location", location::parse(&self.default_location));
        let roles = refused.take("permissions", self.roles(may_grant, now));
        let licenses: Option<BTreeSet<SkuId>> = self.license.iter().map(|sku| sku.parse().ok()).collect();
        let licenses = refused.take("licenses", licenses.ok_or(Refusal::License(LicenseRefusal::ProductNotOwned)));
        let pattern = refused.take("user_name_pattern", self.pattern());
        let read =
            || Some(NewUserDefaults { location: location?, roles: roles?, licenses: licenses?, pattern: pattern? });
        read().ok_or(refused)
    }

    fn roles(&self, may_grant: bool, now: &NewUserDefaults) -> std::result::Result<RoleChoice, Refusal> {
        if !may_grant && self.permissions.is_empty() && self.role.is_empty() {
            return Ok(now.roles.clone());
        }
        let chosen = RoleChoice::parse(&self.permissions, &self.role)?;
        chosen.over(&Permissions::default())?;
        if may_grant || chosen == now.roles {
            return Ok(chosen);
        }
        Err(Refusal::Access(AccessRefusal::MissingRole { roles: Permission::GrantRoles.holder_names() }))
    }

    fn pattern(&self) -> std::result::Result<Option<UserNamePattern>, Refusal> {
        match self.user_name_pattern.as_str() {
            "" => Ok(None),
            name => UserNamePattern::from_name(name).map(Some).ok_or(Refusal::Input(InputRefusal::Choose)),
        }
    }

    /// What was chosen, by the names that events use.
    fn typed(&self, visit: &RequestContext, products: &CustomerProducts) -> Vec<(&'static str, String)> {
        let skus = self.license.iter().filter_map(|sku| sku.parse().ok()).collect();
        let mut typed = vec![
            ("default_location", self.default_location.clone()),
            ("licenses", labels(products, &skus)),
            ("user_name_pattern", self.user_name_pattern.clone()),
        ];
        if visit.may(Permission::GrantRoles) {
            typed.push(("permissions", told(&RoleChoice::parse(&self.permissions, &self.role).unwrap_or_default())));
        }
        typed
    }

    fn is_level(&self, level: &Level) -> bool {
        self.permissions == level.name()
    }

    fn has_role(&self, name: &str) -> bool {
        self.role.iter().any(|role| role == name)
    }
}

/// A product on the page. Whether it has a seat now says nothing of the users to come.
struct ProductRow {
    sku: SkuId,
    label: String,
    is_ticked: bool,
    unusable: Option<&'static str>,
    available: i64,
    total: i64,
    used: i64,
}

#[derive(Template)]
#[template(path = "new_user_defaults/form.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    conflict: Option<ConflictNotice>,
    fields: DefaultsFields,
    levels: [Level; 3],
    limited: [(RoleId, &'static str); 4],
    may_grant: bool,
    patterns: Vec<(&'static str, String)>,
    products: Vec<ProductRow>,
    gone: String,
    action: String,
    cancel: String,
}

impl Page {
    fn new(
        scope: &Scoped<EditCustomers>,
        fields: DefaultsFields,
        refused: &Refused,
        products: &CustomerProducts,
        gone: &[String],
    ) -> Self {
        let (customer, words) = (&scope.customer, &scope.words);
        let row = |owned: &Owned| ProductRow {
            sku: owned.product.sku,
            label: owned.product.label(),
            is_ticked: fields.license.contains(&owned.product.sku.to_string()),
            unusable: license_words::unusable(&owned.pool),
            available: owned.pool.available(),
            total: owned.pool.total(),
            used: owned.pool.consumed,
        };
        let offered = products.owned.iter().filter(|owned| can_be_given(products, owned.product.sku));
        Self {
            shell: Shell::at(scope, customer, Section::Account),
            reasons: Reasons::new(words, refused),
            conflict: None,
            levels: Level::ALL,
            limited: LIMITED,
            may_grant: scope.may(Permission::GrantRoles),
            patterns: UserNamePattern::ALL.map(|one| (one.name(), pattern_label(words, Some(one)))).into(),
            products: offered.map(row).collect(),
            gone: gone.join(", "),
            action: paths::new_user_defaults(customer.id),
            cancel: paths::customer(customer.id),
            fields,
        }
    }
}

/// GET /customers/{customer}/new-user-defaults
pub async fn new(scope: Scoped<EditCustomers>) -> Result {
    let (by, customer) = (scope.actor(), &scope.customer);
    let products = licenses::shelf(&by, customer.id).await?;
    let Preset { defaults, gone } = action::preset(&by, customer.id, &products).await?;
    let fields = DefaultsFields::of(&defaults, customer.version);
    let page = Page::new(&scope, fields, &Refused::default(), &products, &gone);
    page.shell.render(StatusCode::OK, &page)
}

/// POST /customers/{customer}/new-user-defaults
pub async fn create(scope: Scoped<EditCustomers>, form: Form<DefaultsFields>) -> Result {
    let Form { fields, sent } = form;
    let (by, customer) = (scope.actor(), &scope.customer);
    let products = licenses::shelf(&by, customer.id).await?;
    let Preset { defaults: now, gone } = action::preset(&by, customer.id, &products).await?;
    let saved = async {
        let wanted = fields.parse(scope.may(Permission::GrantRoles), &now)?;
        action::edit(&by, customer.id, &wanted, fields.version, &sent).await
    };
    match on_form(saved.await) {
        Ok(()) => {
            let message = Message::new("flash-new-users-saved").text("name", &customer.account.company_name);
            Ok(see_other_saying(&scope, &paths::customer(customer.id), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let page = Page::new(&scope, fields, &refused, &products, &gone);
            page.shell.render(status(&refused), &page)
        }
        Err(actions::Error::Conflict(conflict)) => show_conflict(&scope, fields, &conflict, &products, &gone).await,
        Err(other) => Err(other.into()),
    }
}

/// What was chosen stands in the form again; saving it now overwrites knowingly.
async fn show_conflict(
    scope: &Scoped<EditCustomers>,
    mut fields: DefaultsFields,
    conflict: &Conflict,
    products: &CustomerProducts,
    gone: &[String],
) -> Result {
    let told = ConflictNotice::new(&scope.words, conflict, &fields.typed(scope, products));
    fields.version = customers::find(&scope.actor(), scope.customer.id).await?.version;
    let page = Page::new(scope, fields, &Refused::default(), products, gone);
    let page = Page { conflict: Some(told), ..page };
    page.shell.render(StatusCode::CONFLICT, &page)
}
