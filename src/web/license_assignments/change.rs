//! *Assign and revoke licenses* as it was sent: what was shown of each product, and what was made of it.
//! What was left as it was shown is no wish.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::AssignmentFields;
use crate::actions::licenses::CustomerProducts;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::{Change, Swap, Switch};
use crate::domain::location;
use crate::domain::refusal::{InputRefusal, LicenseRefusal, Refusal, Refused};

/// What is to become of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Leave,
    Yes,
    No,
}

impl Want {
    /// Of a box: as it was shown, and as it is sent.
    fn of(was: bool, is: bool) -> Self {
        match (was, is) {
            (false, true) => Self::Yes,
            (true, false) => Self::No,
            _ => Self::Leave,
        }
    }

    fn parse(raw: &str) -> Self {
        match raw {
            "assign" | "on" => Self::Yes,
            "revoke" | "off" => Self::No,
            _ => Self::Leave,
        }
    }
}

fn product(raw: &str) -> Option<SkuId> {
    raw.parse().ok()
}

fn plan(raw: &str) -> Option<(SkuId, ServicePlanId)> {
    let (sku, plan) = raw.split_once('/')?;
    Some((sku.parse().ok()?, plan.parse().ok()?))
}

impl AssignmentFields {
    /// What is wished, of the products that were `offered`.
    ///
    /// # Errors
    /// [`LicenseRefusal::ProductNotOwned`], [`LicenseRefusal::UnknownPlan`], [`InputRefusal::UnknownLocation`], [`LicenseRefusal::Contradicting`],
    /// [`LicenseRefusal::PlansAlone`];
    /// [`LicenseRefusal::NothingChosen`] when all is left as it was shown.
    pub fn change(&self, offered: &CustomerProducts) -> Result<Change, Refused> {
        let mut refused = Refused::default();
        let mut change = Change {
            location: refused.take("location", location::parse(&self.location)).flatten(),
            ..Change::default()
        };
        if self.is_swap() {
            change.swap = swap(offered, &self.swap_from, &self.swap_to, &mut refused);
        } else {
            self.products(offered, &mut change, &mut refused);
            self.switches(offered, &mut change, &mut refused);
        }
        if refused.is_empty() && change.is_empty() {
            return Err(Refusal::License(LicenseRefusal::NothingChosen).into());
        }
        if refused.is_empty() { Ok(change) } else { Err(refused) }
    }

