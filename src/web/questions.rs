//! A question before something is done to users: who is meant, what it leads to, and the button
//! that does it. Works for one user, for ticked ones, and for a selection over pages.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use serde::Deserialize;

use super::error::{Problem, Result, status};
use super::form::Fields;
use super::html::Html;
use super::page::{Reasons, Section, Shell};
use super::paths;
use super::request_context::{Right, Scoped};
use crate::actions;
use crate::actions::jobs::Audience;
use crate::actions::users::{Counted, UserSummary};
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, LicensePreviewId, UserId};
use crate::domain::message::Message;
use crate::domain::refusal::{Refusal, Refused};

/// Who is meant, in an address or a form: `user=` once or often, or a selection.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub user: Vec<String>,
    pub selection: String,
    /// The list to come back to.
    pub r#return: String,
    /// Which of the question's buttons was pressed.
    pub to: String,
    /// The tick that says that the customer's last Global administrator is meant.
    pub last_administrator: String,
    /// What new passwords come with.
    pub along: String,
}

impl Fields for Asked {
    // Ten thousand users by their ids are about 450 KB.
    const LIMIT: usize = 1024 * 1024;
}

impl Asked {
    /// What the address says. `user=` may stand there several times.
    ///
    /// # Errors
    /// A bad address.
    pub fn of(request: &HttpRequest) -> Result<Self> {
        serde_html_form::from_str(request.query_string()).map_err(|_| Problem::BadAddress.into())
    }

    /// # Errors
    /// Not found, for what is no selection, or when no user's id can be read.
    pub fn choice(&self) -> Result<Audience> {
        if !self.selection.is_empty() {
            let selection = self.selection.parse().map_err(|_| Problem::NotFound)?;
            return Ok(Audience { selection: Some(selection), ..Audience::default() });
        }
        let users: Vec<UserId> = self.user.iter().filter_map(|id| id.parse().ok()).collect();
        let unreadable = i64::try_from(self.user.len() - users.len()).unwrap_or_default();
        if users.is_empty() && unreadable > 0 {
            return Err(Problem::NotFound.into());
        }
        Ok(Audience { users, unreadable, ..Audience::default() })
    }

