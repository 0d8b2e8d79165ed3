//! Add user, and add another one.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::fields::{ProductRow, UserFields, product_rows, without};
use crate::actions::licenses::{self, CustomerProducts};
use crate::actions::users as action;
use crate::actions::{self};
use crate::domain::directory_role::{LIMITED, Level};
use crate::domain::id::SheetId;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;
use crate::web::error::{Result, on_form, status};
use crate::web::form::Form;
use crate::web::page::{Reasons, Section, Shell, see_other};
use crate::web::paths;
use crate::web::request_context::{ManageUsers, Scoped};

#[derive(Template)]
#[template(path = "users/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: UserFields,
    domains: Vec<String>,
    levels: [Level; 3],
    limited: [(crate::domain::id::RoleId, &'static str); 4],
    products: Vec<ProductRow>,
    /// Where a first product is bought, for those who may.
    buy: Option<String>,
    without: String,
    action: String,
    cancel: String,
    may_grant: bool,
    may_edit: bool,
    may_license: bool,
    has_plans: bool,
    /// The sheet on which the user before this one stands.
    sheet: Option<String>,
    on_sheet: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Before {
    sheet: String,
}

/// GET /customers/{customer}/users/new
pub async fn new(scope: Scoped<ManageUsers>, before: Query<Before>) -> Result {
    let fields = UserFields {
        location: scope.customer.account.default_location.clone().unwrap_or_default(),
        domain: scope.customer.account.domains.first().map(ToString::to_string).unwrap_or_default(),
        permissions: Level::User.name().to_owned(),
        ..UserFields::default()
    };
    render(&scope, fields, &Refused::default(), StatusCode::OK, &before.sheet).await
}

async fn render(
    scope: &Scoped<ManageUsers>,
    fields: UserFields,
    refused: &Refused,
    status: StatusCode,
    sheet: &str,
) -> Result {
    let (by, id) = (scope.actor(), scope.customer.id);
    let shelf = CustomerProducts { owned: licenses::owned(&by, id).await?, ..CustomerProducts::default() };
    let reasons = Reasons::new(&scope.words, refused);
    let open = match sheet.parse::<SheetId>() {
        Ok(_) => actions::sheets::open_sheet(&by, id).await?,
        Err(_) => None,
    };
    let on_sheet = match &open {
        Some(sheet) => actions::sheets::size(&by, sheet).await?,
        None => 0,
    };
    let page = Page {
        shell: Shell::at(scope, &scope.customer, Section::Users),
        buy: scope.may(Permission::BuySubscriptions).then(|| paths::new_subscription(id)),
        products: product_rows(scope, id, &shelf, &[], &fields, &reasons, &paths::new_user(id)),
        without: without(&reasons),
        reasons,
        domains: scope.customer.account.domains.iter().map(ToString::to_string).collect(),
        levels: Level::ALL,
        limited: LIMITED,
        action: paths::users(id),
        cancel: open.as_ref().map_or_else(|| paths::users(id), |sheet| paths::sheet(id, sheet.id)),
        may_grant: scope.may(Permission::GrantRoles),
        may_edit: true,
        may_license: scope.may(Permission::ManageLicenses),
        has_plans: false,
        sheet: open.map(|sheet| paths::sheet(id, sheet.id)),
        on_sheet,
        fields,
    };
    page.shell.render(status, &page)
}

/// POST /customers/{customer}/users
pub async fn create(scope: Scoped<ManageUsers>, form: Form<UserFields>) -> Result {
    let Form { mut fields, sent } = form;
    fields.drop_unwanted();
    let customer = &scope.customer;
    let added = match fields.new_user(&scope) {
        Ok(new) => on_form(action::add(&scope.actor(), customer.id, &new, &sent).await),
        Err(refused) => Err(refused.into()),
    };
    match added {
        Ok(added) if fields.then == "another" => {
            let sheet = added.sheet.to_string();
            Ok(see_other(&paths::with(&paths::new_user(customer.id), &[("sheet", &sheet)])))
        }
        Ok(added) => Ok(see_other(&paths::sheet(customer.id, added.sheet))),
        Err(actions::Error::Refused(refused)) => render(&scope, fields, &refused, status(&refused), "").await,
        Err(other) => Err(other.into()),
    }
}
