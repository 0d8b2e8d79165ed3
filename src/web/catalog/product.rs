//! One product of the catalog.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use crate::actions::catalog::products::{self, Shown};
use crate::domain::id::SkuId;
use crate::domain::refusal::Refused;
use crate::web::error::Result;
use crate::web::page::{Reasons, Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings, RequestContext, id};

#[derive(Template)]
#[template(path = "catalog/product.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    shown: Shown,
    /// What was typed as a further name.
    alias: String,
    /// Further names, each with where it is removed.
    aliases: Vec<(String, String)>,
    add: String,
    retirement: String,
    reinstatement: String,
}

impl Page {
    /// Whether it is offered, as a pill tells it: the word and its tone.
    fn standing(&self) -> (&'static str, &'static str) {
        match (self.shown.product.retired, self.shown.customers) {
            (false, _) => ("product-offered", "ok"),
            (true, 0) => ("product-retired", ""),
            (true, _) => ("product-retired-held", "warn"),
        }
    }
}

/// The page, with what was typed on it.
pub(super) async fn render(
    visit: &RequestContext,
    sku: SkuId,
    alias: String,
    refused: &Refused,
    status: StatusCode,
) -> Result {
    let shown = products::find(&visit.actor(), sku).await?;
    let aliases = shown.aliases.iter().map(|alias| (alias.clone(), paths::product_alias_removal(sku, alias))).collect();
    let page = Page {
        shell: Shell::new(visit, Section::Catalog),
        reasons: Reasons::new(&visit.words, refused),
        shown,
        alias,
        aliases,
        add: paths::product_aliases(sku),
        retirement: paths::product_retirement(sku),
        reinstatement: paths::product_reinstatement(sku),
    };
    page.shell.render(status, &page)
}

/// GET /catalog/products/{product}
pub async fn show(visit: Allowed<ManageSettings>, path: Path<String>) -> Result {
    render(&visit, id(&path)?, String::new(), &Refused::default(), StatusCode::OK).await
}
