//! What was handed over to a user, in words.

use crate::actions::hand_overs::HandOver;
use crate::domain::Moment;
use crate::domain::link::{Ending, Facts, State, Way, state};
use crate::web::hand_over_words::{link_state, way};
use crate::words::Words;

/// One line of the record.
pub(super) struct Handed {
    pub way: String,
    pub by: String,
    pub at: String,
    pub address: String,
    /// What became of it.
    pub became: String,
    pub can_be_opened: bool,
}

impl Handed {
    pub(super) fn of(w: &Words, row: HandOver, now: Moment) -> Self {
        let ended = row.ending.as_deref().and_then(Ending::from_name).zip(row.ended_at);
        let facts = |expires_at| Facts {
            ended,
            expires_at,
            is_current: row.changed_at.is_none(),
            is_blocked: false,
            is_deleted: false,
        };
        let link = row.expires_at.map(|expires_at| state(&facts(expires_at), now));
        let changed = row.changed_at.map(|at| w.named("handed-changed", w.time_and_zone(&at)));
        let told = [link.map(|state| link_state(w, state)), changed].into_iter().flatten().collect::<Vec<_>>();
        Self {
            way: Way::from_name(&row.kind).map(|known| way(w, known)).unwrap_or_default(),
            by: row.staff_name,
            at: w.time_and_zone(&row.last_at),
            address: row.address,
            became: told.join(" "),
            can_be_opened: matches!(link, Some(State::Waiting(_))),
        }
    }
}
