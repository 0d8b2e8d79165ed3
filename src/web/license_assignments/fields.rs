//! *Assign and revoke licenses* as browsers send it.

use serde::Deserialize;

use crate::actions::licenses::ChangeForm;
use crate::web::form::Fields;
use crate::web::questions::Asked;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AssignmentFields {
    pub user: Vec<String>,
    pub selection: String,
    pub r#return: String,
    pub license: Vec<String>,
    pub was: Vec<String>,
    pub want: Vec<String>,
    pub plans_of: Vec<String>,
    pub service_plan: Vec<String>,
    pub plan_off: Vec<String>,
    pub plan_want: Vec<String>,
    pub location: String,
    /// `swap` on the page for one product in place of another.
    pub to: String,
    pub swap_from: String,
    pub swap_to: String,
    /// A plan that is to be carried out, and what was seen of it.
    pub plan: String,
    pub seen: String,
    /// More of this product is to be bought first.
    pub buy: String,
}

/// The plan as for which a form is to be filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub plan: String,
}

impl Fields for AssignmentFields {
    // Ten thousand users by their ids are about 450 KB.
    const LIMIT: usize = 1024 * 1024;
}

impl AssignmentFields {
    pub fn asked(&self) -> Asked {
        Asked {
            user: self.user.clone(),
            selection: self.selection.clone(),
            r#return: self.r#return.clone(),
            ..Asked::default()
        }
    }

    pub fn is_swap(&self) -> bool {
        self.to == "swap"
    }

    /// What was wished for a product: nothing, where it was left as it was shown.
    pub fn wish(&self, sku: &str) -> Option<bool> {
        if let Some(choice) = chosen(&self.want, sku) {
            return wish(choice);
        }
        let was = self.was.iter().any(|was| was.strip_suffix(":all") == Some(sku));
        let is = self.license.iter().any(|license| license == sku);
        (was != is).then_some(is)
    }

    /// The same for a service plan, `SKU/PLAN`, of a product whose plans stood on the form.
    pub fn plan_wish(&self, plan: &str) -> Option<bool> {
        let sku = plan.split('/').next().unwrap_or_default();
        if !self.plans_of.iter().any(|one| one == sku) {
            return None;
        }
        if let Some(choice) = chosen(&self.plan_want, plan) {
            return wish(choice);
        }
        let was = !self.plan_off.iter().any(|off| off == plan);
        let is = self.service_plan.iter().any(|on| on == plan);
        (was != is).then_some(is)
    }

    /// As it was sent for a plan.
    pub fn of(form: ChangeForm) -> Self {
        let (swap_from, swap_to) = form.swap.unwrap_or_default();
        Self {
            license: form.licenses,
            was: form.was,
            want: form.want,
            plans_of: form.plans_of,
            service_plan: form.plans,
            plan_off: form.plans_off,
            plan_want: form.plans_want,
            location: form.location,
            swap_from,
            swap_to,
            ..Self::default()
        }
    }

    pub fn form(&self) -> ChangeForm {
        ChangeForm {
            licenses: self.license.clone(),
            was: self.was.clone(),
            want: self.want.clone(),
            plans_of: self.plans_of.clone(),
            plans: self.service_plan.clone(),
            plans_off: self.plan_off.clone(),
            plans_want: self.plan_want.clone(),
            location: self.location.clone(),
            swap: self.is_swap().then(|| (self.swap_from.clone(), self.swap_to.clone())),
        }
    }
}

/// Which of the three was chosen for `of`, if it stood in a field whose values are `OF:CHOICE`.
fn chosen<'a>(field: &'a [String], of: &str) -> Option<&'a str> {
    field.iter().find_map(|raw| raw.rsplit_once(':').filter(|(id, _)| *id == of).map(|(_, choice)| choice))
}

fn wish(choice: &str) -> Option<bool> {
    match choice {
        "assign" | "on" => Some(true),
        "revoke" | "off" => Some(false),
        _ => None,
    }
}
