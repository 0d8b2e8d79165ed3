//! Signs that a spreadsheet has damaged a list of products on its way, as ids tell them: a column dragged down, so
//! that an id counts up. What cells tell by themselves stands in [`super::damaged_cells`].
//!
//! What is taken for damage was looked for in published lists, where none of it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::damaged_names;
use super::known::{Called, Known, Told, called};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::refusal::FileRefusal;

/// The column of products' ids.
const ID: &str = "sku";

/// What is damaged in a list.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// With the column that is.
    pub(super) products: BTreeMap<SkuId, (&'static str, FileRefusal)>,
    pub(super) plans: BTreeMap<ServicePlanId, FileRefusal>,
    /// Products that stand, though rows of theirs may have been refused under another id.
    pub(super) partial: BTreeSet<SkuId>,
}

impl Damage {
    /// Looks through the rows of a list.
    pub(super) fn found(rows: &[Told<'_>], known: &Known) -> Self {
        let mut damage = Self::default();
        damage.note_several_ids(rows, known);
        damage.note_known_by_other_id(rows, known);
        let is_known = |sku: &SkuId| known.products.contains_key(sku);
        let told = rows.iter().map(|row| (row.sku, called(row.name, row.part_number), row.line));
        for (sku, refusal) in counting_up(told, |sku| sku.0, is_known) {
            damage.products.entry(sku).or_insert((ID, refusal));
        }
        for (sku, found) in damaged_names::damaged(rows, known) {
            damage.products.entry(sku).or_insert(found);
        }
        let plans = rows.iter().filter_map(|row| row.plan.map(|plan| (plan, row.line)));
        let told = plans.map(|(plan, line)| (plan.id, called(&plan.name, &plan.part_number), line));
        damage.plans = counting_up(told, |plan| plan.0, |plan| known.plans.contains_key(plan));
        let is_known = |plan: &ServicePlanId| known.plans.contains_key(plan);
        let in_order = rows.iter().filter_map(|row| row.plan.map(|plan| (plan.id, row.line)));
        for (plan, line) in dragged(in_order, |plan| plan.0, is_known) {
            damage.plans.entry(plan).or_insert(FileRefusal::CountsUp { line });
        }
        for (plan, refusal) in damaged_names::damaged_plans(rows, known) {
            damage.plans.entry(plan).or_insert(refusal);
        }
        let in_order = rows.iter().map(|row| (row.sku, row.line));
        for (sku, line) in dragged(in_order, |sku| sku.0, |sku| known.products.contains_key(sku)) {
            damage.products.entry(sku).or_insert((ID, FileRefusal::CountsUp { line }));
        }
        damage
    }

    /// One name and part number under several ids: the one that the catalog has stands, if it has just one.
    fn note_several_ids(&mut self, rows: &[Told<'_>], known: &Known) {
        let mut bearers: HashMap<Called, BTreeMap<SkuId, u64>> = HashMap::new();
        for row in rows {
            let of = bearers.entry(called(row.name, row.part_number)).or_default();
            of.entry(row.sku).or_insert(row.line);
        }
        for of in bearers.into_values().filter(|of| of.len() > 1) {
            let mut stand = of.keys().filter(|sku| known.products.contains_key(sku));
            let stands = stand.next().filter(|_| stand.next().is_none()).copied();
            self.partial.extend(stands);
            for sku in of.keys().filter(|sku| Some(**sku) != stands) {
                let other = stands
                    .and_then(|sku| of.get(&sku))
                    .or_else(|| of.iter().filter(|(other, _)| *other != sku).map(|(_, line)| line).min());
                if let Some(line) = other {
                    self.products.insert(*sku, (ID, FileRefusal::SeveralIds { line: *line }));
                }
            }
        }
    }

    /// A new id for what the catalog has under another, unless this list calls that one otherwise now.
    fn note_known_by_other_id(&mut self, rows: &[Told<'_>], known: &Known) {
        let mut by_names: HashMap<&Called, SkuId> = HashMap::new();
        for (sku, called) in &known.products {
            by_names.entry(called).or_insert(*sku);
        }
        let listed: BTreeSet<SkuId> = rows.iter().map(|row| row.sku).collect();
        for row in rows.iter().filter(|row| !known.products.contains_key(&row.sku)) {
            let other = by_names.get(&called(row.name, row.part_number));
            if let Some(other) = other.filter(|other| !listed.contains(other)) {
                let refusal = FileRefusal::KnownByOtherId { id: other.to_string() };
                self.products.entry(row.sku).or_insert((ID, refusal));
            }
        }
    }
}

/// Ids that differ in their last digits only, of things that are called alike: a column that was dragged down. Of
/// two, the one that is known stands.
fn counting_up<T: Copy + Ord>(
    told: impl Iterator<Item = (T, Called, u64)>,
    id: impl Fn(&T) -> Uuid,
    is_known: impl Fn(&T) -> bool,
) -> BTreeMap<T, FileRefusal> {
    let mut names: BTreeMap<T, (BTreeSet<String>, BTreeSet<String>, u64)> = BTreeMap::new();
    for (one, (name, part_number), line) in told {
        let of = names.entry(one).or_insert_with(|| (BTreeSet::new(), BTreeSet::new(), line));
        of.0.insert(name);
        of.1.insert(part_number);
    }
    let mut families: BTreeMap<u128, Vec<T>> = BTreeMap::new();
    for one in names.keys() {
        families.entry(id(one).as_u128() >> 16).or_default().push(*one);
    }
    let mut damaged = BTreeMap::new();
    for family in families.into_values().filter(|family| family.len() > 1) {
        for one in family.iter().filter(|one| !is_known(one)) {
            let (own_names, own_parts, _) = &names[one];
            let alike = family.iter().filter(|other| *other != one).filter_map(|other| {
                let (names, parts, line) = &names[other];
                let is_alike = !names.is_disjoint(own_names) || !parts.is_disjoint(own_parts);
                is_alike.then_some(*line)
            });
            if let Some(line) = alike.min() {
                damaged.insert(*one, FileRefusal::CountsUp { line });
            }
        }
    }
    damaged
}

/// Whether an id is nearly all zeros: whoever makes a list for a trial numbers its ids. Random ones never are.
fn is_made_by_hand(id: u128) -> bool {
    const ZEROS: usize = 12;
    (0..32).filter(|nibble| (id >> (4 * nibble)).trailing_zeros() >= 4).count() >= ZEROS
}

/// Ids of successive rows that count up, whatever they are called: nobody gives out three in a row. With the line
/// of another one each. Those that are known stand.
fn dragged<T: Copy + Ord>(
    in_order: impl Iterator<Item = (T, u64)>,
    id: impl Fn(&T) -> Uuid,
    is_known: impl Fn(&T) -> bool,
) -> BTreeMap<T, u64> {
    const RUN: usize = 3;
    let mut rows: Vec<(T, u64)> = in_order.collect();
    rows.dedup_by_key(|(one, _)| *one);
    let counts = |pair: &[(T, u64)]| {
        let (one, next) = (id(&pair[0].0).as_u128(), id(&pair[1].0).as_u128());
        one >> 16 == next >> 16 && one < next && !is_made_by_hand(one)
    };
    let mut found = BTreeMap::new();
    let mut start = 0;
    for end in 1..=rows.len() {
        if end < rows.len() && counts(&rows[end - 1..=end]) {
            continue;
        }
        if end - start >= RUN {
            let run = &rows[start..end];
            for (at, (one, _)) in run.iter().enumerate().filter(|(_, (one, _))| !is_known(one)) {
                found.entry(*one).or_insert(run[usize::from(at == 0)].1);
            }
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::product::Product;

    fn damaged(rows: &[(u128, &str, &str)], known: &Known) -> Vec<u128> {
        let told = (2..).zip(rows).map(|(line, (sku, name, part_number))| Told {
            line,
            sku: SkuId(Uuid::from_u128(*sku)),
            name,
            part_number,
            plan: None,
        });
        let damage = Damage::found(&told.collect::<Vec<_>>(), known);
        damage.products.keys().map(|sku| sku.0.as_u128()).collect()
    }

    fn known(products: &[(u128, &str, &str)]) -> Known {
        let products: Vec<Product> = products
            .iter()
            .map(|(sku, name, part)| Product {
                sku: SkuId(Uuid::from_u128(*sku)),
                name: (*name).into(),
                part_number: (*part).into(),
                shares_name: false,
                assignable: true,
                retired: false,
            })
            .collect();
        Known::new(&products, [])
    }

    const FAR: u128 = 1 << 64;

    #[test]
    fn one_name_and_part_number_under_several_ids_is_damage_but_for_the_one_that_is_known() {
        let rows = [(FAR, "Chat", "CHAT"), (FAR + 1, "Chat", "CHAT"), (2 * FAR, "chat ", "Chat"), (9, "Draw", "DRAW")];
        assert_eq!(damaged(&rows, &Known::default()), [FAR, FAR + 1, 2 * FAR]);
        assert_eq!(damaged(&rows, &known(&[(FAR, "Chat", "CHAT")])), [FAR + 1, 2 * FAR]);
        let both = known(&[(FAR, "Chat", "CHAT"), (FAR + 1, "Chat", "CHAT")]);
        assert_eq!(damaged(&rows, &both), [FAR, FAR + 1, 2 * FAR]);
        // The corrected list.
        assert!(damaged(&rows[..1], &both).is_empty());
    }

    #[test]
    fn a_new_id_for_what_is_known_is_damage_unless_the_other_has_another_name_now() {
        let known = known(&[(FAR, "Chat", "CHAT")]);
        assert_eq!(damaged(&[(2 * FAR, "Chat", "CHAT")], &known), [2 * FAR]);
        assert!(damaged(&[(2 * FAR, "Chat", "CHAT"), (FAR, "Chat (old)", "CHAT_OLD")], &known).is_empty());
        assert!(damaged(&[(2 * FAR, "Chat", "CHAT_2")], &known).is_empty(), "only the name is equal");
    }

    #[test]
    fn ids_that_count_up_while_name_or_part_number_stays_are_damage() {
        assert_eq!(damaged(&[(FAR, "Chat", "CHAT"), (FAR + 10, "Chat", "TALK")], &Known::default()), [FAR, FAR + 10]);
        assert_eq!(damaged(&[(FAR, "Chat", "CHAT"), (FAR + 1, "Talk", "CHAT")], &Known::default()), [FAR, FAR + 1]);
        assert!(damaged(&[(FAR, "Chat", "CHAT"), (FAR + 1, "Talk", "TALK")], &Known::default()).is_empty());
        assert!(damaged(&[(FAR, "Chat", "CHAT"), (2 * FAR, "Talk", "CHAT")], &Known::default()).is_empty());
    }

    #[test]
    fn three_ids_in_a_row_that_count_up_are_damage_whatever_they_are_called() {
        const ID_OF_CHAT: u128 = 0x3b55_5118_da6a_4418_894f_7df1_e209_6870;
        let rows = [
            (ID_OF_CHAT, "Chat", "CHAT"),
            (ID_OF_CHAT, "Chat", "CHAT"),
            (ID_OF_CHAT + 1, "Talk", "TALK"),
            (ID_OF_CHAT + 7, "Draw", "DRAW"),
        ];
        assert_eq!(damaged(&rows, &Known::default()), [ID_OF_CHAT, ID_OF_CHAT + 1, ID_OF_CHAT + 7]);
        assert_eq!(damaged(&rows, &known(&[(ID_OF_CHAT, "Chat", "CHAT")])), [ID_OF_CHAT + 1, ID_OF_CHAT + 7]);
        let apart = [
            (ID_OF_CHAT, "Chat", "CHAT"),
            (ID_OF_CHAT + 1, "Talk", "TALK"),
            (ID_OF_CHAT ^ FAR, "Mail", "MAIL"),
            (ID_OF_CHAT + 7, "D", "D"),
        ];
        assert!(damaged(&apart, &Known::default()).is_empty());
        let by_hand = [(FAR, "Chat", "CHAT"), (FAR + 1, "Talk", "TALK"), (FAR + 2, "Draw", "DRAW")];
        assert!(damaged(&by_hand, &Known::default()).is_empty());
    }

    proptest! {
        /// However far down a column was dragged, in whatever steps: nothing of it goes in, and all the rest does.
        #[test]
        fn a_column_that_was_dragged_down_is_found(first: u128, rows in 2..50u128, step in 1..50u128) {
            let first = first >> 16 << 16;
            let mut list: Vec<_> = (0..rows).map(|at| (first + at * step, "Chat", "CHAT")).collect();
            let other = first ^ FAR;
            list.push((other, "Draw", "DRAW"));
            let found = damaged(&list, &Known::default());
            prop_assert_eq!(found.len(), list.len() - 1);
            prop_assert!(!found.contains(&other));
            let found = damaged(&list, &known(&[(first, "Chat", "CHAT")]));
            prop_assert_eq!(found.len(), list.len() - 2);
        }
    }
}
