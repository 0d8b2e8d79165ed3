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

use super::known::Known;
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

impl Entry {
    /// Whether `name` is one of its names already.
    pub fn is_called(&self, name: &str) -> bool {
        let key = name_key(name);
        let own = [&self.product.name, &self.product.part_number];
        own.iter().any(|name| name_key(name) == key) || self.aliases.contains_key(&key)
    }
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
        if list.is_unsound() {
            return next;
        }
        next.plans.extend(list.plans.iter().map(|(id, plan)| (*id, plan.clone())));
        for told in &list.products {
            let entry = merged(self.entries.get(&told.sku), told, list.is_partial(told.sku));
            next.entries.insert(told.sku, entry);
        }
        next.drop_names_of_others();
        next.mark_shared_names();
        next
    }

    /// A name that another product has is no other name of this one: whoever wrote it would mean that one. So a list
    /// that is right again takes away what a damaged one has left behind.
    fn drop_names_of_others(&mut self) {
        let mut bearers: HashMap<String, Vec<SkuId>> = HashMap::new();
        for product in self.entries.values().map(|entry| &entry.product).filter(|product| !product.retired) {
            for name in [&product.name, &product.part_number] {
                bearers.entry(name_key(name)).or_default().push(product.sku);
            }
        }
        for entry in self.entries.values_mut() {
            let sku = entry.product.sku;
            let is_anothers = |key: &String| bearers.get(key).is_some_and(|of| of.iter().any(|other| *other != sku));
            entry.aliases.retain(|key, _| !is_anothers(key));
        }
    }

    /// By what a damaged list is told.
    pub fn known(&self) -> Known {
        Known::new(self.entries.values().map(|entry| &entry.product), self.plans.values())
    }

    /// Products that are offered and of which `list` has no row.
    pub fn absent_from(&self, list: &List) -> Vec<SkuId> {
        let absent = self.entries.values().filter(|entry| !entry.product.retired && !list.names(entry.product.sku));
        absent.map(|entry| entry.product.sku).collect()
    }

    /// Whether `absent` of its products say more of a list than of themselves: it may be cut off, or half of it.
    pub fn is_much(&self, absent: usize) -> bool {
        const FEW: usize = 10;
        let offered = self.entries.values().filter(|entry| !entry.product.retired).count();
        absent > FEW && absent * 10 > offered
    }

    /// The catalog once `sku` is retired, or offered again; nothing changes where it is that already.
    #[must_use]
    pub fn with_retired(&self, sku: SkuId, retired: bool) -> Self {
        let mut next = self.clone();
        if let Some(entry) = next.entries.get_mut(&sku) {
            entry.product.retired = retired;
        }
        next.mark_shared_names();
        next
    }

    /// Whose name others have, too. One that is retired is told apart from all, and takes no name from those
    /// that are offered.
    fn mark_shared_names(&mut self) {
        let (mut offered, mut all): (HashMap<String, usize>, HashMap<String, usize>) = Default::default();
        for entry in self.entries.values() {
            let key = name_key(&entry.product.name);
            *offered.entry(key.clone()).or_default() += usize::from(!entry.product.retired);
            *all.entry(key).or_default() += 1;
        }
        for entry in self.entries.values_mut() {
            let bearers = if entry.product.retired { &all } else { &offered };
            entry.product.shares_name = bearers.get(&name_key(&entry.product.name)).is_some_and(|count| *count > 1);
        }
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
    // A list that has it brings a retired one back.
    let product = Product { sku: told.sku, name, part_number, shares_name: false, assignable, retired: false };
    Entry { product, aliases, plans }
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
        list_against(&Catalog::default(), rows)
    }

    fn list_against(catalog: &Catalog, rows: &[(u8, &str, &str, u8)]) -> List {
        let mut text = COLUMNS.iter().map(|column| column.headers[0]).collect::<Vec<_>>().join("\t");
        for (product, name, part_number, plan) in rows {
            let id = |number: u8| uuid::Uuid::from_u128(u128::from(number));
            let (product, plan_id) = (sku(u128::from(*product)).to_string(), id(*plan).to_string());
            let cells = [*name, part_number, &product, &format!("P{plan}"), &plan_id, &format!("Plan {plan}")];
            text = [text, cells.join("\t")].join("\n");
        }
        List::read(&Table::read(text.as_bytes(), &COLUMNS).unwrap(), &catalog.known())
    }

    /// Apart from others: ids that count up are taken for damage.
    fn sku(number: u128) -> SkuId {
        SkuId(uuid::Uuid::from_u128(number << 64))
    }

    fn entry(catalog: &Catalog, product: u128) -> &Entry {
        &catalog.entries[&sku(product)]
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
    fn a_name_that_another_product_has_is_no_alias_and_a_right_list_takes_it_away() {
        let right = [(1, "Chat", "CHAT", 1), (2, "Draw", "DRAW", 1)];
        let first = Catalog::default().after(&list(&right));
        // What a damaged list has left behind.
        let mut spoiled = first.clone();
        let alias = ("draw".to_owned(), "Draw".to_owned());
        spoiled.entries.get_mut(&sku(1)).unwrap().aliases.extend([alias, ("talk".into(), "Talk".into())]);
        assert_eq!(aliases(&spoiled.after(&list(&right)), 1), ["Talk"]);
        let newer = spoiled.after(&list(&[(1, "Paint", "CHAT_1", 1), (2, "Chat", "DRAW", 1)]));
        assert_eq!((aliases(&newer, 1), aliases(&newer, 2)), (vec!["Talk"], Vec::<&str>::new()));
    }

    #[test]
    fn a_list_that_is_damaged_all_over_changes_nothing() {
        let names: Vec<(String, String)> = (0..200).map(|at| (format!("Name {at}x"), format!("PART_{at}x"))).collect();
        let ids: Vec<u8> = (1..=200).collect();
        let rows = |shift: usize| -> Vec<(u8, &str, &str, u8)> {
            let row = |at: usize| (ids[at], names[(at + shift) % 200].0.as_str(), names[at].1.as_str(), 1);
            (0..200).flat_map(|at| [row(at), (ids[at], names[at].0.as_str(), names[at].1.as_str(), 1)]).collect()
        };
        let first = Catalog::default().after(&list(&rows(0)));
        assert_eq!(first.entries.len(), 200);
        let slipped = list_against(&first, &rows(1));
        assert!(slipped.is_unsound() && !slipped.refused.is_empty());
        assert_eq!(first.after(&slipped), first);
    }

    #[test]
    fn a_retired_product_takes_no_name_and_comes_back_with_a_list_that_has_it() {
        let both = Catalog::default().after(&list(&[(1, "Draw", "DRAW_A", 1), (2, "Draw", "DRAW_B", 1)]));
        let one = both.with_retired(sku(2), true);
        assert_eq!([1, 2].map(|product| entry(&one, product).product.label()), ["Draw", "Draw (DRAW_B)"]);
        assert_eq!(one.absent_from(&list(&[(3, "Chat", "CHAT", 1)])), [sku(1)]);
        assert_eq!(one.after(&list(&[(2, "Draw", "DRAW_B", 1)])), both);
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
                catalog = catalog.after(&list_against(&catalog, &rows));
                prop_assert_eq!(&catalog.after(&list_against(&catalog, &rows)), &catalog);
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
