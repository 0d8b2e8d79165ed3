//! Somebody else was first: who, when, and what stands there now beside what was typed.

use super::html::{Html, sentence};
use crate::actions::Conflict;
use crate::domain::mail::{MailKind, Reason};
use crate::domain::message::Message;
use crate::domain::term::Term;
use crate::domain::user_name_pattern::UserNamePattern;
use crate::words::Words;

/// A conflict, in words.
#[derive(Clone, Debug)]
pub struct ConflictNotice {
    pub text: Html,
    pub differences: Vec<Difference>,
}

/// One field that would be overwritten.
#[derive(Clone, Debug)]
pub struct Difference {
    pub label: String,
    pub theirs: String,
    pub yours: String,
}

impl ConflictNotice {
    /// `typed` holds what this person typed, by the fields' names in events.
    pub fn new(words: &Words, conflict: &Conflict, typed: &[(&'static str, String)]) -> Self {
        let key = if conflict.by.is_empty() { "conflict-by-program" } else { "conflict-by-somebody" };
        let message = Message::new(key).text("name", &conflict.by).text("time", words.time(&conflict.at));
        let difference = |(field, yours): &(&'static str, String)| {
            let now = conflict.changed.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
            let (theirs, yours) = (now.unwrap_or_default(), yours.trim().to_owned());
            (theirs != yours).then(|| Difference {
                label: words.t(format!("field-{}", field.replace('_', "-"))),
                theirs: shown(words, field, &theirs),
                yours: shown(words, field, &yours),
            })
        };
        Self { text: sentence(words, &message), differences: typed.iter().filter_map(difference).collect() }
    }
}

/// A value of an event, as pages say it.
pub(super) fn shown(words: &Words, field: &str, value: &str) -> String {
    match (field, value) {
        ("sign_in_allowed", "true") => words.t("sign-in-allowed"),
        ("sign_in_allowed", "false") => words.t("sign-in-blocked"),
        ("location" | "default_location", code) if !code.is_empty() => words.country(code),
        ("permissions", "") => words.t("level-user"),
        ("permissions", roles) => {
            let role = |role: &str| match role {
                "global" => words.t("level-global"),
                role if role.contains(char::is_numeric) => role.to_owned(),
                role => words.t(format!("directory-role-{role}")),
            };
            roles.split_whitespace().map(role).collect::<Vec<_>>().join(", ")
        }
        // Which one is told nowhere.
        ("credentials", "temporary") => words.t("password-new-temporary"),
        ("user_name_pattern", "") => words.t("user-name-typed"),
        ("user_name_pattern", name) if UserNamePattern::from_name(name).is_some() => {
            words.t(format!("user-name-pattern-{name}"))
        }
        ("licenses", "") => words.t("unlicensed"),
        ("status", status) if !status.is_empty() => words.t(format!("subscription-status-{status}")),
        ("role", role) if !role.is_empty() => words.t(format!("role-{role}")),
        ("contact_language" | "language", code @ ("en" | "it")) => words.t(format!("language-{code}")),
        ("term", raw) => Term::parse(raw).map_or_else(|| raw.to_owned(), |term| words.say(&term.message())),
        ("list_columns", names) => {
            let label = |name: &str| words.field(name).unwrap_or_else(|| name.to_owned());
            names.split_whitespace().map(label).collect::<Vec<_>>().join(", ")
        }
        ("started_on" | "term_ends_on", day) => day.parse().map_or_else(|_| day.to_owned(), |day| words.date(&day)),
        ("why", name) => Reason::from_name(name).map_or_else(|| name.to_owned(), |why| words.say(&why.message())),
        ("mail", name) => MailKind::from_name(name).map_or_else(|| name.to_owned(), |kind| words.say(&kind.message())),
        (_, "true") | ("auto_renew", "yes") => words.t("yes"),
        (_, "false") | ("auto_renew", "no") => words.t("no"),
        _ => value.to_owned(),
    }
}
