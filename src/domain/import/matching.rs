//! Which product a name means: a name, an alias, a part number or a GUID, compared folded.
//!
//! A name that could mean two products means none: seats of the wrong product would be given away.
//! It is refused with those it could mean, and a list of the partner's own settles it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::file::{self, Choice, FileRow};
use super::names::name_key;
use super::table::plain;

use crate::domain::id::SkuId;
use crate::domain::product::Product;
use crate::domain::refusal::{FileRefusal, InputRefusal, Refusal, Refused};

/// How many similar products are named for a name that none has.
const SIMILAR: usize = 3;
/// First cells that make the first row of a settling list its header.
const NAME_HEADERS: [&str; 5] = ["name", "subscription", "product", "nome", "sottoscrizione"];

/// All names that products go by.
#[derive(Clone, Debug, Default)]
pub struct Names {
    products: BTreeMap<SkuId, Product>,
    by_key: HashMap<String, BTreeSet<SkuId>>,
    settled: HashMap<String, SkuId>,
}

impl Names {
    /// The names of `products` with their aliases.
    pub fn new(products: impl IntoIterator<Item = (Product, Vec<String>)>) -> Self {
        let mut names = Self::default();
        for (product, aliases) in products {
            let labeled = format!("{} ({})", product.name, product.part_number);
            let own = [product.name.clone(), product.part_number.clone(), labeled];
            for name in own.iter().chain(&aliases) {
                names.by_key.entry(name_key(name)).or_default().insert(product.sku);
            }
            names.products.insert(product.sku, product);
        }
        names
    }

    /// The products that answer to `name`: those that are retired only where no other does.
    pub fn bearers(&self, name: &str) -> Vec<&Product> {
        let found = self.by_key.get(&name_key(name)).into_iter().flatten();
        let all: Vec<&Product> = found.filter_map(|sku| self.products.get(sku)).collect();
        let offered: Vec<&Product> = all.iter().copied().filter(|product| !product.retired).collect();
        if offered.is_empty() { all } else { offered }
    }

    /// Takes a list of names and what each means (GUID or part number), with or without a header.
    ///
    /// # Errors
    /// What [`file::read`] refuses; the first row that settles nothing, at the field `map:LINE`.
    pub fn settle(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut rows = Vec::new();
        let mut each = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        file::read(bytes, &Choice::default(), &|_| None, &mut each).map_err(|refusal| Refused::one("map", refusal))?;
        for (at, FileRow { number, cells, refusal, .. }) in rows.into_iter().enumerate() {
            if let Some(refusal) = refusal {
                return Err(Refused::one(format!("map:{number}"), refusal));
            }
            let [name, product] = [0, 1].map(|at| cells.get(at).map(|cell| plain(cell)).unwrap_or_default());
            let (name, product) = (name.as_str(), product.as_str());
            let found = if name.is_empty() { Err(Refusal::Input(InputRefusal::Required)) } else { self.find(product) };
            let refusal = match found.map(|product| product.sku) {
                Ok(sku) => match self.settled.insert(name_key(name), sku) {
                    Some(other) if other != sku => {
                        Refusal::File(FileRefusal::ProductAmbiguous { candidates: self.labels([&other, &sku]) })
                    }
                    _ => continue,
                },
                Err(_) if at == 0 && NAME_HEADERS.contains(&name_key(name).as_str()) => continue,
                Err(refusal) => refusal,
            };
            return Err(Refused::one(format!("map:{number}"), refusal));
        }
        Ok(())
    }

    /// The product that `name` means.
    ///
    /// # Errors
    /// [`InputRefusal::Required`]; [`FileRefusal::ProductAmbiguous`] and [`FileRefusal::ProductUnknown`], each
    /// with the products that may be meant.
    pub fn find(&self, name: &str) -> Result<&Product, Refusal> {
        let key = name_key(name);
        if key.is_empty() {
            return Err(Refusal::Input(InputRefusal::Required));
        }
        let by_id = || key.parse().ok().filter(|sku| self.products.contains_key(sku));
        if let Some(product) = self.settled.get(&key).copied().or_else(by_id).and_then(|sku| self.products.get(&sku)) {
            return Ok(product);
        }
        let found = self.bearers(name);
        match found.as_slice() {
            [] => Err(Refusal::File(FileRefusal::ProductUnknown { candidates: self.similar(&key) })),
            [product] => Ok(*product),
            several => {
                let candidates = self.labels(several.iter().map(|product| &product.sku));
                Err(Refusal::File(FileRefusal::ProductAmbiguous { candidates }))
            }
        }
    }

