//! What the catalog says of products beside each other (specification §6.3): service plans that
//! exclude each other in one user, products that need another one, countries where they cannot be had.
//!
//! Only new assignments are held against it: what a user has already stays.

use std::collections::{BTreeMap, BTreeSet};

use uuid::{Uuid, uuid};

use super::inventory::Item;
use crate::domain::id::{PlanId, SkuId};
use crate::domain::user::License;

/// Products with their plans, by which a license is known to have one.
pub type Items = BTreeMap<SkuId, Item>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    excludes: BTreeMap<PlanId, BTreeSet<PlanId>>,
    needs: BTreeMap<SkuId, BTreeSet<PlanId>>,
    /// By country; nothing stands for every product.
    closed: BTreeSet<(String, Option<SkuId>)>,
}

impl Rules {
    /// `one` and `other` are never both on in one user.
    pub fn exclude(&mut self, one: PlanId, other: PlanId) {
        self.excludes.entry(one).or_default().insert(other);
        self.excludes.entry(other).or_default().insert(one);
    }

    /// `sku` is worth something only beside `plan` in another product, or one of the others so named.
    pub fn need(&mut self, sku: SkuId, plan: PlanId) {
        self.needs.entry(sku).or_default().insert(plan);
    }

    /// `sku`, or every product, cannot be had in `country` (ISO 3166-1).
    pub fn close(&mut self, country: &str, sku: Option<SkuId>) {
        self.closed.insert((country.to_owned(), sku));
    }

    /// Whether `sku` can be had in `country`.
    #[must_use]
    pub fn is_open(&self, country: &str, sku: SkuId) -> bool {
        [None, Some(sku)].into_iter().all(|one| !self.closed.contains(&(country.to_owned(), one)))
    }

    /// The plans of which `sku` needs one in another product; none if it stands by itself.
    pub fn needs(&self, sku: SkuId) -> Option<&BTreeSet<PlanId>> {
        self.needs.get(&sku)
    }

    /// Whether `sku` has what it needs among `held`.
    #[must_use]
    pub fn is_supported(&self, sku: SkuId, held: &[License], items: &Items) -> bool {
        let Some(needs) = self.needs(sku) else { return true };
        let supports = |other: &License| needs.iter().any(|plan| has(other, *plan, items));
        held.iter().any(|other| other.sku != sku && supports(other))
    }

    /// What of `held` stands against `plan` being on in `sku`: the other product and its plan.
    #[must_use]
    pub fn against(&self, sku: SkuId, plan: PlanId, held: &[License], items: &Items) -> Option<(SkuId, PlanId)> {
        let excluded = self.excludes.get(&plan)?;
        let others = held.iter().filter(|other| other.sku != sku);
        others
            .flat_map(|other| excluded.iter().map(move |plan| (other, *plan)))
            .find_map(|(other, plan)| has(other, plan, items).then_some((other.sku, plan)))
    }

    /// The plans that are spoken of, for their names.
    pub fn plans(&self) -> impl Iterator<Item = PlanId> {
        self.excludes.keys().chain(self.needs.values().flatten()).copied()
    }
}

/// Whether `plan` belongs to the license and is on.
#[must_use]
pub fn has(license: &License, plan: PlanId, items: &Items) -> bool {
    items.get(&license.sku).is_some_and(|item| item.plans.contains(&plan)) && !license.disabled_plans.contains(&plan)
}

const EXCHANGE_1: Uuid = uuid!("9aaf7827-d63c-4b61-89c3-182f06f82e5c");
const EXCHANGE_2: Uuid = uuid!("efb87545-963c-4e0d-99df-69c6916d9eb0");
const EXCHANGE_KIOSK: Uuid = uuid!("4a82b400-a79f-41a4-b4e2-e94f5787b113");
const SHAREPOINT_1: Uuid = uuid!("c7699d2e-19aa-44de-8edf-1736da088ca1");
const SHAREPOINT_2: Uuid = uuid!("5dbe027f-2339-4123-9542-606e4d348a72");
const SKYPE_1: Uuid = uuid!("afc06cb0-b4f4-4473-8286-d644f70d8faf");
const SKYPE_2: Uuid = uuid!("0feaeb32-d00e-4d66-bd5a-43b5b83db82c");
const TEAMS: Uuid = uuid!("57ff2da0-773e-42df-b2af-ffb7a2317929");
const PHONE_SYSTEM: Uuid = uuid!("4828c8ec-dc2e-4779-b502-87ac9ce28ab7");

/// Service plans, by the ids that Microsoft publishes, that it says to conflict with each other
/// within one user.
pub const EXCLUDES: [(Uuid, Uuid); 5] = [
    (EXCHANGE_1, EXCHANGE_2),
    (EXCHANGE_1, EXCHANGE_KIOSK),
    (EXCHANGE_2, EXCHANGE_KIOSK),
    (SHAREPOINT_1, SHAREPOINT_2),
    (SKYPE_1, SKYPE_2),
];

/// Add-ons by their SKU ids, each with plans of which the user's base product must have one.
pub const NEEDS: [(Uuid, Uuid); 7] = [
    // Exchange Online Archiving for Exchange Online
    (uuid!("ee02fd1b-340e-4a4b-b355-4a514e4c8943"), EXCHANGE_1),
    (uuid!("ee02fd1b-340e-4a4b-b355-4a514e4c8943"), EXCHANGE_KIOSK),
    // Microsoft 365 Audio Conferencing
    (uuid!("0c266dff-15dd-4b49-8397-2bb16070ed52"), TEAMS),
    (uuid!("0c266dff-15dd-4b49-8397-2bb16070ed52"), SKYPE_2),
    // Microsoft Teams Phone Standard
    (uuid!("e43b5b99-8dfb-405f-9987-dc307f34bcbd"), TEAMS),
    (uuid!("e43b5b99-8dfb-405f-9987-dc307f34bcbd"), SKYPE_2),
    // Skype for Business PSTN Domestic Calling
    (uuid!("0dab259f-bf13-4952-b7f8-7db8f131b28d"), PHONE_SYSTEM),
];

/// Countries to which Microsoft does not offer its online services at all.
pub const CLOSED: [&str; 5] = ["CU", "IR", "KP", "SD", "SY"];
