//! Manage licenses of one user: the question, and what became of it.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use askama::Template;
use serde::Deserialize;

use super::error::{Problem, Result};
use super::form::{Fields, Form};
use super::page::{Reasons, Section, Shell, see_other, see_other_saying};
use super::paths;
use super::users::{ProductRow, UserFields, product_rows};
use super::visit::{ManageLicenses, Scoped, SeeCustomers, id};
use crate::actions::licenses::{self as action, Changed, LicensesForm, Outcome, Shelf};
use crate::actions::{self, users};
use crate::domain::id::UserId;
use crate::domain::permission::Permission;
use crate::domain::refusal::{Message, Refused};
use crate::domain::user::User;

#[derive(Template)]
#[template(path = "license_assignments/new.html")]
struct Question {
    shell: Shell,
    reasons: Reasons,
    user: User,
    user_path: String,
    /// Asked for only where the user has none.
    location: Option<String>,
    products: Vec<ProductRow>,
    /// Where a first product is bought, for those who may.
    buy: Option<String>,
    action: String,
    cancel: String,
}

impl Question {
    fn holds(&self, product: &ProductRow) -> bool {
        self.user.licenses.iter().any(|license| license.sku == product.sku)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    user: String,
}

/// GET /customers/{customer}/license-assignments/new
pub async fn new(scope: Scoped<ManageLicenses>, wanted: Query<Wanted>) -> Result {
    let user = users::find(&scope.actor(), scope.customer.id, id::<UserId>(&wanted.user)?).await?;
    let typed = UserFields::of(&user).licenses();
    let location = scope.customer.account.default_location.clone().unwrap_or_default();
    render(&scope, user, &typed, location, &Refused::default(), StatusCode::OK).await
}

async fn render(
    scope: &Scoped<ManageLicenses>,
    user: User,
    typed: &LicensesForm,
    location: String,
    refused: &Refused,
    status: StatusCode,
) -> Result {
    let customer = &scope.customer;
    let shelf = Shelf::of(scope.app.db.read(), customer.id).await?;
    let reasons = Reasons::new(&scope.words, refused);
    let here = paths::manage_licenses(customer.id, user.id);
    let page = Question {
        shell: Shell::at(scope, customer, Section::Users),
        buy: scope.may(Permission::BuySubscriptions).then(|| format!("{}/new", paths::subscriptions(customer.id))),
        products: product_rows(scope, customer.id, &shelf, &user.licenses, typed, &reasons, &here),
        reasons,
        user_path: paths::user(customer.id, user.id),
        location: user.profile.location.is_none().then_some(location),
        user,
        action: format!("{}/license-assignments", paths::customer(customer.id)),
        cancel: paths::users(customer.id),
    };
    page.shell.render(status, &page)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AssignmentFields {
    user: String,
    license: Vec<String>,
    plans_of: Vec<String>,
    plan: Vec<String>,
    location: String,
}

impl Fields for AssignmentFields {}

/// POST /customers/{customer}/license-assignments
pub async fn create(scope: Scoped<ManageLicenses>, form: Form<AssignmentFields>) -> Result {
    let Form { fields, sent } = form;
    let customer = &scope.customer;
    let user = id::<UserId>(&fields.user)?;
    let typed = LicensesForm { licenses: fields.license, plans_of: fields.plans_of, plans: fields.plan };
    match action::change_for_user(&scope.actor(), customer, user, &typed, &fields.location, &sent).await {
        Ok(Changed::Event(event)) => Ok(see_other(&paths::license_change(customer.id, event))),
        Ok(Changed::Nothing) => {
            let message = Message::new("flash-nothing-changed");
            Ok(see_other_saying(&scope, &paths::manage_licenses(customer.id, user), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            let user = users::find(&scope.actor(), customer.id, user).await?;
            render(&scope, user, &typed, fields.location, &refused, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "license_assignments/show.html")]
struct Updated {
    shell: Shell,
    outcome: Outcome,
    user_path: String,
    users_path: String,
}

impl Updated {
    fn added(&self) -> Vec<&String> {
        self.outcome.after.iter().filter(|one| !self.outcome.before.contains(one)).collect()
    }

    fn removed(&self) -> Vec<&String> {
        self.outcome.before.iter().filter(|one| !self.outcome.after.contains(one)).collect()
    }
}

/// GET /customers/{customer}/license-changes/{event}
pub async fn show(scope: Scoped<SeeCustomers>, path: Path<(String, String)>) -> Result {
    let event = path.1.parse().map_err(|_| Problem::NotFound)?;
    let customer = scope.customer.id;
    let outcome = action::outcome(&scope.actor(), customer, event).await?;
    let page = Updated {
        shell: Shell::at(&scope, &scope.customer, Section::Users),
        user_path: paths::user(customer, outcome.user),
        users_path: paths::users(customer),
        outcome,
    };
    page.shell.render(StatusCode::OK, &page)
}
