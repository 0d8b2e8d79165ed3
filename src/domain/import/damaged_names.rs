//! Signs that a spreadsheet has damaged a list of products, as names and part numbers tell them: a column that
//! was dragged down, so that they count up or are copied over other products, or one that slipped by a row.
//!
//! In the lists that were looked through, a product has one part number, no name of a product that has several
//! belongs to another one, and neither is borne by more than two products.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;

use super::known::{Known, Told};
use super::names::name_key;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::refusal::FileRefusal;

/// Products that may bear one name, or one part number.
const BEARERS: usize = 2;
/// Part numbers that a list may give one service plan: some are spelled in two ways.
const SPELLINGS: usize = 3;

/// A column, and how a row of it is read.
struct Read {
    field: &'static str,
    of: fn(&Told<'_>) -> String,
    /// What the catalog calls a product there.
    known: fn(&Known, SkuId) -> Option<&str>,
}

const COLUMNS: [Read; 2] = [
    Read { field: "name", of: |row| name_key(row.name), known: |known, sku| known.name(sku) },
    Read { field: "part_number", of: |row| name_key(row.part_number), known: |known, sku| known.part_number(sku) },
];

/// Products of which a name or part number is damaged, each with its column and the reason.
pub(super) fn damaged(rows: &[Told<'_>], known: &Known) -> BTreeMap<SkuId, (&'static str, FileRefusal)> {
    let mut found = BTreeMap::new();
    for column in &COLUMNS {
        for (sku, refusal) in of_column(rows, known, column) {
            found.entry(sku).or_insert((column.field, refusal));
        }
    }
    found
}

fn of_column(rows: &[Told<'_>], known: &Known, column: &Read) -> Vec<(SkuId, FileRefusal)> {
    let mut said: BTreeMap<SkuId, BTreeMap<String, u64>> = BTreeMap::new();
    let mut bearers: HashMap<String, BTreeMap<SkuId, u64>> = HashMap::new();
    for row in rows {
        let key = (column.of)(row);
        said.entry(row.sku).or_default().entry(key.clone()).or_insert(row.line);
        bearers.entry(key).or_default().entry(row.sku).or_insert(row.line);
    }
    let is_as_known = |sku: SkuId, key: &str| (column.known)(known, sku) == Some(key);
    let judge = |sku: SkuId, keys: &BTreeMap<String, u64>| {
        if let Some(line) = counting_up(keys) {
            return Some(FileRefusal::NameCountsUp { line });
        }
        keys.keys().filter(|key| !is_as_known(sku, key)).find_map(|key| {
            let of = &bearers[key];
            let other = of.iter().find(|(other, _)| **other != sku).map(|(_, line)| *line)?;
            let is_copied = of.len() > BEARERS;
            let has_slipped = keys.len() > 1;
            (is_copied || has_slipped).then_some(FileRefusal::OfAnotherProduct { line: other })
        })
    };
    let mut found: Vec<_> = said.iter().filter_map(|(sku, keys)| Some((*sku, judge(*sku, keys)?))).collect();
    if column.field == "part_number" {
        let own = |sku| known.part_number(sku);
        let kept = known.products.iter().map(|(sku, (_, part_number))| (*sku, part_number.as_str()));
        // One that is new may have another one's as well, as two products may.
        let is_free = |sku: SkuId, keys: &BTreeMap<String, u64>| own(sku).is_none() && keys.len() == 1;
        found.extend(moved(&said, kept, is_free));
    }
    found
}

/// Service plans whose part numbers are damaged: theirs have slipped, or their ids have.
pub(super) fn damaged_plans(rows: &[Told<'_>], known: &Known) -> BTreeMap<ServicePlanId, FileRefusal> {
    let mut said: BTreeMap<ServicePlanId, BTreeMap<String, u64>> = BTreeMap::new();
    for (plan, line) in rows.iter().filter_map(|row| row.plan.map(|plan| (plan, row.line))) {
        said.entry(plan.id).or_default().entry(name_key(&plan.part_number)).or_insert(line);
    }
    let several = |keys: &BTreeMap<String, u64>| keys.values().filter(|_| keys.len() > SPELLINGS).nth(1).copied();
    let several =
        said.iter().filter_map(|(plan, keys)| Some((*plan, FileRefusal::OfAnotherPlan { line: several(keys)? })));
    let mut found: BTreeMap<ServicePlanId, FileRefusal> = several.collect();
    // What is new, and what has its own beside another's, may be spelled as another is.
    let own = |plan: ServicePlanId| known.plans.get(&plan);
    let is_free = |plan, keys: &BTreeMap<String, u64>| own(plan).is_none_or(|own| keys.contains_key(own));
    let kept = known.plans.iter().map(|(plan, part_number)| (*plan, part_number.as_str()));
    for (plan, refusal) in moved(&said, kept, is_free) {
        found.entry(plan).or_insert(refusal);
    }
    found
}

/// Things to which a list gives what the catalog has as another one's part number, unless that one has another
/// now, and not a third one's. So the same list a second time says the same.
fn moved<'a, T: Copy + Ord + Display>(
    said: &BTreeMap<T, BTreeMap<String, u64>>,
    kept: impl Iterator<Item = (T, &'a str)>,
    is_free: impl Fn(T, &BTreeMap<String, u64>) -> bool,
) -> Vec<(T, FileRefusal)> {
    let mut own: BTreeMap<T, &str> = BTreeMap::new();
    let mut owners: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (one, part_number) in kept {
        own.insert(one, part_number);
        owners.entry(part_number).or_default().push(one);
    }
    let taken_from = |one: T, keys: &BTreeMap<String, u64>| -> Vec<(String, T)> {
        let is_own = |key: &str| own.get(&one) == Some(&key);
        let foreign = keys.keys().filter(|key| !is_free(one, keys) && !is_own(key));
        let of = |key: &String| -> Vec<(String, T)> {
            let others = owners.get(key.as_str()).into_iter().flatten().filter(|other| **other != one);
            others.map(|other| (key.clone(), *other)).collect()
        };
        foreign.flat_map(of).collect()
    };
    let mut found: BTreeMap<T, Vec<(String, T)>> =
        said.iter().map(|(one, keys)| (*one, taken_from(*one, keys))).filter(|(_, taken)| !taken.is_empty()).collect();
    loop {
        let has_let_go = |(key, other): &(String, T)| {
            said.get(other).is_some_and(|keys| !keys.contains_key(key)) && !found.contains_key(other)
        };
        let released: Vec<T> =
            found.iter().filter(|(_, taken)| taken.iter().all(has_let_go)).map(|(one, _)| *one).collect();
        if released.is_empty() {
            break;
        }
        found.retain(|one, _| !released.contains(one));
    }
    let refusal = |taken: Vec<(String, T)>| Some(FileRefusal::KnownAsOther { id: taken.first()?.1.to_string() });
    found.into_iter().filter_map(|(one, taken)| Some((one, refusal(taken)?))).collect()
}

/// The line of the second of several names that differ in the number at their end only.
fn counting_up(keys: &BTreeMap<String, u64>) -> Option<u64> {
    let mut stems: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for (key, line) in keys {
        let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.len() < key.len() {
            stems.entry(stem).or_default().insert(*line);
        }
    }
    stems.into_values().find_map(|lines| lines.into_iter().nth(1))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::product::{Product, ServicePlan};

    fn found(rows: &[(u128, &str, &str)], known: &[(u128, &str, &str)]) -> Vec<(u128, &'static str)> {
        let told = (2..).zip(rows).map(|(line, (sku, name, part_number))| Told {
            line,
            sku: SkuId(Uuid::from_u128(*sku)),
            name,
            part_number,
            plan: None,
        });
        let product = |(sku, name, part): &(u128, &str, &str)| Product {
            sku: SkuId(Uuid::from_u128(*sku)),
            name: (*name).into(),
            part_number: (*part).into(),
            shares_name: false,
            assignable: true,
            retired: false,
        };
        let known: Vec<Product> = known.iter().map(product).collect();
        let damaged = damaged(&told.collect::<Vec<_>>(), &Known::new(&known, []));
        damaged.into_iter().map(|(sku, (field, _))| (sku.0.as_u128(), field)).collect()
    }

    #[test]
    fn a_part_number_or_name_that_was_dragged_down_counts_up() {
        let rows = [(1, "Chat", "CHAT_E3"), (1, "Chat", "CHAT_E4"), (1, "Chat", "CHAT_E5"), (2, "Draw", "DRAW")];
        assert_eq!(found(&rows, &[]), [(1, "part_number")]);
        let rows = [(1, "Chat 1", "CHAT"), (1, "Chat 2", "CHAT"), (2, "Draw 1", "DRAW"), (3, "Draw 2", "DRAW2")];
        assert_eq!(found(&rows, &[]), [(1, "name")]);
        let spellings = [(1, "Chat", "CHAT"), (1, "Chat (old)", "CHAT"), (1, "Talk 2", "CHAT")];
        assert!(found(&spellings, &[]).is_empty());
    }

    #[test]
    fn a_column_that_slipped_by_a_row_gives_products_names_of_others() {
        let rows =
            [(1, "Chat", "X"), (1, "Chat", "CHAT"), (2, "Draw", "CHAT"), (2, "Draw", "DRAW"), (3, "Mail", "DRAW")];
        assert_eq!(found(&rows, &[]), [(1, "part_number"), (2, "part_number")]);
        // One with a single row is found by what is known of it.
        assert_eq!(found(&[(3, "Mail", "DRAW")], &[(2, "Draw", "DRAW"), (3, "Mail", "MAIL")]), [(3, "part_number")]);
        // Two products may bear one part number, and a product may get another one.
        let shared = [(1, "Calls, small", "CALLS"), (2, "Calls", "CALLS")];
        assert!(found(&shared, &[]).is_empty());
        assert!(found(&shared, &[(1, "Calls, small", "CALLS")]).is_empty());
        assert!(found(&[(1, "Calls", "CALLS_2")], &[(1, "Calls", "CALLS")]).is_empty());
        // What one has let go of another may take; two that swap have slipped.
        let known = [(1, "Calls", "A"), (2, "Mail", "B"), (3, "Draw", "C")];
        assert!(found(&[(1, "Calls", "B"), (2, "Mail", "C"), (3, "Draw", "D")], &known).is_empty());
        assert_eq!(found(&[(1, "Calls", "B"), (2, "Mail", "A")], &known), [(1, "part_number"), (2, "part_number")]);
    }

    #[test]
    fn service_plans_whose_column_slipped_or_was_copied_down_are_found() {
        let plan = |id: u128, part: &str| ServicePlan {
            id: ServicePlanId(Uuid::from_u128(id)),
            name: part.to_lowercase(),
            part_number: part.into(),
        };
        let found = |plans: &[(u128, &str)], known: &[(u128, &str)]| -> Vec<u128> {
            let plans: Vec<ServicePlan> = plans.iter().map(|(id, part)| plan(*id, part)).collect();
            let sku = SkuId(Uuid::from_u128(9));
            let told = (2..).zip(&plans);
            let told = told.map(|(line, plan)| Told { line, sku, name: "Chat", part_number: "CHAT", plan: Some(plan) });
            let known: Vec<ServicePlan> = known.iter().map(|(id, part)| plan(*id, part)).collect();
            let damaged = damaged_plans(&told.collect::<Vec<_>>(), &Known::new([], &known));
            damaged.keys().map(|plan| plan.0.as_u128()).collect()
        };
        assert_eq!(found(&[(1, "A"), (1, "B"), (1, "C"), (1, "D"), (2, "E")], &[]), [1]);
        // Two spellings are no damage, also where one of them is another plan's.
        let known = [(1, "A"), (2, "B"), (3, "C")];
        assert!(found(&[(1, "A"), (1, "B"), (2, "B"), (3, "C_2"), (4, "D")], &known).is_empty());
        assert_eq!(found(&[(1, "C"), (2, "A"), (3, "B")], &known), [1, 2, 3]);
        assert_eq!(found(&[(2, "A"), (1, "A")], &known), [2]);
    }

    #[test]
    fn a_name_that_was_copied_over_other_products_stays_with_the_one_that_has_it() {
        let rows = [(1, "Chat", "A"), (2, "Chat", "B"), (3, "Chat", "C"), (4, "Draw", "D")];
        assert_eq!(found(&rows, &[]), [(1, "name"), (2, "name"), (3, "name")]);
        assert_eq!(found(&rows, &[(2, "Chat", "B")]), [(1, "name"), (3, "name")]);
        assert!(found(&rows[1..], &[]).is_empty());
    }
}
