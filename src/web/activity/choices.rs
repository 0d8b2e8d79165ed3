//! What the log can be asked for: operations, and whose records.

use uuid::Uuid;

use super::told;
use crate::domain::activity::Seen;
use crate::domain::event::Operation;
use crate::domain::staff::Staff;
use crate::web::request_context::RequestContext;

/// An entry of a list to choose from.
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

/// Every operation, by its name in the reader's language.
pub fn actions(visit: &RequestContext) -> Vec<SelectOption> {
    let choice = |operation: &Operation| SelectOption {
        value: operation.name().to_owned(),
        label: told::operation(&visit.words, operation.name()),
    };
    let mut choices: Vec<SelectOption> = Operation::ALL.iter().map(choice).collect();
    choices.sort_by_cached_key(|choice| crate::domain::text::fold(&choice.label));
    choices
}

/// Whose records can be asked for; nobody's where one sees one's own only.
pub fn doers(visit: &RequestContext, seen: Seen, staff: &[(Staff, bool)], who: &str) -> Vec<SelectOption> {
    if seen == Seen::Own {
        return Vec::new();
    }
    let words = &visit.words;
    let own = [("program", "activity-program"), ("command-line", "activity-command-line")];
    let own = own.into_iter().map(|(value, key)| SelectOption { value: value.to_owned(), label: words.t(key) });
    let people =
        staff.iter().map(|one| SelectOption { value: one.0.id.to_string(), label: told::member(words, one, staff) });
    let mut choices: Vec<SelectOption> = own.chain(people).collect();
    // Somebody who is no longer there was asked for by a link.
    let is_known = who.is_empty() || choices.iter().any(|choice| choice.value == who);
    if let (false, Ok(id)) = (is_known, who.parse::<Uuid>()) {
        choices.push(SelectOption { value: who.to_owned(), label: id.to_string() });
    }
    choices
}