    /// The product that `name` means for a subscription of the product `own`: a name that could mean
    /// several means that one, if it is among them. What a list settled stays settled.
    ///
    /// # Errors
    /// As [`Names::find`].
    pub fn find_for(&self, name: &str, own: Option<SkuId>) -> Result<&Product, Refusal> {
        self.find(name).or_else(|refusal| {
            let bears = |sku: &SkuId| self.by_key.get(&name_key(name)).is_some_and(|skus| skus.contains(sku));
            own.filter(bears).and_then(|own| self.products.get(&own)).ok_or(refusal)
        })
    }

    /// Whether `name`, if it is known at all, is one of this product's.
    pub fn may_call(&self, name: &str, sku: SkuId) -> bool {
        let key = name_key(name);
        self.settled.get(&key) == Some(&sku) || self.by_key.get(&key).is_none_or(|skus| skus.contains(&sku))
    }

    /// The product with this GUID.
    pub fn by_id(&self, sku: SkuId) -> Option<&Product> {
        self.products.get(&sku)
    }

    /// Products with a name that shares most words with `key`, the likest first.
    fn similar(&self, key: &str) -> Vec<String> {
        let wanted = words(key);
        let mut likeness: HashMap<SkuId, (usize, usize)> = HashMap::new();
        for (name, skus) in &self.by_key {
            let words = words(name);
            let shared = words.intersection(&wanted).count();
            let all = words.len() + wanted.len() - shared;
            // At least two words of five in common.
            if shared * 5 >= all * 2 {
                for sku in skus {
                    let best = likeness.entry(*sku).or_insert((shared, all));
                    if shared * best.1 > best.0 * all {
                        *best = (shared, all);
                    }
                }
            }
        }
        let mut found: Vec<(SkuId, (usize, usize))> = likeness.into_iter().collect();
        found.sort_by(|(a, (shared_a, all_a)), (b, (shared_b, all_b))| {
            (shared_b * all_a).cmp(&(shared_a * all_b)).then(a.cmp(b))
        });
        self.labels(found.iter().take(SIMILAR).map(|(sku, _)| sku))
    }

    fn labels<'a>(&self, skus: impl IntoIterator<Item = &'a SkuId>) -> Vec<String> {
        let told = |product: &Product| format!("{} ({}, {})", product.name, product.part_number, product.sku);
        skus.into_iter().filter_map(|sku| self.products.get(sku)).map(told).collect()
    }
}

