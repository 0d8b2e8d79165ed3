//! Instead of a page about a user who is not in the state it is for, as a colleague was first: where
//! the account is now, who did it, and what can be done. Users of others stay unknown.

use actix_web::http::StatusCode;
use askama::Template;

use super::fields::UserFields;
use crate::actions::licenses;
use crate::actions::{self, Conflict, users as action};
use crate::domain::id::UserId;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::user::User;
use crate::web::conflict::{ConflictNotice, Difference};
use crate::web::error::Result;
use crate::web::html::Html;
use crate::web::page::{Section, Shell};
use crate::web::paths;
use crate::web::request_context::{Right, Scoped};

/// Somewhere to go from there.
struct Way {
    path: String,
    label: String,
}

#[derive(Template)]
#[template(path = "users/missing.html")]
struct Page {
    shell: Shell,
    name: String,
    text: Html,
    is_unsaved: bool,
    typed: Vec<Difference>,
    ways: Vec<Way>,
}

/// The answer to a question about one user that found nobody: the same `error`, unless the user is
/// there in another state.
///
/// # Errors
/// What `error` says.
pub async fn missing_user<R: Right>(scope: &Scoped<R>, users: &[String], error: actions::Error) -> Result {
    let user = match (&error, users) {
        (actions::Error::NotFound, [user]) => user.parse::<UserId>().ok(),
        _ => None,
    };
    let Some(user) = user else { return Err(error.into()) };
    let user = action::find_wherever(&scope.actor(), scope.customer.id, user).await?;
    let page = page(scope, &user);
    page.shell.render(StatusCode::NOT_FOUND, &page)
}

/// The same for a form that could not be saved any more, with what was typed.
pub(super) async fn unsaved<R: Right>(scope: &Scoped<R>, user: UserId, fields: &UserFields) -> Result {
    let user = action::find_wherever(&scope.actor(), scope.customer.id, user).await?;
    let shelf = licenses::shelf(&scope.actor(), scope.customer.id).await?;
    let nothing = Conflict { by: String::new(), at: scope.now, changed: Vec::new() };
    let typed = ConflictNotice::new(&scope.words, &nothing, &fields.typed(scope, &user, &shelf)).differences;
    let page = Page { is_unsaved: true, typed, ..page(scope, &user) };
    page.shell.render(StatusCode::CONFLICT, &page)
}

fn page<R: Right>(scope: &Scoped<R>, user: &User) -> Page {
    let (w, customer) = (&scope.words, &scope.customer);
    let name = user.profile.display_name.clone();
    let (message, ways) = if let Some(at) = &user.deleted_at {
        let by = user.deleted_by.clone().unwrap_or_default();
        let key = if by.is_empty() { "user-was-deleted" } else { "user-was-deleted-by" };
        let restore = paths::with(
            &paths::new_restoration(customer.id),
            &[("user", &user.id.to_string()), ("return", &paths::users(customer.id))],
        );
        let mut ways = vec![Way {
            path: paths::deleted_users(customer.id),
            label: w.count("tab-deleted-users", customer.deleted_users),
        }];
        if scope.may(Permission::ManageUsers) {
            ways.insert(0, Way { path: restore, label: w.t("restore") });
        }
        (Message::new(key).text("by", by).text("time", w.time(at)), ways)
    } else {
        let way = Way { path: paths::user(customer.id, user.id), label: w.t("open-user") };
        (Message::new("user-is-active"), vec![way])
    };
    let shell = Shell::at(scope, customer, Section::Users);
    let text = shell.say(&message.text("name", &name));
    Page { text, shell, name, is_unsaved: false, typed: Vec::new(), ways }
}
