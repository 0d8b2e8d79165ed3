//! What is said of how passwords were handed over, and of one-time links, to staff.

use crate::domain::Moment;
use crate::domain::customer::Account;
use crate::domain::link::{Ending, State, Way};
use crate::words::{Language, Words};

/// How a password was handed over.
pub fn way(w: &Words, way: Way) -> String {
    w.t(match way {
        Way::Shown => "handed-shown",
        Way::Printed => "handed-printed",
        Way::Downloaded => "handed-downloaded",
        Way::Link => "handed-link",
        Way::Mail => "handed-mail",
    })
}

/// What became of a link.
pub fn link_state(w: &Words, state: State) -> String {
    let say = |key, at: Moment| w.named(key, w.time_and_zone(&at));
    match state {
        State::Waiting(until) => say("link-waiting", until),
        State::Ended(ending, at) => say(
            match ending {
                Ending::Opened => "link-opened",
                Ending::Revoked => "link-revoked",
                Ending::Replaced => "link-replaced",
                Ending::Deleted => "link-deleted",
                Ending::Guessed => "link-guessed",
                Ending::Expired => "link-expired",
                Ending::Blocked => "link-blocked",
            },
            at,
        ),
    }
}

/// The language of a customer's contact.
pub fn contact_language(account: &Account) -> Language {
    let chosen = account.contact_language.as_deref().and_then(Language::from_code);
    chosen.unwrap_or_else(|| Language::of_country(account.default_location.as_deref().unwrap_or_default()))
}
