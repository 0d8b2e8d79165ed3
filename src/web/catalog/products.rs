//! The list of products of the catalog.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::actions::catalog::products::{self, Listed};
use crate::domain::id::SkuId;
use crate::domain::listing::{Cursor, Page as Rows, Position};
use crate::web::error::Result;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings};

/// Products a page.
const SIZE: u64 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct List {
    search: String,
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "catalog/products.html")]
struct Index {
    shell: Shell,
    search: String,
    count: i64,
    rows: Rows<Listed>,
}

impl Index {
    fn to(&self, part: &str, place: &str) -> String {
        paths::with(paths::CATALOG_PRODUCTS, &[("search", &self.search), (part, place)])
    }

    fn place(row: Option<&Listed>) -> String {
        row.map(|Listed { row, .. }| Cursor { value: row.sort_key.clone(), id: row.sku_id }.to_string())
            .unwrap_or_default()
    }

    fn first(&self) -> String {
        self.to("after", "")
    }

    fn last(&self) -> String {
        self.to("before", "last")
    }

    fn next(&self) -> String {
        self.to("after", &Self::place(self.rows.rows.last()))
    }

    fn previous(&self) -> String {
        self.to("before", &Self::place(self.rows.rows.first()))
    }

    fn product(&self, listed: &Listed) -> String {
        paths::catalog_product(SkuId(listed.row.sku_id))
    }
}

/// GET /catalog/products
pub async fn index(visit: Allowed<ManageSettings>, list: Query<List>) -> Result {
    let position = Position::parse(&list.after, &list.before)?;
    let by = visit.actor();
    let rows = products::part(&by, &list.search, &position, SIZE).await?;
    let count = products::count(&by, &list.search).await?;
    let search = list.into_inner().search;
    let page = Index { shell: Shell::new(&visit, Section::Catalog), search, count, rows };
    page.shell.render(StatusCode::OK, &page)
}
