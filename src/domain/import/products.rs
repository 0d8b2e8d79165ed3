//! The list of products and service plans that Microsoft publishes: a row for each plan of each
//! product, so the same product over many rows, some of them doubled.
//!
//! Products and plans are known by GUID. The list spells some of them in several ways: all
//! spellings are kept, the first one first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::damage::Damage;
use super::damaged_cells::whole;
use super::known::{Known, Told};
use super::names::spaced;
use super::row::{Line, RefusedRow};
use super::table::{Column, Table};
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::ServicePlan;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::text;

/// The longest name of a product or plan, and part number, in characters.
pub const NAME_LIMIT: usize = 200;

/// The published list's columns.
pub const COLUMNS: [Column; 6] = [
    Column::required("name", &["Product_Display_Name"]),
    Column::required("part_number", &["String_Id"]),
    Column::required("sku", &["GUID"]),
    Column::required("plan_part_number", &["Service_Plan_Name"]),
    Column::required("plan", &["Service_Plan_Id"]),
    Column::required("plan_name", &["Service_Plans_Included_Friendly_Names"]),
];

/// What a list says, the first spelling of each thing first.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub(super) products: Vec<ListedProduct>,
    pub(super) plans: BTreeMap<ServicePlanId, ServicePlan>,
    /// Products with a refused row: which plan that was cannot be told.
    partial: BTreeSet<SkuId>,
    /// Every product of which there is a row.
    named: BTreeSet<SkuId>,
    pub refused: Vec<RefusedRow>,
    /// Rows that were read, and those of them that are damaged.
    read: usize,
    damaged: usize,
}

#[derive(Clone, Debug)]
pub(super) struct ListedProduct {
    pub(super) sku: SkuId,
    /// At least one.
    pub(super) names: Vec<String>,
    /// At least one.
    pub(super) part_numbers: Vec<String>,
    pub(super) plans: Vec<ServicePlanId>,
}

#[derive(Debug)]
struct RowOfList {
    name: String,
    part_number: String,
    plan: Option<ServicePlan>,
}

impl List {
    /// Reads the rows of a published list. What a spreadsheet has damaged is refused, also by what is `known`.
    pub fn read(table: &Table<6>, known: &Known) -> Self {
        let mut list = Self { refused: table.refused.clone(), ..Self::default() };
        let mut rows = Vec::new();
        for row in &table.rows {
            let [_, _, sku, ..] = &row.cells;
            let Ok(sku) = id(sku).map(SkuId) else {
                list.refused.push(row.line.refuse(Refused::one("sku", Refusal::Input(InputRefusal::NotAGuid))));
                continue;
            };
            list.named.insert(sku);
            match parse(&row.line, &row.cells) {
                Ok(told) => rows.push((&row.line, sku, told)),
                Err(refused) => {
                    list.refused.push(refused);
                    list.partial.insert(sku);
                }
            }
        }
        list.take(rows, known);
        list.refused.sort_by_key(|row| row.line.number);
        list
    }

    /// Takes the rows that are not damaged.
    fn take(&mut self, rows: Vec<(&Line, SkuId, RowOfList)>, known: &Known) {
        let told = rows.iter().map(|(line, sku, row)| Told {
            line: line.number,
            sku: *sku,
            name: &row.name,
            part_number: &row.part_number,
            plan: row.plan.as_ref(),
        });
        let damage = Damage::found(&told.collect::<Vec<_>>(), known);
        self.read = rows.len();
        let mut places: HashMap<SkuId, usize> = HashMap::new();
        self.partial.extend(&damage.partial);
        for (line, sku, row) in rows {
            let of_plan =
                row.plan.as_ref().and_then(|plan| damage.plans.get(&plan.id)).map(|refusal| ("plan", refusal));
            let of_product = damage.products.get(&sku).map(|(field, refusal)| (*field, refusal));
            if let Some((field, refusal)) = of_product.or(of_plan) {
                self.refused.push(line.refuse(Refused::one(field, Refusal::File(refusal.clone()))));
                self.partial.insert(sku);
                self.damaged += 1;
                continue;
            }
            let at = *places.entry(sku).or_insert(self.products.len());
            self.add(sku, at, row);
        }
    }

    /// Whether so much of it is damaged that the rest cannot be believed either: a column slipped or was sorted.
    pub fn is_unsound(&self) -> bool {
        const FEW: usize = 50;
        self.damaged > FEW && self.damaged * 10 > self.read
    }

    /// Whether a row is about `sku`, be it a refused one.
    pub fn names(&self, sku: SkuId) -> bool {
        self.named.contains(&sku)
    }

    /// The products that it tells of.
    pub fn skus(&self) -> impl Iterator<Item = SkuId> {
        self.products.iter().map(|told| told.sku)
    }

