//! Addresses of the catalog.

use super::with;
use crate::domain::catalog_rule::Rule;
use crate::domain::id::SkuId;

pub const CATALOG_PRODUCTS: &str = "/catalog/products";
pub const CATALOG_RULES: &str = "/catalog/rules";

pub fn new_catalog_rule(kind: &str) -> String {
    with("/catalog/rules/new", &[("kind", kind)])
}

pub fn catalog_rule_removal(rule: &Rule) -> String {
    format!("/catalog/rules/{rule}/removal")
}

pub fn catalog_product(sku: SkuId) -> String {
    format!("/catalog/products/{sku}")
}

pub fn product_aliases(sku: SkuId) -> String {
    format!("/catalog/products/{sku}/aliases")
}

pub fn product_alias_removal(sku: SkuId, alias: &str) -> String {
    with(&format!("/catalog/products/{sku}/aliases/removal"), &[("alias", alias)])
}

pub fn product_retirement(sku: SkuId) -> String {
    format!("/catalog/products/{sku}/retirement")
}

pub fn product_reinstatement(sku: SkuId) -> String {
    format!("/catalog/products/{sku}/reinstatement")
}