    fn products(&self, offered: &CustomerProducts, change: &mut Change, refused: &mut Refused) {
        let ticked: BTreeSet<&str> = self.license.iter().map(String::as_str).collect();
        let was: BTreeMap<&str, bool> =
            self.was.iter().filter_map(|raw| raw.split_once(':')).map(|(sku, was)| (sku, was == "all")).collect();
        let boxes: BTreeSet<&str> = ticked.iter().chain(was.keys()).copied().collect();
        let of_boxes = boxes
            .into_iter()
            .map(|sku| (sku, Want::of(was.get(sku).copied().unwrap_or_default(), ticked.contains(sku))));
        let of_choices = self.want.iter().filter_map(|raw| raw.split_once(':'));
        let of_choices = of_choices.map(|(sku, want)| (sku, Want::parse(want)));
        for (raw, want) in of_boxes.chain(of_choices).filter(|(_, want)| *want != Want::Leave) {
            match product(raw).filter(|sku| offered.find(*sku).is_some()) {
                None => refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::ProductNotOwned))),
                Some(sku) if want == Want::Yes => drop(change.assign.insert(sku, Vec::new())),
                Some(sku) => drop(change.revoke.insert(sku)),
            }
        }
        // No form of ours says both.
        for sku in change.revoke.iter().filter(|sku| change.assign.contains_key(sku)) {
            refused.0.push((format!("license:{sku}"), Refusal::License(LicenseRefusal::Contradicting)));
        }
    }

    fn switches(&self, offered: &CustomerProducts, change: &mut Change, refused: &mut Refused) {
        let pairs = |raw: &[String]| raw.iter().filter_map(|raw| plan(raw)).collect::<BTreeSet<_>>();
        let (ticked, were_off) = (pairs(&self.service_plan), pairs(&self.plan_off));
        let chosen = self.plan_want.iter().filter_map(|raw| raw.rsplit_once(':'));
        let chosen: BTreeMap<(SkuId, ServicePlanId), Want> =
            chosen.filter_map(|(pair, want)| Some((plan(pair)?, Want::parse(want)))).collect();
        let known = |(sku, plan): &(SkuId, ServicePlanId)| offered.plans_of(*sku).iter().any(|known| known.id == *plan);
        if !ticked.iter().chain(chosen.keys()).all(known) {
            refused.0.push(("licenses".into(), Refusal::License(LicenseRefusal::UnknownPlan)));
        }
        let shown_without = |sku: SkuId| self.was.iter().any(|was| *was == format!("{sku}:none"));
        for sku in self.plans_of.iter().filter_map(|raw| product(raw)).collect::<BTreeSet<_>>() {
            let mut switch = Switch { sku, on: Vec::new(), off: Vec::new() };
            let mut off_for_new = Vec::new();
            for plan in offered.plans_of(sku).iter().map(|plan| plan.id) {
                let pair = (sku, plan);
                let is_ticked = ticked.contains(&pair);
                let want = chosen.get(&pair).copied();
                match want.unwrap_or_else(|| Want::of(!were_off.contains(&pair), is_ticked)) {
                    Want::Yes => switch.on.push(plan),
                    Want::No => switch.off.push(plan),
                    Want::Leave => {}
                }
                // Who gets the product new gets it as it stands there.
                if want.map_or(!is_ticked, |want| want == Want::No) {
                    off_for_new.push(plan);
                }
            }
            off_for_new.sort();
            change.assign.entry(sku).and_modify(|off| *off = off_for_new);
            if switch.is_idle() || change.revoke.contains(&sku) {
                continue;
            }
            if shown_without(sku) && !change.assign.contains_key(&sku) {
                refused.0.push((format!("license:{sku}"), Refusal::License(LicenseRefusal::PlansAlone)));
            }
            change.switch.push(switch);
        }
    }
}

