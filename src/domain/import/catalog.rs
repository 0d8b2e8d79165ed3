//! The catalog that a newer list of products leaves behind.
//!
//! Of each thing the first spelling wins and the others become aliases, and so does a name that a
//! newer list replaces. Several products with equal names are told apart by their part numbers.
//! What a newer list does not have any more stays: customers own it.
//!
//! The list has no column that tells which products are for the tenant as a whole. Some say it by
//! what they sell: capacity, storage, further instances; those cannot be assigned to users. What
//! other tenant-wide products sell (sites, flows, messages) stands in the names of users' products
//! too, so all others can be assigned: a seat that does nothing harms less than one that cannot be
//! given.

use std::collections::{BTreeMap, HashMap};

use super::names::name_key;
use super::products::{List, ListedProduct};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::{Product, ServicePlan};

/// A product of the catalog with all that the list tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub product: Product,
    /// Its other names, by their [`name_key`].
    pub aliases: BTreeMap<String, String>,
    /// In the order of the list.
    pub plans: Vec<ServicePlanId>,
}

/// The catalog, by GUID.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    pub entries: BTreeMap<SkuId, Entry>,
    pub plans: BTreeMap<ServicePlanId, ServicePlan>,
}

impl Catalog {
    /// The catalog after `list`. The same list a second time changes nothing.
    #[must_use]
    pub fn after(&self, list: &List) -> Self {
        let mut next = self.clone();
        next.plans.extend(list.plans.iter().map(|(id, plan)| (*id, plan.clone())));
        for told in &list.products {
            let entry = merged(self.entries.get(&told.sku), told, list.is_partial(told.sku));
            next.entries.insert(told.sku, entry);
        }
        let mut bearers: HashMap<String, usize> = HashMap::new();
        for entry in next.entries.values() {
            *bearers.entry(name_key(&entry.product.name)).or_default() += 1;
        }
        for entry in next.entries.values_mut() {
            entry.product.shares_name = bearers.get(&name_key(&entry.product.name)).is_some_and(|count| *count > 1);
        }
        next
    }
}

fn merged(known: Option<&Entry>, told: &ListedProduct, is_partial: bool) -> Entry {
    let (name, part_number) = (told.names[0].clone(), told.part_numbers[0].clone());
    let mut aliases = known.map(|known| known.aliases.clone()).unwrap_or_default();
    let replaced = known.map(|known| [&known.product.name, &known.product.part_number]);
    for other in told.names.iter().chain(&told.part_numbers).chain(replaced.into_iter().flatten()) {
        aliases.entry(name_key(other)).or_insert_with(|| other.clone());
    }
    aliases.remove(&name_key(&name));
    aliases.remove(&name_key(&part_number));
    let mut plans = told.plans.clone();
    if is_partial {
        let lost = known.map(|known| known.plans.as_slice()).unwrap_or_default();
        let lost: Vec<ServicePlanId> = lost.iter().filter(|plan| !plans.contains(plan)).copied().collect();
        plans.extend(lost);
    }
    let assignable = !is_for_the_tenant(&name);
    Entry { product: Product { sku: told.sku, name, part_number, shares_name: false, assignable }, aliases, plans }
}