    pub(super) fn is_partial(&self, sku: SkuId) -> bool {
        self.partial.contains(&sku)
    }

    fn add(&mut self, sku: SkuId, at: usize, row: RowOfList) {
        if at == self.products.len() {
            self.products.push(ListedProduct { sku, names: Vec::new(), part_numbers: Vec::new(), plans: Vec::new() });
        }
        let told = &mut self.products[at];
        let note = |of: &mut Vec<String>, what: String| {
            if !of.contains(&what) {
                of.push(what);
            }
        };
        note(&mut told.names, row.name);
        note(&mut told.part_numbers, row.part_number);
        if let Some(plan) = row.plan {
            if !told.plans.contains(&plan.id) {
                told.plans.push(plan.id);
            }
            self.plans.entry(plan.id).or_insert(plan);
        }
    }
}

fn parse(line: &Line, cells: &[String; 6]) -> Result<RowOfList, RefusedRow> {
    let [name, part_number, _, plan_part_number, plan, plan_name] = cells;
    let mut refused = Refused::default();
    let name = refused.take("name", text::required(&spaced(name), NAME_LIMIT).and_then(whole));
    let part_number = refused.take("part_number", text::required(&spaced(part_number), NAME_LIMIT).and_then(whole));
    let plan = match plan.as_str() {
        // A product that includes nothing.
        "" if plan_part_number.is_empty() && plan_name.is_empty() => Some(None),
        raw => {
            let id = refused.take("plan", id(raw).map(ServicePlanId));
            let part_number = text::line(&spaced(plan_part_number), NAME_LIMIT).and_then(whole);
            let part_number = refused.take("plan_part_number", part_number);
            let name = refused.take("plan_name", text::line(&spaced(plan_name), NAME_LIMIT).and_then(whole));
            id.zip(part_number).zip(name).map(|((id, part_number), name)| {
                let name = if name.is_empty() { part_number.clone() } else { name };
                Some(ServicePlan { id, name, part_number })
            })
        }
    };
    match (name, part_number, plan) {
        (Some(name), Some(part_number), Some(plan)) => Ok(RowOfList { name, part_number, plan }),
        _ => Err(line.refuse(refused)),
    }
}

/// A GUID; nil is none.
pub(super) fn id(raw: &str) -> Result<Uuid, Refusal> {
    if raw.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    Uuid::parse_str(raw).ok().filter(|id| !id.is_nil()).ok_or(Refusal::Input(InputRefusal::NotAGuid))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCT: &str = "11111111-2222-4333-8444-555555555555";
    const PLAN: &str = "22222222-2222-4333-8444-555555555555";

    fn list(rows: &[String]) -> List {
        let headers = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names";
        let text = format!("{headers}\n{}\n", rows.join("\n"));
        List::read(&Table::read(text.as_bytes(), &COLUMNS).unwrap(), &Known::default())
    }

    #[test]
    fn all_spellings_of_a_thing_are_kept_the_first_one_first() {
        let list = list(&[
            format!("Mail  \u{a0}Plan,MAIL\t,{PRODUCT}\u{a0},POST,{PLAN},Post"),
            format!("Mail Plan,MAIL,{PRODUCT},POST,{PLAN},Post"),
            format!("Letters,mail_2,{},POST,{},POST OFFICE", PRODUCT.to_uppercase(), PLAN.to_uppercase()),
        ]);
        assert!(list.refused.is_empty());
        assert_eq!(list.skus().count(), 1);
        let told = &list.products[0];
        assert_eq!(told.names, ["Mail Plan", "Letters"]);
        assert_eq!(told.part_numbers, ["MAIL", "mail_2"]);
        assert_eq!(told.plans, [ServicePlanId(PLAN.parse().unwrap())]);
        assert_eq!(list.plans.values().map(|plan| plan.name.as_str()).collect::<Vec<_>>(), ["Post"]);
    }

    #[test]
    fn a_row_without_ids_or_names_is_refused_and_the_others_go_through() {
        let list = list(&[
            format!("Mail,MAIL,no-guid,POST,{PLAN},Post"),
            format!("Mail,MAIL,{PRODUCT},POST,,Post"),
            format!(",,{PRODUCT},POST,{PLAN},Post"),
            format!("Mail,MAIL,{PRODUCT},,,"),
        ]);
        let fields = |at: usize| list.refused[at].refused.0.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>();
        assert_eq!(list.refused.len(), 3);
        assert_eq!((fields(0), fields(1), fields(2)), (vec!["sku"], vec!["plan"], vec!["name", "part_number"]));
        assert_eq!((list.products.len(), list.products[0].plans.len()), (1, 0));
    }
}