    /// Where to go afterwards: the list from which the question came, else the customer's users.
    pub fn back(&self, customer: CustomerId) -> String {
        let users = paths::users(customer);
        let fine = paths::safe_return(&self.r#return) == self.r#return && self.r#return.starts_with(&users);
        if fine { self.r#return.clone() } else { users }
    }
}

/// The address of one of the two forms, about the same users; filled in as it was for `draft`.
pub(super) fn license_form(
    customer: CustomerId,
    is_swap: bool,
    asked: &Asked,
    draft: Option<LicensePreviewId>,
) -> String {
    let path = if is_swap { paths::new_license_swap(customer) } else { paths::new_license_assignment(customer) };
    let preview = draft.map(|draft| draft.to_string()).unwrap_or_default();
    let mut parameters: Vec<(&str, &str)> = asked.user.iter().map(|user| ("user", user.as_str())).collect();
    parameters.extend([("selection", asked.selection.as_str()), ("return", &asked.r#return), ("preview", &preview)]);
    paths::with(&path, &parameters)
}

/// Why a question is asked again instead of being carried out: for now it cannot be, or it is only shown.
///
/// # Errors
/// Every other reason: there is nothing to ask any more.
pub fn again(error: actions::Error) -> Result<Refused> {
    match error {
        actions::Error::Refused(refused)
            if refused.is_empty() || matches!(refused.at(""), Some(Refusal::Outage(_))) =>
        {
            Ok(refused)
        }
        other => Err(other.into()),
    }
}

/// A button of a question.
pub struct Button {
    /// What the form's field `to` says then.
    pub to: &'static str,
    pub label: String,
    pub is_dangerous: bool,
}

/// A box that must be ticked.
pub struct Tick {
    pub name: &'static str,
    pub label: String,
}

/// One of several, in a group of its own.
pub struct Choice {
    pub name: &'static str,
    pub legend: String,
    /// Value and label of each.
    pub options: Vec<(&'static str, String)>,
    pub chosen: &'static str,
}

/// Names in a sentence, and boxes in sight.
const NAMED: usize = 10;

/// The names of `first`, with dots where there are more, `total` in all.
pub(super) fn names(first: &[UserSummary], total: i64) -> String {
    let names: Vec<&str> = first.iter().map(|user| user.display_name.as_str()).collect();
    let is_all = i64::try_from(first.len()).is_ok_and(|named| named >= total);
    if is_all { names.join(", ") } else { format!("{}, …", names.join(", ")) }
}

#[derive(Template)]
#[template(path = "questions/show.html")]
pub struct Question {
    pub shell: Shell,
    pub reasons: Reasons,
    pub status: StatusCode,
    /// The heading: the action and the user, or how many.
    pub title: String,
    pub text: Vec<Html>,
    pub first: Vec<UserSummary>,
    /// How many more there are than are named.
    pub more: i64,
    pub warnings: Vec<Html>,
    pub tick: Option<Tick>,
    pub choice: Option<Choice>,
    pub buttons: Vec<Button>,
    pub asked: Asked,
    pub action: String,
    pub cancel: String,
}

impl Question {
    /// A question about `first` and others, `total` in all.
    pub fn new<R: Right>(
        scope: &Scoped<R>,
        asked: Asked,
        refused: &Refused,
        first: Vec<UserSummary>,
        total: i64,
    ) -> Self {
        let customer = &scope.customer;
        let named = i64::try_from(first.len()).unwrap_or_default();
        Self {
            shell: Shell::at(scope, customer, Section::Users),
            reasons: Reasons::new(&scope.words, refused),
            status: status(refused),
            title: String::new(),
            text: Vec::new(),
            more: total - named,
            warnings: Vec::new(),
            tick: None,
            choice: None,
            buttons: Vec::new(),
            action: String::new(),
            cancel: asked.back(customer.id),
            first,
            asked,
        }
    }

    /// The heading: `KEY-one` with the user's name, or `KEY-many` with the number.
    pub fn title(&mut self, one: &'static str, many: &str) {
        let w = &self.shell.w;
        self.title = match (self.first.as_slice(), self.more) {
            ([user], 0) => w.named(one, &user.display_name),
            (first, more) => w.count(many, i64::try_from(first.len()).unwrap_or_default() + more),
        };
    }

    pub fn say(&mut self, message: &Message) {
        self.text.push(self.shell.say(message));
    }

    pub fn warn(&mut self, message: &Message) {
        self.warnings.push(self.shell.say(message));
    }

    /// Warns of those who cannot be meant any more.
    pub fn warn_of_left_out(&mut self, left_out: i64) {
        if left_out > 0 {
            self.warn(&Message::new("question-left-out").number("count", left_out));
        }
    }

    /// Names the administrators among those meant: the first ones, as they stand before others.
    pub fn warn_of_administrators(&mut self, counted: &Counted) {
        if counted.administrators > 0 {
            let is_administrator = |user: &&UserSummary| user.level() != Level::User;
            let first: Vec<UserSummary> = self.first.iter().filter(is_administrator).take(NAMED).cloned().collect();
            let message = Message::new("question-administrators").number("users", counted.users);
            self.warn(&message.text("names", names(&first, counted.administrators)));
        }
    }

    /// How many are not in sight.
    fn hidden(&self) -> i64 {
        i64::try_from(self.boxes().1.len()).unwrap_or_default() + self.more
    }

    /// Those in sight, and those that a click shows.
    fn boxes(&self) -> (&[UserSummary], &[UserSummary]) {
        self.first.split_at(self.first.len().min(NAMED))
    }

    /// # Errors
    /// When the template fails.
    pub fn render(&self) -> Result {
        self.shell.render(self.status, self)
    }
}
