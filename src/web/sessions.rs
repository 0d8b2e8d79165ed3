//! Sessions as a page lists them: which browser, from where, since when.

use super::request_context::RequestContext;
use crate::actions::sessions::Session;
use crate::domain::browser;

/// One line of the table.
pub struct Row {
    pub id: String,
    pub browser: String,
    pub address: String,
    pub started: String,
    pub seen: String,
    /// It is the one in which this page is read.
    pub is_this: bool,
}

impl Row {
    /// What tells it from the others in a sentence.
    pub fn label(&self) -> String {
        format!("{}, {}", self.browser, self.address)
    }
}

pub fn rows(visit: &RequestContext, sessions: &[Session]) -> Vec<Row> {
    let words = &visit.words;
    let row = |session: &Session| Row {
        id: session.id.to_string(),
        browser: browser::name(&session.browser).unwrap_or_else(|| words.t("session-browser-unknown")),
        address: session.address.clone(),
        started: words.time(&session.created_at),
        seen: words.time(&session.last_seen_at),
        is_this: visit.session == Some(session.id),
    };
    sessions.iter().map(row).collect()
}
