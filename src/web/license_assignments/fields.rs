//! *Assign and revoke licenses* as browsers send it.

use serde::{Deserialize, Serialize};

use crate::web::form::Fields;
use crate::web::questions::Asked;

/// A product stands on the form with a box when all of those chosen have it or nobody has, and with a choice of
/// three when some have; so do its service plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssignmentFields {
    pub user: Vec<String>,
    pub selection: String,
    pub r#return: String,
    /// `SKU` of each box that is ticked.
    pub license: Vec<String>,
    /// `SKU:all` or `SKU:none`, as it was shown. A box without it was empty.
    pub was: Vec<String>,
    /// `SKU:leave`, `SKU:assign` or `SKU:revoke`.
    pub want: Vec<String>,
    /// `SKU` of each product whose service plans stood there.
    pub plans_of: Vec<String>,
    /// `SKU/PLAN` of each plan that is ticked.
    pub service_plan: Vec<String>,
    /// `SKU/PLAN` of each plan that was shown unticked.
    pub plan_off: Vec<String>,
    /// `SKU/PLAN:leave`, `…:on` or `…:off`.
    pub plan_want: Vec<String>,
    pub location: String,
    /// `swap` on the page for one product in place of another.
    pub to: String,
    pub swap_from: String,
    pub swap_to: String,
    /// A preview that is to be carried out, and what was seen of it.
    pub preview: String,
    pub seen: String,
    /// More of this product is to be bought first.
    pub buy: String,
}

/// The preview as for which a form is to be filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    pub preview: String,
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
