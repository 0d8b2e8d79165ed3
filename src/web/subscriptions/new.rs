//! Add subscription: find a product in the catalog, say how many.
//!
//! The search is a form of its own, so that it works without JavaScript; *Buy more* elsewhere leads
//! here with the product chosen, and back to where it stood.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use super::terms::TermsFields;
use crate::actions;
use crate::actions::subscriptions::{self as action, Offer};
use crate::domain::id::CustomerId;
use crate::domain::message::Message;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::subscription::{Purchase, Quantity, Subscription};
use crate::web::error::{Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{BuySubscriptions, Scoped};

/// What stands in the address and, once chosen, in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PurchaseFields {
    search: String,
    product: String,
    quantity: String,
    #[serde(flatten)]
    terms: TermsFields,
    #[serde(rename = "return")]
    back: String,
}

impl Fields for PurchaseFields {}

impl PurchaseFields {
    /// What is bought; all reasons at once.
    fn parse(&self) -> std::result::Result<Purchase, Refused> {
        let mut refused = Refused::default();
        let product = refused.take("product", self.product.parse().map_err(|_| Refusal::Input(InputRefusal::Choose)));
        let quantity = refused.take("quantity", Quantity::parse(&self.quantity));
        let terms = self.terms.parse(&mut refused, None);
        let read = || Some(Purchase { product: product?, quantity: quantity?, terms: terms? });
        read().ok_or(refused)
    }
}

/// A product to choose.
struct ProductOption {
    value: String,
    text: String,
    part_number: String,
    is_chosen: bool,
    /// The customer's subscriptions of it: path and quantity.
    bought: Vec<(String, i64)>,
}

#[derive(Template)]
#[template(path = "subscriptions/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: PurchaseFields,
    choices: Vec<ProductOption>,
    /// As it is sent, and in words.
    terms: Vec<(String, String)>,
    is_catalog_empty: bool,
    is_cut: bool,
    action: String,
    cancel: String,
}

impl Page {
    /// The search found more than it lists.
    fn has_more(&self) -> bool {
        self.is_cut && !self.fields.search.trim().is_empty()
    }

    /// Found nothing, by words that could find something.
    fn found_nothing(&self) -> bool {
        self.choices.is_empty() && !self.fields.search.trim().is_empty()
    }
}

/// GET /customers/{customer}/subscriptions/new
pub async fn new(scope: Scoped<BuySubscriptions>, fields: Query<PurchaseFields>) -> Result {
    render(&scope, fields.into_inner(), &Refused::default(), StatusCode::OK).await
}

async fn render(
    scope: &Scoped<BuySubscriptions>,
    fields: PurchaseFields,
    refused: &Refused,
    status: StatusCode,
) -> Result {
    let customer = scope.customer.id;
    let chosen = fields.product.parse().ok();
    let found = action::offers(&scope.actor(), customer, &fields.search, chosen).await?;
    let choice = |offer: Offer| ProductOption {
        value: offer.product.sku.to_string(),
        text: offer.product.label(),
        is_chosen: chosen == Some(offer.product.sku),
        part_number: offer.product.part_number,
        bought: offer.bought.iter().map(|one| (change(customer, one, &fields.back), one.quantity)).collect(),
    };
    let page = Page {
        shell: Shell::at(scope, &scope.customer, Section::Subscriptions),
        reasons: Reasons::new(&scope.words, refused),
        choices: found.offers.into_iter().map(choice).collect(),
        terms: fields.terms.choices(&scope.words),
        is_catalog_empty: found.is_catalog_empty,
        is_cut: found.is_cut,
        action: paths::new_subscription(customer),
        cancel: super::back_to(&fields.back, paths::subscriptions(customer)),
        fields,
    };
    page.shell.render(status, &page)
}

/// Where the quantity of `one` is changed; from there the way leads back, too.
fn change(customer: CustomerId, one: &Subscription, back: &str) -> String {
    paths::with(&paths::subscription(customer, one.id), &[("return", back)])
}

/// POST /customers/{customer}/subscriptions/new
pub async fn create(scope: Scoped<BuySubscriptions>, form: Form<PurchaseFields>) -> Result {
    let Form { fields, sent } = form;
    let customer = scope.customer.id;
    let added = async { action::add(&scope.actor(), customer, fields.parse()?, &sent).await };
    match on_form(added.await) {
        Ok(name) => {
            let message = Message::new("flash-subscription-added").text("name", name);
            let back = super::back_to(&fields.back, paths::subscriptions(customer));
            Ok(see_other_saying(&scope, &back, &message))
        }
        Err(actions::Error::Refused(refused)) => render(&scope, fields, &refused, status(&refused)).await,
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SkuId;
    use crate::domain::subscription::Terms;

    #[test]
    fn a_purchase_names_a_product_and_a_whole_number() {
        let typed = |product: &str, quantity: &str| {
            PurchaseFields { product: product.into(), quantity: quantity.into(), ..PurchaseFields::default() }.parse()
        };
        let product = SkuId(uuid::Uuid::from_u128(1));
        let sku = product.to_string();
        let quantity = Quantity::new(25).unwrap();
        assert_eq!(typed(&sku, " 25 "), Ok(Purchase { product, quantity, terms: Terms::default() }));
        for (quantity, refusal) in [
            ("", Refusal::Input(InputRefusal::Required)),
            ("ten", Refusal::Input(InputRefusal::NotANumber)),
            ("0", Refusal::Input(InputRefusal::NumberOutOfRange { least: 1, most: 1_000_000 })),
            ("1000001", Refusal::Input(InputRefusal::NumberOutOfRange { least: 1, most: 1_000_000 })),
        ] {
            assert_eq!(typed(&sku, quantity), Err(Refused::one("quantity", refusal)));
        }
        assert_eq!(typed("", "").unwrap_err().0.len(), 2, "both are told at once");
    }
}
