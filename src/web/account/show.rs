//! What a customer's user sees of the own account: who one is here, what one may do, and what one can use.

use actix_web::http::StatusCode;
use askama::Template;

use super::{Own, name, told};
use crate::actions::account as action;
use crate::domain::directory_role::{LIMITED, Level, Permissions};
use crate::domain::user::License;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::request_context::SignedIn;

/// One license, with the service plans that it consists of.
struct Held {
    label: String,
    on: Vec<String>,
    off: Vec<String>,
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    shell: Shell,
    own_name: Option<String>,
    display_name: String,
    user_name: String,
    company: String,
    level: Level,
    /// Of a limited administrator: the roles that have a name here, and how many others.
    roles: Vec<&'static str>,
    others: i64,
    licenses: Vec<Held>,
}

/// GET /account
pub async fn show(visit: Own<SignedIn>) -> Result {
    let shown = action::show(&visit.actor()).await.map_err(told)?;
    let mut licenses: Vec<Held> = shown.user.licenses.iter().map(|license| held(&shown, license)).collect();
    licenses.sort_by(|one, other| one.label.cmp(&other.label));
    let (roles, others) = named(&shown.user.permissions);
    let profile = &shown.user.profile;
    let page = Page {
        shell: Shell::new(&visit, Section::None),
        own_name: name(&visit),
        display_name: profile.display_name.clone(),
        user_name: profile.user_name.to_string(),
        level: shown.user.permissions.level(),
        roles,
        others,
        licenses,
        company: shown.company,
    };
    page.shell.render(StatusCode::OK, &page)
}

fn held(shown: &action::Shown, license: &License) -> Held {
    let plans = shown.products.plans_of(license.sku);
    let (off, on): (Vec<_>, Vec<_>) = plans.iter().partition(|plan| license.disabled_plans.contains(&plan.id));
    let names = |plans: Vec<&crate::domain::product::ServicePlan>| plans.iter().map(|plan| plan.name.clone()).collect();
    Held { label: shown.products.label(license.sku), on: names(on), off: names(off) }
}

/// The roles of a limited administrator. A global one has them all.
fn named(permissions: &Permissions) -> (Vec<&'static str>, i64) {
    if permissions.level() != Level::LimitedAdministrator {
        return (Vec::new(), 0);
    }
    let named: Vec<&'static str> =
        LIMITED.iter().filter(|(id, _)| permissions.has(*id)).map(|(_, name)| *name).collect();
    let others = permissions.0.len() - named.len();
    (named, i64::try_from(others).unwrap_or_default())
}
