//! The list of deleted users: how long each can be restored, with what, and what stands in the way.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;

use super::frame::{Frame, List, Tab, own_selection};
use crate::actions::restorations::{self, Prospect};
use crate::actions::users::{self as action, Part, Row};
use crate::domain::id::UserId;
use crate::domain::licensing::Blocker;
use crate::domain::listing::Position;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refusal;
use crate::domain::restoration::Fate;
use crate::domain::user::{LAST_DAYS, days_left, restorable_until};
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

/// Why the user name cannot come back: a key of the catalog.
fn clash(prospect: &Prospect) -> Option<&'static str> {
    match prospect.clash.as_ref()? {
        Fate::DomainGone => Some("clash-domain-gone"),
        Fate::NameTaken => Some("clash-name-taken"),
        Fate::Back { .. } => None,
    }
}

/// Why a license would not come back, in a few words: a key of the catalog.
fn obstacle(why: &Blocker) -> &'static str {
    match why {
        Blocker::NoSeats => "license-no-seats",
        Blocker::PoolNotUsable => "license-suspended",
        Blocker::NoLocation => "license-no-location",
        Blocker::ClosedInLocation(_) => "license-closed-in-location",
        Blocker::Excludes(..) => "license-excluded",
        Blocker::Needs(_) => "license-needs-another",
        _ => "license-not-usable",
    }
}

fn licenses(prospect: &Prospect) -> Vec<License> {
    let license = |(product, why): &(String, Option<Blocker>)| License {
        product: product.clone(),
        obstacle: why.as_ref().map(obstacle),
    };
    prospect.licenses.iter().map(license).collect()
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
    let prospects = restorations::prospects(&scope.actor(), customer, &listed.page.rows).await?;
    let nothing = Prospect::default();
    let back = List { show: String::new(), ..list.clone() }.address(&list.tab.path(customer.id));
    let (frame, ticked) = Frame::of(scope, list, &listed, refusal.as_ref()).await?;
    let rows = listed.page.rows.iter().filter_map(|row| {
        let (id, at) = (UserId(row.id), row.deleted_at?);
        let prospect = prospects.get(&id).unwrap_or(&nothing);
        let about = |path: String| paths::with(&path, &[("user", &id.to_string()), ("return", &back)]);
        Some(DeletedRow {
            id,
            display_name: row.display_name.clone(),
            user_name: row.user_name.clone(),
            clash: clash(prospect),
            deleted: w.time(&at),
            by: by(w, row),
            left: days_left(at, scope.now),
            until: w.time(&restorable_until(at)),
            licenses: licenses(prospect),
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
    let name = format!("{} deleted users.csv", scope.customer.account.company_name);
    let lines = async_stream::try_stream! {
        let (words, customer) = (&scope.words, &scope.customer);
        yield csv_file::line(words, &HEAD.map(|key| words.t(key)));
        let mut position = Position::First;
        loop {
            let by = scope.actor();
            let Part { page, .. } = action::part(&by, customer.id, &wanted, sort, &position, CHUNK).await?;
            let mut prospects = restorations::prospects(&by, customer, &page.rows).await?;
            for row in &page.rows {
                let prospect = prospects.remove(&UserId(row.id)).unwrap_or_default();
                yield csv_file::line(words, &cells(words, &prospect, row, scope.now));
            }
            match page.rows.last() {
                Some(row) if page.has_next => position = Position::After(row.place(sort)),
                _ => break,
            }
        }
    };
    Ok(csv_file::download(&name, lines))
}

fn cells(words: &Words, prospect: &Prospect, row: &Row, now: crate::domain::Moment) -> [String; 8] {
    let licenses = licenses(prospect);
    let at = row.deleted_at.unwrap_or(row.created_at);
    let products: Vec<&str> = licenses.iter().map(|license| license.product.as_str()).collect();
    let lacking =
        licenses.iter().filter_map(|license| Some(format!("{}: {}", license.product, words.t(license.obstacle?))));
    let obstacles: Vec<String> = clash(prospect).map(|key| words.t(key)).into_iter().chain(lacking).collect();
    [
        row.display_name.clone(),
        row.user_name.clone(),
        words.file_time(&at),
        by(words, row),
        days_left(at, now).to_string(),
        words.file_time(&restorable_until(at)),
        products.join("; "),
        obstacles.join("; "),
    ]
}
