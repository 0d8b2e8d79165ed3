//! Retiring a product after a question, and offering it again.

use actix_web::http::StatusCode;
use actix_web::web::Path;

use super::Question;
use crate::actions::catalog::products;
use crate::domain::id::SkuId;
use crate::domain::message::Message;
use crate::web::error::Result;
use crate::web::form::{Form, Yes};
use crate::web::page::{Section, Shell, see_other, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings, id};

/// GET /catalog/products/{product}/retirement
pub async fn ask(visit: Allowed<ManageSettings>, path: Path<String>) -> Result {
    let sku: SkuId = id(&path)?;
    let shown = products::find(&visit.actor(), sku).await?;
    let cancel = paths::catalog_product(sku);
    if shown.product.retired {
        return Ok(see_other(&cancel));
    }
    let shell = Shell::new(&visit, Section::Catalog);
    let held = Message::new("product-retire-what").text("name", shown.product.label()).number("count", shown.customers);
    let page = Question {
        up: (cancel.clone(), shown.product.label()),
        title: visit.words.named("product-retire-title", shown.product.label()),
        what: shell.say(&held),
        after: visit.words.t("product-retire-text"),
        verb: visit.words.t("product-retire"),
        alias: String::new(),
        action: paths::product_retirement(sku),
        cancel,
        shell,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /catalog/products/{product}/retirement
pub async fn retire(visit: Allowed<ManageSettings>, path: Path<String>, form: Form<Yes>) -> Result {
    let sku: SkuId = id(&path)?;
    let name = products::retire(&visit.actor(), sku, true, &form.sent).await?;
    let message = Message::new("flash-product-retired").text("name", name);
    Ok(see_other_saying(&visit, &paths::catalog_product(sku), &message))
}

/// POST /catalog/products/{product}/reinstatement
pub async fn reinstate(visit: Allowed<ManageSettings>, path: Path<String>, form: Form<Yes>) -> Result {
    let sku: SkuId = id(&path)?;
    let name = products::retire(&visit.actor(), sku, false, &form.sent).await?;
    let message = Message::new("flash-product-reinstated").text("name", name);
    Ok(see_other_saying(&visit, &paths::catalog_product(sku), &message))
}
