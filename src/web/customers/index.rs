//! The list of customers, on a page and as a file.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::actions::customers::{self, Counted, Row};
use crate::domain::customer::CustomerStatus;
use crate::domain::id::CustomerId;
use crate::domain::listing::{Cursor, Page as Rows, Position};
use crate::domain::permission::Permission;
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::request_context::{Allowed, SeeCustomers};
use crate::web::{csv_file, paths};

/// Customers a page.
const SIZE: u64 = 50;
/// How the list of archived customers is asked for.
const ARCHIVED: &str = "archived";
/// Rows read at a time for a file.
const CHUNK: u64 = 500;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct List {
    /// `archived` for those put away.
    #[serde(default)]
    show: String,
    #[serde(default)]
    search: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
}

impl List {
    fn status(&self) -> CustomerStatus {
        if self.show == ARCHIVED { CustomerStatus::Archived } else { CustomerStatus::Active }
    }
}

#[derive(Template)]
#[template(path = "customers/index.html")]
struct Index {
    shell: Shell,
    status: CustomerStatus,
    search: String,
    counted: Counted,
    rows: Rows<Row>,
    may_edit: bool,
}

impl Index {
    fn place(&self, row: Option<&Row>) -> String {
        row.map(|row| Cursor { value: row.sort_key.clone(), id: row.id }.to_string()).unwrap_or_default()
    }

    /// The list of a status, as it was searched.
    fn list(&self, status: CustomerStatus, place: &[(&str, &str)]) -> String {
        paths::with(paths::CUSTOMERS, &[&[("show", show(status)), ("search", &self.search)], place].concat())
    }

    fn first(&self) -> String {
        self.list(self.status, &[])
    }

    fn last(&self) -> String {
        self.list(self.status, &[("before", "last")])
    }

    fn next(&self) -> String {
        self.list(self.status, &[("after", &self.place(self.rows.rows.last()))])
    }

    fn previous(&self) -> String {
        self.list(self.status, &[("before", &self.place(self.rows.rows.first()))])
    }

    fn current(&self) -> String {
        self.list(CustomerStatus::Active, &[])
    }

    fn archived(&self) -> String {
        self.list(CustomerStatus::Archived, &[])
    }

    fn found(&self) -> i64 {
        self.counted.of(self.status)
    }

    fn is_archived(&self) -> bool {
        self.status == CustomerStatus::Archived
    }

    fn cleared(&self) -> String {
        paths::with(paths::CUSTOMERS, &[("show", show(self.status))])
    }

    /// What the form of the search keeps.
    fn show(&self) -> &'static str {
        show(self.status)
    }

    fn export(&self) -> String {
        paths::with(&paths::file(paths::CUSTOMERS), &[("show", show(self.status)), ("search", &self.search)])
    }

    fn users(&self, row: &Row) -> String {
        paths::users(CustomerId(row.id))
    }

    fn subscriptions(&self, row: &Row) -> String {
        paths::subscriptions(CustomerId(row.id))
    }

    fn account(&self, row: &Row) -> String {
        paths::customer(CustomerId(row.id))
    }

    fn color(&self, row: &Row) -> u8 {
        crate::domain::customer::color(CustomerId(row.id))
    }
}

fn show(status: CustomerStatus) -> &'static str {
    if status == CustomerStatus::Archived { ARCHIVED } else { "" }
}

/// GET /customers
pub async fn index(visit: Allowed<SeeCustomers>, list: Query<List>) -> Result {
    let position = Position::parse(&list.after, &list.before)?;
    let by = visit.actor();
    let status = list.status();
    let rows = customers::part(&by, status, &list.search, &position, SIZE).await?;
    let counted = customers::count(&by, &list.search).await?;
    let may_edit = visit.may(Permission::EditCustomers);
    let page = Index {
        shell: Shell::new(&visit, Section::Customers),
        status,
        search: list.into_inner().search,
        counted,
        rows,
        may_edit,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /customers.csv: Partner Center's columns; what the search finds.
pub async fn export(visit: Allowed<SeeCustomers>, list: Query<List>) -> Result {
    let words = visit.words;
    let by = visit.actor();
    let lines = async_stream::try_stream! {
        let head = ["column-microsoft-id", "column-company-name", "column-primary-domain", "column-relationship"];
        yield csv_file::line(&words, &head.map(|key| words.t(key)));
        let mut position = Position::First;
        loop {
            let rows = customers::part(&by, list.status(), &list.search, &position, CHUNK).await?;
            for row in &rows.rows {
                let id = row.microsoft_id().map(|id| id.to_string()).unwrap_or_default();
                yield csv_file::line(&words, &[&id, &row.company_name, &row.primary_domain, &row.relationship]);
            }
            match rows.rows.last() {
                Some(row) if rows.has_next => {
                    position = Position::After(Cursor { value: row.sort_key.clone(), id: row.id });
                }
                _ => break,
            }
        }
    };
    Ok(csv_file::download("customers.csv", lines))
}
