//! What a Global admin does to the catalog.

use super::Desk;

impl Desk {
    /// Walks through rules, aliases and retirement; products must be there.
    pub async fn keep_catalog(&mut self) {
        let rule = [("kind", "closure"), ("country", "IT"), ("reason", "Because")];
        self.post("create_catalog_rule", "/catalog/rules", &rule).await;
        self.post("delete_catalog_rule", "/catalog/rules/closure_IT/removal", &[]).await;
        let list = self.browser.visit("/catalog/products").await;
        let product = list.attribute("tbody a.name", "href").unwrap();
        let alias = [("alias", "Of old")];
        self.post("create_product_alias", &format!("{product}/aliases"), &alias).await;
        self.post("delete_product_alias", &format!("{product}/aliases/removal"), &alias).await;
        self.post("retire_product", &format!("{product}/retirement"), &[]).await;
        self.post("reinstate_product", &format!("{product}/reinstatement"), &[]).await;
    }
}
