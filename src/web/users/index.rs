//! The list of active users: search, filter, sort, pages, and who is chosen.

use std::collections::{BTreeSet, HashMap};

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::choices::{Choice, Head, heads, location_filter, plain_filters, product_filters, sizes};
use crate::actions::users as action;
use crate::domain::directory_role::Level;
use crate::domain::id::{SelectionId, SkuId, UserId};
use crate::domain::listing::{COUNT_LIMIT, Count, Position, UserFilter, UserSort, page_size};
use crate::domain::permission::Permission;
use crate::domain::refusal::Refusal;
use crate::store;
use crate::store::users::Wanted;
use crate::web::error::{Problem, Result};
use crate::web::html::{Html, sentence};
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::visit::{Scoped, SeeCustomers};

/// The list's address, as it stands in the browser.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct List {
    pub search: String,
    pub filter: String,
    pub sort: String,
    pub size: String,
    pub after: String,
    pub before: String,
    pub selection: String,
    /// `selected`: only who is chosen.
    pub show: String,
}

impl List {
    /// Which users the address asks for.
    ///
    /// # Errors
    /// A bad address for an unknown filter or selection.
    pub fn wanted(&self) -> Result<Wanted> {
        let selection = match self.show.as_str() {
            "" => None,
            // Selected users of no selection are nobody, not everybody.
            "selected" => Some(self.selection.parse().unwrap_or(SelectionId(uuid::Uuid::nil()))),
            _ => return Err(Problem::BadAddress.into()),
        };
        Ok(Wanted { search: self.search.clone(), filter: UserFilter::parse(&self.filter)?, selection })
    }

    /// This list's address at a customer.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        paths::with(
            path,
            &[
                ("search", &self.search),
                ("filter", &self.filter),
                ("sort", &self.sort),
                ("size", &self.size),
                ("after", &self.after),
                ("before", &self.before),
                ("selection", &self.selection),
                ("show", &self.show),
            ],
        )
    }
}

/// One user, as the list shows it.
struct UserRow {
    id: UserId,
    path: String,
    display_name: String,
    user_name: String,
    licenses: Vec<String>,
    level: Level,
    location: String,
    allowed: bool,
    has_signed_in: bool,
    created: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "users/index.html")]
struct Page {
    shell: Shell,
    alert: Option<Html>,
    list: List,
    action: String,
    new_user: String,
    export: String,
    rows: Vec<UserRow>,
    shown: String,
    count: Count,
    all_users: i64,
    unlicensed: i64,
    chosen: i64,
    filters: Vec<Choice>,
    products: Vec<Choice>,
    locations: Vec<Choice>,
    sizes: [u64; 4],
    size: u64,
    heads: [Head; 3],
    first: bool,
    last: bool,
    previous_place: String,
    next_place: String,
    may_manage_users: bool,
    may_manage_licenses: bool,
    may_reset: bool,
    job: Option<String>,
    open_sheet: Option<String>,
}

impl Page {
    fn shows_selection(&self) -> bool {
        self.list.show == "selected"
    }

    fn is_narrowed(&self) -> bool {
        !self.list.search.is_empty() || !self.list.filter.is_empty() || self.shows_selection()
    }

    /// The list without search and filter.
    fn first_page(&self) -> String {
        let path = self.shell.customer.as_ref().map(|panel| panel.users.clone()).unwrap_or_default();
        List { selection: self.list.selection.clone(), ..List::default() }.address(&path)
    }

    fn length<T>(&self, items: &[T]) -> i64 {
        i64::try_from(items.len()).unwrap_or_default()
    }

    /// *Select all N that match*, where they are more than the head's box takes and not all chosen.
    fn offers_all(&self) -> bool {
        let here = self.length(&self.rows);
        !self.shows_selection() && self.count.0 > self.chosen && self.count.0 > here
    }

    /// How many search and filter find.
    fn found(&self) -> String {
        let w = &self.shell.w;
        if self.count.is_exact() {
            w.count("users-found", self.count.0)
        } else {
            w.named("users-found-many", self.counted())
        }
    }

    fn counted(&self) -> String {
        let w = &self.shell.w;
        if self.count.is_exact() { w.number(self.count.0) } else { format!("{}+", w.number(COUNT_LIMIT)) }
    }
}

/// GET /customers/{customer}/users
pub async fn index(scope: Scoped<SeeCustomers>, list: Query<List>) -> Result {
    render(&scope, list.into_inner(), StatusCode::OK, None).await
}

