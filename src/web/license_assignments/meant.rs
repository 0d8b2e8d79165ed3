//! What both pages about licenses say of who is meant.

use crate::actions::licenses::Question;
use crate::actions::users::UserSummary;
use crate::domain::id::UserId;
use crate::domain::message::Message;
use crate::web::html::Html;
use crate::web::page::Shell;
use crate::web::questions::Asked;
use crate::web::request_context::{ManageLicenses, Scoped};

/// What both pages say of who is meant.
pub struct Meant {
    pub asked: Asked,
    pub first: Vec<UserSummary>,
    pub users: i64,
    pub more: i64,
    /// The only one.
    pub one: Option<UserId>,
    pub warnings: Vec<Html>,
    pub nowhere: i64,
    pub cancel: String,
}

impl Meant {
    pub fn new(scope: &Scoped<ManageLicenses>, shell: &Shell, asked: Asked, question: &Question) -> Self {
        let who = &question.who;
        let mut warnings = Vec::new();
        // Who was ticked by hand has nothing to match.
        let left = if who.filter.is_some() { "question-left" } else { "question-gone" };
        for (key, count, first) in
            [(left, who.left, &who.left_first), ("question-joined", who.joined, &who.joined_first)]
        {
            if count > 0 {
                warnings.push(shell.say(&named(key, count, first)));
            }
        }
        let shown = i64::try_from(question.first.len()).unwrap_or_default();
        Self {
            cancel: asked.back(scope.customer.id),
            first: question.first.clone(),
            users: who.users,
            more: who.users - shown,
            one: (who.users == 1).then(|| question.first.first().map(|user| UserId(user.id))).flatten(),
            nowhere: question.nowhere,
            warnings,
            asked,
        }
    }

    /// Whether the name alone does not tell who it is.
    pub fn has_namesake(&self, name: &str) -> bool {
        self.first.iter().filter(|user| user.display_name == name).count() > 1
    }
}

/// How many left or joined, and the first of them by name.
fn named(key: &'static str, count: i64, first: &[String]) -> Message {
    let is_all = i64::try_from(first.len()).is_ok_and(|named| named >= count);
    let names = if is_all { first.join(", ") } else { format!("{}, …", first.join(", ")) };
    let is_named = i64::from(!first.is_empty());
    Message::new(key).number("count", count).number("named", is_named).text("names", names)
}