fn words(key: &str) -> BTreeSet<&str> {
    key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn product(sku: u128, name: &str, part_number: &str) -> Product {
        let sku = SkuId(Uuid::from_u128(sku));
        Product {
            sku,
            name: name.into(),
            part_number: part_number.into(),
            shares_name: false,
            assignable: true,
            retired: false,
        }
    }

    fn names() -> Names {
        Names::new([
            (product(1, "Draw Plan 1", "DRAW_A"), vec![]),
            (product(2, "Draw Plan 1", "DRAW_B"), vec![]),
            (product(3, "Mail for Business", "MAIL"), vec!["Post for Business".into()]),
            (product(4, "Chat", "CALL_1"), vec![]),
            (product(5, "Chat more", "call_1"), vec![]),
        ])
    }

    fn found(names: &Names, name: &str) -> Result<u128, Refusal> {
        names.find(name).map(|product| product.sku.0.as_u128())
    }

    #[test]
    fn a_name_an_alias_a_part_number_or_a_guid_will_do() {
        let names = names();
        let guid = Uuid::from_u128(2).to_string().to_uppercase();
        for (name, sku) in [
            ("mail FOR\u{a0}business", 3),
            ("Post for Business", 3),
            ("Mail for Business (MAIL)", 3),
            ("draw_b", 2),
            ("Draw Plan 1 (DRAW_A)", 1),
            (guid.as_str(), 2),
        ] {
            assert_eq!(found(&names, name), Ok(sku), "{name}");
        }
    }

    #[test]
    fn what_could_mean_two_is_refused_with_both() {
        for (name, part_numbers) in [("Draw plan 1", ["DRAW_A", "DRAW_B"]), ("CALL_1", ["CALL_1", "call_1"])] {
            let Err(Refusal::File(FileRefusal::ProductAmbiguous { candidates })) = found(&names(), name) else {
                panic!("{name} is found")
            };
            assert!(candidates.iter().zip(part_numbers).all(|(told, part)| told.contains(part)), "{candidates:?}");
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_likest() {
        let Err(Refusal::File(FileRefusal::ProductUnknown { candidates })) = found(&names(), "Mail for Business 2026")
        else {
            panic!()
        };
        assert!(candidates[0].starts_with("Mail for Business (MAIL, "), "{candidates:?}");
        assert_eq!(
            found(&names(), "Accounting"),
            Err(Refusal::File(FileRefusal::ProductUnknown { candidates: vec![] }))
        );
        assert_eq!(found(&names(), "  "), Err(Refusal::Input(InputRefusal::Required)));
    }

    #[test]
    fn a_list_of_one_s_own_settles_it() {
        let mut names = names();
        names.settle("Sottoscrizione;GUID\nDraw Plan 1;DRAW_B\nMail;Mail for Business\n".as_bytes()).unwrap();
        assert_eq!((found(&names, "draw plan 1"), found(&names, "Mail")), (Ok(2), Ok(3)));
        for (list, field) in
            [("x,MAIL\n\ny,nothing\n", "map:3"), ("x,DRAW_A\nX,DRAW_B\n", "map:2"), ("only\n", "map:1")]
        {
            let refused = self::names().settle(list.as_bytes()).unwrap_err();
            assert_eq!(refused.0[0].0, field, "{list}");
        }
    }

    #[test]
    fn a_known_subscription_keeps_its_own_product_among_those_that_may_be_meant() {
        let mut names = names();
        let meant = |names: &Names, name: &str, own: u128| {
            names.find_for(name, Some(SkuId(Uuid::from_u128(own)))).map(|product| product.sku.0.as_u128())
        };
        for (name, own) in [("draw plan 1", 1), ("Draw Plan 1", 2), ("CALL_1", 4), ("call_1", 5)] {
            assert_eq!(meant(&names, name, own), Ok(own), "{name}");
        }
        // Its own is not among them, or the name says another one.
        assert!(meant(&names, "Draw Plan 1", 3).is_err());
        assert!(meant(&names, "Accounting", 3).is_err());
        assert_eq!(meant(&names, "DRAW_B", 1), Ok(2));
        names.settle(b"Draw Plan 1,DRAW_B\n").unwrap();
        assert_eq!(meant(&names, "Draw Plan 1", 1), Ok(2));
    }

    proptest! {
        /// A name is never taken for a product that does not have it.
        #[test]
        fn nobody_answers_to_another_s_name(
            products in prop::collection::vec(("[ABab]{1,2}", "[ABab]{1,2}", "[ABab]{1,2}"), 1..6),
            wanted in "[ABab]{1,2}",
        ) {
            let products: Vec<_> = products.into_iter().zip(1u128..).collect();
            let names = Names::new(
                products.iter().map(|((name, part, alias), sku)| (product(*sku, name, part), vec![alias.clone()])),
            );
            let have: Vec<u128> = products
                .iter()
                .filter(|((a, b, c), _)| [a, b, c].iter().any(|name| name_key(name) == name_key(&wanted)))
                .map(|(_, sku)| *sku)
                .collect();
            match found(&names, &wanted) {
                Ok(sku) => prop_assert_eq!(have, vec![sku]),
                Err(Refusal::File(FileRefusal::ProductAmbiguous { candidates })) => prop_assert_eq!(have.len(), candidates.len()),
                Err(_) => prop_assert!(have.is_empty()),
            }
        }
    }
}
