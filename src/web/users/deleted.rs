//! The list of deleted users: how long each can be restored, with what, and what stands in the way.

use std::collections::{BTreeSet, HashMap};

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;

use super::frame::{Frame, List, Tab, own_selection};
use crate::actions::licenses::{self, Owned};
use crate::actions::users::{self as action, Part, Row};
use crate::domain::id::{SkuId, UserId};
use crate::domain::licensing::{Blocker, Item};
use crate::domain::listing::Position;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refusal;
use crate::domain::restoration::{Fate, Names};
use crate::domain::user::{LAST_DAYS, days_left, restorable_until};
use crate::domain::user_name::UserName;
use crate::web::csv_file;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Scoped, SeeCustomers};
use crate::words::Words;

/// Rows read at a time for the file.
const CHUNK: u64 = 500;

/// A license to restore.
struct License {
    product: String,
    /// Why it would not come back now: a key of the catalog.
    obstacle: Option<&'static str>,
}

/// One deleted user, as the list shows it.
struct DeletedRow {
    id: UserId,
    display_name: String,
    user_name: String,
    /// Why the user name cannot come back: a key of the catalog.
    clash: Option<&'static str>,
    deleted: String,
    by: String,
    left: i64,
    until: String,
    licenses: Vec<License>,
    restore: String,
    purge: String,
    is_chosen: bool,
}

impl DeletedRow {
    fn is_last_call(&self) -> bool {
        self.left <= LAST_DAYS
    }
}

#[derive(Template)]
#[template(path = "users/deleted.html")]
struct Page {
    shell: Shell,
    frame: Frame,
    rows: Vec<DeletedRow>,
    all_users: i64,
    may_restore: bool,
    may_purge: bool,
}

/// What the rows are judged by: the customer's seats and names as they are now.
struct Judge {
    products: HashMap<SkuId, (String, Item)>,
    names: Names,
}

impl Judge {
    fn new(scope: &Scoped<SeeCustomers>, owned: &[Owned]) -> Self {
        let products = owned.iter().map(|one| {
            let item = Item { pool: one.pool, assignable: one.product.assignable, plans: Vec::new() };
            (one.product.sku, (one.product.label(), item))
        });
        let names = Names { domains: scope.customer.account.domains.clone(), taken: BTreeSet::new() };
        Self { products: products.collect(), names }
    }

    /// Looks which of the rows' user names somebody else has. One statement.
    async fn look(&mut self, scope: &Scoped<SeeCustomers>, rows: &[Row]) -> Result<()> {
        self.names.taken = action::names_taken(&scope.actor(), scope.customer.id, rows).await?;
        Ok(())
    }

    fn clash(&self, row: &Row) -> Option<&'static str> {
        match self.names.refuse(&UserName::parse(&row.user_name).ok()?)? {
            Fate::DomainGone => Some("clash-domain-gone"),
            Fate::NameTaken => Some("clash-name-taken"),
            Fate::Back { .. } => None,
        }
    }

    fn licenses(&self, skus: impl IntoIterator<Item = SkuId>) -> Vec<License> {
        let license = |sku: SkuId| {
            let known = self.products.get(&sku);
            let obstacle = Item::refuses(known.map(|(_, item)| item)).map(|why| match why {
                Blocker::NoSeats => "license-no-seats",
                Blocker::PoolNotUsable => "license-suspended",
                _ => "license-not-usable",
            });
            License { product: known.map_or_else(|| sku.to_string(), |(name, _)| name.clone()), obstacle }
        };
        let mut licenses: Vec<License> = skus.into_iter().map(license).collect();
        licenses.sort_by(|one, other| one.product.cmp(&other.product));
        licenses
    }
}

/// Who deleted a user.
fn by(w: &Words, row: &Row) -> String {
    row.deleted_by_name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| w.t("deleted-by-program"))
}

/// GET /customers/{customer}/users/deleted
pub async fn deleted(scope: Scoped<SeeCustomers>, list: Query<List>) -> Result {
    let list = List { tab: Tab::Deleted, ..list.into_inner() };
    render(&scope, list, StatusCode::OK, None).await
}