/// Whether a product's name says that it is for the tenant as a whole (see the top of this module).
fn is_for_the_tenant(name: &str) -> bool {
    let key = name_key(name);
    key.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "capacity" | "storage" | "instance"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::products::COLUMNS;
    use super::super::table::Table;
    use super::*;

    /// A list of (product, name, part number, plan), each GUID made from its number.
    fn list(rows: &[(u8, &str, &str, u8)]) -> List {
        let mut text = COLUMNS.iter().map(|column| column.headers[0]).collect::<Vec<_>>().join("\t");
        for (product, name, part_number, plan) in rows {
            let id = |number: u8| uuid::Uuid::from_u128(u128::from(number));
            let (product, plan_id) = (id(*product).to_string(), id(*plan).to_string());
            let cells = [*name, part_number, &product, &format!("P{plan}"), &plan_id, &format!("Plan {plan}")];
            text = [text, cells.join("\t")].join("\n");
        }
        List::read(Table::read(text.as_bytes(), &COLUMNS).unwrap())
    }

    fn entry(catalog: &Catalog, product: u128) -> &Entry {
        &catalog.entries[&SkuId(uuid::Uuid::from_u128(product))]
    }

    fn aliases(catalog: &Catalog, product: u128) -> Vec<&str> {
        entry(catalog, product).aliases.values().map(String::as_str).collect()
    }

    #[test]
    fn the_first_name_wins_and_the_others_become_aliases() {
        let first =
            Catalog::default().after(&list(&[(1, "Chat", "CHAT", 1), (1, "Talk", "CHAT", 1), (1, "CHAT", "CHAT", 1)]));
        assert_eq!(entry(&first, 1).product.name, "Chat");
        assert_eq!(aliases(&first, 1), ["Talk"]);
        let newer = first.after(&list(&[(1, "Agents", "AGENTS", 2)]));
        assert_eq!(entry(&newer, 1).product.label(), "Agents");
        assert_eq!(aliases(&newer, 1), ["Chat", "Talk"]);
        assert_eq!(entry(&newer, 1).plans, [ServicePlanId(uuid::Uuid::from_u128(2))]);
        let back = newer.after(&list(&[(1, "Chat", "CHAT", 1)]));
        assert_eq!(aliases(&back, 1), ["Agents", "Talk"]);
    }

    #[test]
    fn equal_names_show_the_part_number_as_long_as_they_are_equal() {
        let both = Catalog::default().after(&list(&[(1, "Draw", "DRAW_A", 1), (2, "DRAW", "DRAW_B", 1)]));
        assert_eq!([1, 2].map(|product| entry(&both, product).product.label()), ["Draw (DRAW_A)", "DRAW (DRAW_B)"]);
        let renamed = both.after(&list(&[(2, "Draw more", "DRAW_B", 1)]));
        assert_eq!([1, 2].map(|product| entry(&renamed, product).product.label()), ["Draw", "Draw more"]);
    }

    #[test]
    fn what_a_newer_list_lacks_stays() {
        let first = Catalog::default().after(&list(&[(1, "Chat", "CHAT", 1), (2, "Draw", "DRAW", 2)]));
        let newer = first.after(&list(&[(2, "Draw", "DRAW", 2)]));
        assert_eq!(first, newer);
    }

    #[test]
    fn plans_are_not_lost_with_a_row_that_was_refused() {
        let first = Catalog::default().after(&list(&[(1, "Chat", "CHAT", 1), (1, "Chat", "CHAT", 2)]));
        let broken = list(&[(1, "Chat", "CHAT", 1), (1, "", "CHAT", 2)]);
        assert_eq!(broken.refused.len(), 1);
        assert_eq!(first.after(&broken), first);
    }

    #[test]
    fn products_that_sell_room_are_for_the_tenant() {
        for (name, can_be_assigned) in [
            ("Extra File Storage", false),
            ("Log Capacity", false),
            ("Additional Production Instance (Offer)", false),
            ("Apps per app plan (1 app or portal)", true),
            ("Instances of Joy", true),
        ] {
            let catalog = Catalog::default().after(&list(&[(1, name, "PART", 1)]));
            assert_eq!(entry(&catalog, 1).product.assignable, can_be_assigned, "{name}");
        }
    }

    proptest! {
        /// Whatever lists come, one after the other: the last of them again changes nothing, every
        /// product has one name of its own, and it is marked exactly when another has the same.
        #[test]
        fn the_same_list_again_changes_nothing(
            lists in prop::collection::vec(
                prop::collection::vec((1..5u8, "[AaBb]{1,2}", "[ABab]{1,2}", 1..6u8), 0..12), 1..4)
        ) {
            let mut catalog = Catalog::default();
            for rows in &lists {
                let rows: Vec<_> = rows.iter().map(|(a, b, c, d)| (*a, b.as_str(), c.as_str(), *d)).collect();
                let list = list(&rows);
                catalog = catalog.after(&list);
                prop_assert_eq!(&catalog.after(&list), &catalog);
            }
            for entry in catalog.entries.values() {
                let key = name_key(&entry.product.name);
                let alike = catalog.entries.values().filter(|other| name_key(&other.product.name) == key).count();
                prop_assert_eq!(entry.product.shares_name, alike > 1);
                prop_assert!(!entry.aliases.contains_key(&key));
            }
        }
    }
}
