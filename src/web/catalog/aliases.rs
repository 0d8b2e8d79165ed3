//! Further names of a product: adding one, and removing one after a question.

use actix_web::http::StatusCode;
use actix_web::web::{Path, Query};
use serde::Deserialize;

use super::{Question, product};
use crate::actions;
use crate::actions::catalog::products;
use crate::domain::id::SkuId;
use crate::domain::import::products::NAME_LIMIT;
use crate::domain::message::Message;
use crate::domain::refusal::Refused;
use crate::domain::text;
use crate::web::error::{Problem, Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings, id};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AliasFields {
    alias: String,
}

impl Fields for AliasFields {
    const LIMIT: usize = 16 * 1024;
}

/// POST /catalog/products/{product}/aliases
pub async fn create(visit: Allowed<ManageSettings>, path: Path<String>, form: Form<AliasFields>) -> Result {
    let Form { fields, sent } = form;
    let sku: SkuId = id(&path)?;
    let alias = text::required(&fields.alias, NAME_LIMIT).map_err(|refusal| Refused::one("alias", refusal));
    let added = async { products::add_alias(&visit.actor(), sku, &alias?, &sent).await };
    match on_form(added.await) {
        Ok(name) => {
            let message = Message::new("flash-alias-added").text("name", name);
            Ok(see_other_saying(&visit, &paths::catalog_product(sku), &message))
        }
        Err(actions::Error::Refused(refused)) => {
            product::render(&visit, sku, fields.alias, &refused, status(&refused)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// GET /catalog/products/{product}/aliases/removal
pub async fn ask_to_remove(visit: Allowed<ManageSettings>, path: Path<String>, of: Query<AliasFields>) -> Result {
    let sku: SkuId = id(&path)?;
    let shown = products::find(&visit.actor(), sku).await?;
    let alias = shown.aliases.iter().find(|alias| **alias == of.alias).ok_or(Problem::NotFound)?;
    let shell = Shell::new(&visit, Section::Catalog);
    let message = Message::new("alias-remove-what").text("alias", alias).text("name", shown.product.label());
    let page = Question {
        up: (paths::catalog_product(sku), shown.product.label()),
        title: visit.words.t("alias-remove-title"),
        what: shell.say(&message),
        after: visit.words.t("alias-remove-text"),
        verb: visit.words.t("alias-remove"),
        alias: alias.clone(),
        action: paths::product_alias_removal(sku, ""),
        cancel: paths::catalog_product(sku),
        shell,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /catalog/products/{product}/aliases/removal
pub async fn remove(visit: Allowed<ManageSettings>, path: Path<String>, form: Form<AliasFields>) -> Result {
    let sku: SkuId = id(&path)?;
    let is_gone_now = products::remove_alias(&visit.actor(), sku, &form.fields.alias, &form.sent).await?;
    let message = Message::new(if is_gone_now { "flash-alias-removed" } else { "flash-alias-gone" });
    Ok(see_other_saying(&visit, &paths::catalog_product(sku), &message))
}
