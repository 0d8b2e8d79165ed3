//! The list of active users: search, filter, sort, pages, and who is chosen.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;

use super::choices::{Head, SelectOption, heads, location_filter, plain_filters, product_filters};
use super::frame::{Frame, List};
use crate::actions::licenses::{self, Owned};
use crate::actions::users::{self as action, Row};
use crate::domain::contact::Contact;
use crate::domain::directory_role::Level;
use crate::domain::id::{SkuId, UserId};
use crate::domain::listing::{ListColumn, OwnColumn, UserFilter};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refusal;
use crate::web::error::Result;
use crate::web::license_words;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Scoped, SeeCustomers};
use crate::words::Words;

/// A license of somebody's, and in a word what is wrong with its seats: a key of the catalog.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    is_fine: bool,
    label: String,
    problem: Option<&'static str>,
}

impl Held {
    fn of(owned: &Owned) -> Self {
        let is_over = owned.pool.consumed > owned.pool.total();
        let problem = license_words::unusable(&owned.pool).or(is_over.then_some("license-over"));
        Self { is_fine: problem.is_none(), label: owned.product.label(), problem }
    }
}

/// One user, as the list shows it.
struct UserRow {
    id: UserId,
    path: String,
    display_name: String,
    user_name: String,
    licenses: Vec<Held>,
    level: Level,
    location: String,
    allowed: bool,
    has_signed_in: bool,
    created: String,
    is_chosen: bool,
    /// In the order of the columns that this person has chosen.
    further: Vec<String>,
}

#[derive(Template)]
#[template(path = "users/index.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    new_user: String,
    new_upload: String,
    rows: Vec<UserRow>,
    all_users: i64,
    deleted_users: i64,
    unlicensed: i64,
    filters: Vec<SelectOption>,
    products: Vec<SelectOption>,
    locations: Vec<SelectOption>,
    heads: [Head; 3],
    further: Vec<String>,
    columns: String,
    may_manage_users: bool,
    may_manage_licenses: bool,
    may_reset: bool,
    /// Whether those shown are users whom their first passwords may not have reached.
    offers_reissue: bool,
}

impl Page {
    fn length<T>(&self, items: &[T]) -> i64 {
        i64::try_from(items.len()).unwrap_or_default()
    }
}

/// What stands in a column beyond those that everybody sees.
fn further(w: &Words, column: ListColumn, row: &Row, contact: Option<&Contact>) -> String {
    match column {
        ListColumn::Own(OwnColumn::LastSignIn) => row.last_sign_in_at.map(|at| w.time(&at)).unwrap_or_default(),
        ListColumn::Own(OwnColumn::ObjectId) => row.id.to_string(),
        ListColumn::Contact(field) => contact.and_then(|contact| contact.get(field)).unwrap_or_default().to_owned(),
    }
}

/// GET /customers/{customer}/users
pub async fn index(scope: Scoped<SeeCustomers>, list: Query<List>) -> Result {
    render(&scope, list.into_inner(), StatusCode::OK, None).await
}

/// The list's page, with something on top that could not be done.
pub(super) async fn render(
    scope: &Scoped<SeeCustomers>,
    list: List,
    status: StatusCode,
    refusal: Option<Refusal>,
) -> Result {
    let by = scope.actor();
    let customer = &scope.customer;
    let (sort, position, size) = list.place()?;
    let wanted = list.wanted(scope.now)?;
    let listed = action::list(&by, customer.id, &wanted, sort, &position, size).await?;
    let owned = licenses::owned(&by, customer.id).await?;
    let codes = action::locations(&by, customer.id).await?;
    let users = paths::users(customer.id);
    let here = List { show: String::new(), ..list.clone() }.address(&users);
    // The plain list is where the way back leads anyhow.
    let back = if here == users { String::new() } else { here.clone() };
    let (frame, ticked) = Frame::of(scope, list, &listed, refusal.as_ref()).await?;
    let chosen = scope.principal.staff().map(|staff| staff.list_columns.clone()).unwrap_or_default();
    let mut contacts = HashMap::new();
    if chosen.iter().any(|column| matches!(column, ListColumn::Contact(_))) {
        let ids: Vec<UserId> = listed.page.rows.iter().map(|row| UserId(row.id)).collect();
        contacts = action::contacts(&by, customer.id, &ids).await?;
    }
    let names: HashMap<SkuId, Held> = owned.iter().map(|owned| (owned.product.sku, Held::of(owned))).collect();
    let w = &scope.words;
    let rows = listed.page.rows.iter().map(|row| {
        let id = UserId(row.id);
        let held = listed.licenses.get(&id).into_iter().flatten();
        let mut licenses: Vec<Held> = held.filter_map(|sku| names.get(sku).cloned()).collect();
        // What is wrong comes first: it must be seen.
        licenses.sort();
        UserRow {
            id,
            path: paths::with(&paths::user(customer.id, id), &[("return", &back)]),
            display_name: row.display_name.clone(),
            user_name: row.user_name.clone(),
            licenses,
            level: Level::from_number(row.role_level),
            location: row.location.as_deref().map(|code| w.country(code)).unwrap_or_default(),
            allowed: row.sign_in_allowed,
            has_signed_in: row.last_sign_in_at.is_some(),
            created: w.day(&row.created_at),
            is_chosen: ticked.contains(&id),
            further: chosen.iter().map(|column| further(w, *column, row, contacts.get(&id))).collect(),
        }
    });
    let page = Page {
        new_user: paths::new_user(customer.id),
        new_upload: paths::new_upload(customer.id),
        rows: rows.collect(),
        all_users: customer.active_users,
        deleted_users: customer.deleted_users,
        unlicensed: customer.unlicensed_users,
        filters: plain_filters(scope),
        products: product_filters(scope, &owned, &wanted.filter),
        locations: codes.iter().map(|code| location_filter(scope, code)).collect(),
        heads: heads(scope, sort),
        further: chosen.iter().map(|column| w.t(format!("field-{}", column.name().replace('_', "-")))).collect(),
        columns: paths::columns_of(&here),
        may_manage_users: scope.may(Permission::ManageUsers),
        may_manage_licenses: scope.may(Permission::ManageLicenses),
        may_reset: scope.may(Permission::ResetPasswords),
        offers_reissue: scope.may(Permission::ResetPasswords) && wanted.filter == UserFilter::NeverSignedIn,
        shell: Shell::at(scope, customer, Section::Users),
        frame,
    };
    page.shell.render(status, &page)
}