fn swap(offered: &CustomerProducts, from: &str, to: &str, refused: &mut Refused) -> Option<Swap> {
    let mut owned = |field: &str, raw: &str| {
        let known = product(raw).filter(|sku| offered.find(*sku).is_some());
        let refusal = if raw.is_empty() {
            Refusal::Input(InputRefusal::Choose)
        } else {
            Refusal::License(LicenseRefusal::ProductNotOwned)
        };
        refused.take(field, known.ok_or(refusal))
    };
    let (from, to) = (owned("swap_from", from), owned("swap_to", to));
    let swap = Swap { from: from?, to: to? };
    if swap.from == swap.to {
        refused.0.push(("swap_to".into(), Refusal::License(LicenseRefusal::SwapAlike)));
    }
    Some(swap)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::actions::licenses::Owned;
    use crate::domain::licensing::Pool;
    use crate::domain::product::{Product, ServicePlan};

    const SKU: SkuId = SkuId(Uuid::from_u128(1));
    const PLANS: [ServicePlanId; 3] =
        [ServicePlanId(Uuid::from_u128(11)), ServicePlanId(Uuid::from_u128(12)), ServicePlanId(Uuid::from_u128(13))];

    fn shelf() -> CustomerProducts {
        let product = Product {
            sku: SKU,
            name: "One".into(),
            part_number: "ONE".into(),
            shares_name: false,
            assignable: true,
            retired: false,
        };
        let plan = |id: &ServicePlanId| ServicePlan { id: *id, name: "Plan".into(), part_number: "PLAN".into() };
        CustomerProducts {
            owned: vec![Owned { product, pool: Pool::default() }],
            plans: [(SKU, PLANS.iter().map(plan).collect())].into(),
        }
    }

    fn parse(form: &AssignmentFields) -> Change {
        form.change(&shelf()).unwrap()
    }

    fn nothing_chosen(form: &AssignmentFields) -> bool {
        form.change(&shelf()) == Err(Refusal::License(LicenseRefusal::NothingChosen).into())
    }

    #[test]
    fn what_is_left_as_it_was_shown_is_no_wish() {
        let sku = SKU.to_string();
        let form = |ticked: bool, was: &str| AssignmentFields {
            license: ticked.then(|| sku.clone()).into_iter().collect(),
            was: vec![format!("{sku}:{was}")],
            ..AssignmentFields::default()
        };
        assert!(nothing_chosen(&form(true, "all")) && nothing_chosen(&form(false, "none")));
        assert!(parse(&form(true, "none")).assign.contains_key(&SKU));
        assert!(parse(&form(false, "all")).revoke.contains(&SKU));
        let some = |want: &str| AssignmentFields { want: vec![format!("{sku}:{want}")], ..AssignmentFields::default() };
        assert!(nothing_chosen(&some("leave")));
        assert!(parse(&some("assign")).assign.contains_key(&SKU));
        assert!(parse(&some("revoke")).revoke.contains(&SKU));
    }

    #[test]
    fn plans_are_switched_where_they_were_changed_and_new_ones_are_as_they_stand() {
        let (sku, pair) = (SKU.to_string(), |at: usize| format!("{SKU}/{}", PLANS[at]));
        // The first was off and is ticked, the second was on and is not; of the third some have it.
        let form = AssignmentFields {
            want: vec![format!("{sku}:assign")],
            plans_of: vec![sku.clone()],
            service_plan: vec![pair(0)],
            plan_off: vec![pair(0)],
            plan_want: vec![format!("{}:leave", pair(2))],
            ..AssignmentFields::default()
        };
        let change = parse(&form);
        assert_eq!(change.switch, [Switch { sku: SKU, on: vec![PLANS[0]], off: vec![PLANS[1]] }]);
        assert_eq!(change.assign[&SKU], [PLANS[1]]);
        let form = AssignmentFields { plan_want: vec![format!("{}:off", pair(2))], ..form };
        assert_eq!(parse(&form).assign[&SKU], [PLANS[1], PLANS[2]]);
    }

    #[test]
    fn products_and_plans_of_nobody_are_refused() {
        let foreign = Uuid::from_u128(99).to_string();
        let form = AssignmentFields { license: vec![foreign.clone()], ..AssignmentFields::default() };
        assert_eq!(
            form.change(&shelf()).unwrap_err().at("licenses"),
            Some(&Refusal::License(LicenseRefusal::ProductNotOwned))
        );
        let form = AssignmentFields { service_plan: vec![format!("{SKU}/{foreign}")], ..AssignmentFields::default() };
        assert_eq!(
            form.change(&shelf()).unwrap_err().at("licenses"),
            Some(&Refusal::License(LicenseRefusal::UnknownPlan))
        );
        let both = vec![format!("{SKU}:assign"), format!("{SKU}:revoke")];
        let form = AssignmentFields { want: both, ..AssignmentFields::default() };
        let at = format!("license:{SKU}");
        assert_eq!(form.change(&shelf()).unwrap_err().at(&at), Some(&Refusal::License(LicenseRefusal::Contradicting)));
        let form = AssignmentFields {
            to: "swap".into(),
            swap_from: SKU.to_string(),
            swap_to: SKU.to_string(),
            ..AssignmentFields::default()
        };
        assert_eq!(
            form.change(&shelf()).unwrap_err().at("swap_to"),
            Some(&Refusal::License(LicenseRefusal::SwapAlike))
        );
        let form = AssignmentFields { to: "swap".into(), swap_to: foreign, ..AssignmentFields::default() };
        let refused = form.change(&shelf()).unwrap_err();
        assert_eq!(refused.at("swap_from"), Some(&Refusal::Input(InputRefusal::Choose)));
        assert_eq!(refused.at("swap_to"), Some(&Refusal::License(LicenseRefusal::ProductNotOwned)));
    }
}
