//! Steps and outcomes of license changes in words: what is added, what is taken, which plans are
//! switched, and why the rest is not done.

use super::html::Html;
use super::page::Shell;
use crate::actions::licenses::Names;
use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::licensing::{
    Absent, Blocker, Done, Drift, Pool, Reason, State, Switch, UsageLocation, UserDecision,
};
use crate::domain::message::Message;
use crate::domain::user::License;
use crate::words::Words;

/// Reasons in sight for one user.
const SHOWN: usize = 3;

/// How a pool stands, in the word that every page has for it, and how that stands out.
pub fn state(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Enabled => None,
        State::Warning => Some(("pool-warning", "warn")),
        State::Suspended => Some(("pool-suspended", "danger")),
        State::Deleted => Some(("pool-deleted", "")),
    }
}

/// Why nobody can take a seat of a pool, however many it has.
pub fn unusable(pool: &Pool) -> Option<&'static str> {
    let is_unusable = matches!(pool.state(), State::Suspended | State::Deleted);
    state(pool.state()).filter(|_| is_unusable).map(|(word, _)| word)
}

/// What happens to one user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Service plans on or off, and a location.
    pub further: Vec<Html>,
    /// What is not done, and why.
    pub refused: Vec<Html>,
    pub drift: Vec<Html>,
}

impl Lines {
    pub fn of_step(shell: &Shell, names: &Names, step: &UserDecision) -> Self {
        let absent = step.absent.map(|absent| shell.say(&absence(absent)));
        // In full above all users, where they are grouped.
        let refused = step.refused.iter().map(|(sku, why)| shell.say(&brief(names, *sku, why)));
        Self {
            added: sorted(step.add.iter().map(|license| names.product(license.sku))),
            removed: sorted(step.remove.iter().map(|sku| names.product(*sku))),
            further: further(names, &step.add, &step.switch, step.place.as_ref()).map(|one| shell.say(&one)).collect(),
            refused: absent.into_iter().chain(refused).collect(),
            drift: step.drift.iter().map(|(sku, drift)| shell.say(&drifted(names, *sku, *drift))).collect(),
        }
    }

    pub fn of_outcome(shell: &Shell, names: &Names, done: &Done, refused: &[(SkuId, Blocker)]) -> Self {
        Self {
            added: sorted(done.added.iter().map(|license| names.product(license.sku))),
            removed: sorted(done.removed.iter().map(|license| names.product(license.sku))),
            further: of_done(names, done).map(|one| shell.say(&one)).collect(),
            refused: refused.iter().map(|(sku, why)| shell.say(&why_not(names, *sku, why))).collect(),
            drift: Vec::new(),
        }
    }

    /// The reasons in sight, and those that a click shows.
    pub fn shown(&self) -> &[Html] {
        &self.refused[..self.refused.len().min(SHOWN)]
    }

    pub fn folded(&self) -> &[Html] {
        &self.refused[self.refused.len().min(SHOWN)..]
    }

    pub fn folded_count(&self) -> i64 {
        i64::try_from(self.folded().len()).unwrap_or_default()
    }

    /// Whether nothing is done.
    pub fn is_idle(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.further.is_empty()
    }
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Service plans on or off, and a location.
fn further(
    names: &Names,
    added: &[License],
    switched: &[Switch],
    place: Option<&UsageLocation>,
) -> impl Iterator<Item = Message> {
    let plans = |plans: &[ServicePlanId]| sorted(plans.iter().map(|plan| names.plan(*plan))).join(", ");
    let mut told = Vec::new();
    for license in added.iter().filter(|license| !license.disabled_plans.is_empty()) {
        let message = Message::new("preview-without").text("product", names.product(license.sku));
        told.push(message.text("plans", plans(&license.disabled_plans)));
    }
    for switch in switched {
        for (key, which) in [("preview-switched-on", &switch.on), ("preview-switched-off", &switch.off)] {
            if !which.is_empty() {
                let message = Message::new(key).text("product", names.product(switch.sku));
                told.push(message.text("plans", plans(which)));
            }
        }
    }
    if let Some(place) = place {
        let (key, country) = match place {
            UsageLocation::Set { country, .. } => ("preview-located", country),
            UsageLocation::Cleared { country, .. } => ("preview-unlocated", country),
        };
        told.push(Message::new(key).words("country", [format!("country-{country}")]));
    }
    told.into_iter()
}

/// The same of what was done.
pub fn of_done(names: &Names, done: &Done) -> impl Iterator<Item = Message> {
    further(names, &done.added, &done.switched, done.place.as_ref())
}

fn absence(absent: Absent) -> Message {
    Message::new(match absent {
        Absent::Gone => "outcome-gone",
        Absent::Deleted => "outcome-deleted",
        Absent::Unmatched => "outcome-unmatched",
    })
}

fn why_not(names: &Names, sku: SkuId, why: &Blocker) -> Message {
    // Of many users, the product is named, too.
    if *why == Blocker::NoLocation {
        return Message::new("refusal-no-location").text("product", names.product(sku));
    }
    names.refusal(sku, why).message()
}

/// The same in a few words.
fn brief(names: &Names, sku: SkuId, why: &Blocker) -> Message {
    let message = match why {
        Blocker::NoSeats => Message::new("why-no-seats"),
        Blocker::PoolNotUsable => Message::new("why-pool-not-usable"),
        Blocker::NotAssignable => Message::new("why-not-assignable"),
        Blocker::ProductNotOwned => Message::new("why-product-not-owned"),
        Blocker::NoLocation => Message::new("why-no-location"),
        Blocker::ClosedInLocation(country) => {
            Message::new("why-closed-in-location").words("country", [format!("country-{country}")])
        }
        Blocker::Excludes(_, other, _) => Message::new("why-excludes").text("other", names.product(*other)),
        Blocker::Needs(_) => Message::new("why-needs"),
        Blocker::NeededBy(other) => Message::new("why-needed-by").text("other", names.product(*other)),
        Blocker::HeldBack => Message::new("why-held-back"),
        Blocker::HasOtherwise => Message::new("why-has-otherwise"),
    };
    message.text("product", names.product(sku))
}

/// A reason that stops several users.
pub fn reason(names: &Names, sku: Option<SkuId>, reason: &Reason) -> Message {
    match reason {
        Reason::Absent(absent) => absence(*absent),
        Reason::Blocker(why) => why_not(names, sku.unwrap_or(SkuId(uuid::Uuid::nil())), why),
    }
}

fn drifted(names: &Names, sku: SkuId, drift: Drift) -> Message {
    Message::new(match drift {
        Drift::RevokedSince => "drift-revoked-since",
        Drift::AssignedSince => "drift-assigned-since",
        Drift::PlansChanged => "drift-plans-changed",
        Drift::AssignedAnew => "drift-assigned-anew",
        Drift::LocationStays => "drift-location-stays",
    })
    .text("product", names.product(sku))
}

/// Pieces of sentences beside each other, for a cell of a file.
pub fn plain(words: &Words, names: &Names, refused: &[(SkuId, Blocker)]) -> String {
    refused.iter().map(|(sku, why)| words.say(&why_not(names, *sku, why))).collect::<Vec<_>>().join(" ")
}