/// The list's page, with something on top that could not be done.
pub async fn render(scope: &Scoped<SeeCustomers>, list: List, status: StatusCode, refusal: Option<Refusal>) -> Result {
    let by = scope.actor();
    let db = scope.app.db.read();
    let customer = &scope.customer;
    let (sort, size) = (UserSort::parse(&list.sort)?, page_size(&list.size)?);
    let position = Position::parse(&list.after, &list.before)?;
    sort.check(&position)?;
    let listed = action::list(&by, customer.id, &list.wanted()?, sort, &position, size).await?;
    let owned = store::licenses::owned(db, customer.id).await?;
    let codes = store::users::locations(db, customer.id).await?;
    let ids: Vec<UserId> = listed.page.rows.iter().map(|row| UserId(row.id)).collect();
    let (chosen, ticked) = chosen(scope, &list, &ids).await?;
    let sheet = crate::actions::sheets::open_sheet(&by, customer.id).await?;
    let job = crate::actions::jobs::under_way(&by, customer.id).await?;
    let names: HashMap<SkuId, String> = owned.iter().map(|owned| (owned.product.sku, owned.product.label())).collect();
    let w = &scope.words;
    let rows = listed.page.rows.iter().map(|row| {
        let id = UserId(row.id);
        let held = listed.licenses.get(&id).into_iter().flatten();
        let mut licenses: Vec<String> = held.filter_map(|sku| names.get(sku).cloned()).collect();
        licenses.sort();
        UserRow {
            id,
            path: paths::user(customer.id, id),
            display_name: row.display_name.clone(),
            user_name: row.user_name.clone(),
            licenses,
            level: Level::from_number(row.role_level),
            location: row.location.as_deref().map(|code| w.country(code)).unwrap_or_default(),
            allowed: row.sign_in_allowed,
            has_signed_in: row.last_sign_in_at.is_some(),
            created: w.day(&row.created_at),
            is_chosen: ticked.contains(&id),
        }
    });
    let place = |row: Option<&store::users::Row>| row.map(|row| row.place(sort).to_string()).unwrap_or_default();
    let page = Page {
        alert: refusal.map(|refusal| sentence(w, &refusal.message())),
        action: format!("{}/selections", paths::customer(customer.id)),
        new_user: paths::new_user(customer.id),
        export: List { after: String::new(), before: String::new(), ..list.clone() }
            .address(&format!("{}.csv", paths::users(customer.id))),
        rows: rows.collect(),
        shown: ids.iter().map(|id| id.0.simple().to_string()).collect::<Vec<_>>().join(","),
        count: listed.count,
        all_users: customer.active_users,
        unlicensed: customer.unlicensed_users,
        chosen,
        filters: plain_filters(scope),
        products: product_filters(scope, &owned),
        locations: codes.iter().map(|code| location_filter(scope, code)).collect(),
        sizes: sizes(),
        size,
        heads: heads(scope, sort),
        first: !listed.page.has_previous,
        last: !listed.page.has_next,
        previous_place: place(listed.page.rows.first()),
        next_place: place(listed.page.rows.last()),
        may_manage_users: scope.may(Permission::ManageUsers),
        may_manage_licenses: scope.may(Permission::ManageLicenses),
        may_reset: scope.may(Permission::ResetPasswords),
        job: job.map(|job| paths::job(customer.id, job.id)),
        open_sheet: sheet.map(|sheet| paths::sheet(customer.id, sheet.id)),
        shell: Shell::at(scope, customer, Section::Users),
        list,
    };
    page.shell.render(status, &page)
}

/// The selection that the address names, if it is this person's and has not expired.
///
/// # Errors
/// A bad address for what is no id; not found when only its users are asked for and it is gone.
pub(super) async fn own_selection(scope: &Scoped<SeeCustomers>, list: &List) -> Result<Option<SelectionId>> {
    let Ok(selection) = list.selection.parse::<SelectionId>() else {
        return if list.selection.is_empty() { Ok(None) } else { Err(Problem::BadAddress.into()) };
    };
    let db = scope.app.db.read();
    match store::selections::find(db, scope.customer.id, scope.staff.id, selection, scope.now).await? {
        Some(_) => Ok(Some(selection)),
        None if list.show.is_empty() => Ok(None),
        None => Err(Problem::NotFound.into()),
    }
}

/// How many users are chosen, and which of those on the page.
async fn chosen(scope: &Scoped<SeeCustomers>, list: &List, ids: &[UserId]) -> Result<(i64, BTreeSet<UserId>)> {
    let Some(selection) = own_selection(scope, list).await? else { return Ok((0, BTreeSet::new())) };
    let (db, customer) = (scope.app.db.read(), scope.customer.id);
    let count = store::selections::count(db, customer, selection).await?;
    Ok((count, store::selections::chosen(db, customer, selection, ids).await?))
}
