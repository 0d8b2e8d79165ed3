//! The words by which exports tell how a subscription stands, in English and Italian.

use super::names::name_key;
use super::row::Skipped;
use crate::domain::refusal::{InputRefusal, Refusal, SubscriptionRefusal};
use crate::domain::subscription::Status;

const STATUSES: [(Status, &[&str]); 4] = [
    (Status::Active, &["active", "enabled", "attiva", "attivo", "abilitata", "abilitato"]),
    (
        Status::Warning,
        &[
            "warning",
            "grace",
            "in grace",
            "grace period",
            "in grace period",
            "avviso",
            "periodo di tolleranza",
            "in periodo di tolleranza",
            "in tolleranza",
        ],
    ),
    (
        Status::Suspended,
        &[
            "suspended",
            "disabled",
            "lockedout",
            "locked out",
            "sospesa",
            "sospeso",
            "disabilitata",
            "disabilitato",
            "disattivata",
            "disattivato",
            "bloccata",
            "bloccato",
        ],
    ),
    (
        Status::Deleted,
        &[
            "deleted",
            "expired",
            "canceled",
            "cancelled",
            "deprovisioned",
            "terminated",
            "eliminata",
            "eliminato",
            "scaduta",
            "scaduto",
            "annullata",
            "annullato",
            "cancellata",
            "cancellato",
            "terminata",
            "terminato",
        ],
    ),
];

/// Bought, but there are no seats of it yet.
const PENDING: &[&str] = &[
    "pending",
    "in progress",
    "provisioning",
    "scheduled",
    "none",
    "in sospeso",
    "in attesa",
    "in corso",
    "provisioning in corso",
    "pianificata",
    "pianificato",
    "nessuno",
    "nessuna",
];

/// How a subscription stands; or why there is nothing to take of it yet.
///
/// # Errors
/// [`InputRefusal::Required`], [`SubscriptionRefusal::UnknownStatus`].
pub(super) fn status(raw: &str) -> Result<Result<Status, Skipped>, Refusal> {
    let word = name_key(raw);
    if word.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    if PENDING.contains(&word.as_str()) {
        return Ok(Err(Skipped::Pending));
    }
    let found = STATUSES.iter().find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(status, _)| Ok(*status)).ok_or(Refusal::Subscription(SubscriptionRefusal::UnknownStatus))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn statuses_are_read_in_both_languages() {
        for (word, expected) in [
            ("Active", Ok(Status::Active)),
            ("attiva", Ok(Status::Active)),
            ("In grace", Ok(Status::Warning)),
            ("SOSPESA", Ok(Status::Suspended)),
            ("Disabled", Ok(Status::Suspended)),
            ("Disabilitata", Ok(Status::Suspended)),
            ("Scaduta", Ok(Status::Deleted)),
            ("Expired", Ok(Status::Deleted)),
            ("Eliminato", Ok(Status::Deleted)),
            ("Pending", Err(Skipped::Pending)),
            ("In sospeso", Err(Skipped::Pending)),
            ("None", Err(Skipped::Pending)),
        ] {
            assert_eq!(status(word), Ok(expected), "{word}");
        }
        for one in Status::ALL {
            assert_eq!(status(one.name()), Ok(Ok(one)));
            for language in Language::ALL {
                let told = Words::new(language, chrono_tz::UTC).t(format!("subscription-status-{}", one.name()));
                assert_eq!(status(&told), Ok(Ok(one)), "what our own export writes: {told}");
            }
        }
        assert_eq!(status("perhaps"), Err(Refusal::Subscription(SubscriptionRefusal::UnknownStatus)));
    }
}