/// The list's page, with something on top that could not be done.
pub(super) async fn render(
    scope: &Scoped<SeeCustomers>,
    list: List,
    status: StatusCode,
    refusal: Option<Refusal>,
) -> Result {
    let (customer, w) = (&scope.customer, &scope.words);
    let (sort, position, size) = list.place()?;
    let listed = action::list(&scope.actor(), customer.id, &list.wanted(scope.now)?, sort, &position, size).await?;
    let owned = licenses::owned(&scope.actor(), customer.id).await?;
    let mut judge = Judge::new(scope, &owned);
    judge.look(scope, &listed.page.rows).await?;
    let back = List { show: String::new(), ..list.clone() }.address(&list.tab.path(customer.id));
    let (frame, ticked) = Frame::of(scope, list, &listed, refusal.as_ref()).await?;
    let rows = listed.page.rows.iter().filter_map(|row| {
        let (id, at) = (UserId(row.id), row.deleted_at?);
        let about = |path: String| paths::with(&path, &[("user", &id.to_string()), ("return", &back)]);
        Some(DeletedRow {
            id,
            display_name: row.display_name.clone(),
            user_name: row.user_name.clone(),
            clash: judge.clash(row),
            deleted: w.time(&at),
            by: by(w, row),
            left: days_left(at, scope.now),
            until: w.time(&restorable_until(at)),
            licenses: judge.licenses(listed.licenses.get(&id).into_iter().flatten().copied()),
            restore: about(paths::new_restoration(customer.id)),
            purge: about(paths::new_purge(customer.id)),
            is_chosen: ticked.contains(&id),
        })
    });
    let page = Page {
        rows: rows.collect(),
        all_users: customer.deleted_users,
        may_restore: scope.may(Permission::ManageUsers),
        may_purge: scope.may(Permission::PurgeUsers),
        shell: Shell::at(scope, customer, Section::Users),
        frame,
    };
    page.shell.render(status, &page)
}

const HEAD: [&str; 8] = [
    "column-display-name",
    "column-user-name",
    "column-deleted-on",
    "column-deleted-by",
    "column-days-left",
    "column-restorable-until",
    "column-licenses-to-restore",
    "column-obstacles",
];

/// GET /customers/{customer}/users/deleted.csv
pub async fn export(scope: Scoped<SeeCustomers>, list: Query<List>) -> Result {
    let list = List { tab: Tab::Deleted, ..list.into_inner() };
    let wanted = list.wanted(scope.now)?;
    own_selection(&scope, &list).await?;
    let (sort, _, _) = list.place()?;
    let owned = licenses::owned(&scope.actor(), scope.customer.id).await?;
    let name = format!("{} deleted users.csv", scope.customer.account.company_name);
    let mut judge = Judge::new(&scope, &owned);
    let lines = async_stream::try_stream! {
        let (words, customer) = (scope.words, scope.customer.id);
        yield csv_file::line(&words, &HEAD.map(|key| words.t(key)));
        let mut position = Position::First;
        loop {
            let by = scope.actor();
            let Part { page, licenses: held } = action::part(&by, customer, &wanted, sort, &position, CHUNK).await?;
            judge.names.taken = action::names_taken(&by, customer, &page.rows).await?;
            for row in &page.rows {
                let licenses = judge.licenses(held.get(&UserId(row.id)).into_iter().flatten().copied());
                yield csv_file::line(&words, &cells(&words, &judge, row, &licenses, scope.now));
            }
            match page.rows.last() {
                Some(row) if page.has_next => position = Position::After(row.place(sort)),
                _ => break,
            }
        }
    };
    Ok(csv_file::download(&name, lines))
}

fn cells(words: &Words, judge: &Judge, row: &Row, licenses: &[License], now: crate::domain::Moment) -> [String; 8] {
    let at = row.deleted_at.unwrap_or(row.created_at);
    let time = |at: crate::domain::Moment| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let products: Vec<&str> = licenses.iter().map(|license| license.product.as_str()).collect();
    let lacking =
        licenses.iter().filter_map(|license| Some(format!("{}: {}", license.product, words.t(license.obstacle?))));
    let obstacles: Vec<String> = judge.clash(row).map(|key| words.t(key)).into_iter().chain(lacking).collect();
    [
        row.display_name.clone(),
        row.user_name.clone(),
        time(at),
        by(words, row),
        days_left(at, now).to_string(),
        time(restorable_until(at)),
        products.join("; "),
        obstacles.join("; "),
    ]
}
