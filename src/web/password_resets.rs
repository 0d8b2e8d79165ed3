//! Resetting passwords: asked first, then the new temporary ones stand on the confirmation screen.
//!
//! To *re-issue* is the same with one-time links along: one question, chosen beforehand.

use actix_web::HttpRequest;

use super::error::{Problem, Result, on_form};
use super::form::Form;
use super::jobs::answer;
use super::paths;
use super::questions::{Asked, Button, Choice, Question, again, names};
use super::request_context::{ResetPasswords, Scoped};
use super::users::missing_user;
use crate::actions::jobs::{self, Order};
use crate::actions::password_resets::{self as action};
use crate::domain::job::{Kind, Options};
use crate::domain::link::Along;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::Refused;

/// GET /customers/{customer}/password-resets/new
pub async fn new(scope: Scoped<ResetPasswords>, request: HttpRequest) -> Result {
    let asked = Asked::of(&request)?;
    let along = Along::from_name(&asked.along).ok_or(Problem::BadAddress)?;
    match action::ask(&scope.actor(), scope.customer.id, &asked.choice()?).await {
        Ok(question) => page(&scope, asked, along, &Refused::default(), question).render(),
        Err(error) => missing_user(&scope, &asked.user, error).await,
    }
}

fn page(
    scope: &Scoped<ResetPasswords>,
    asked: Asked,
    along: Along,
    refused: &Refused,
    question: action::Question,
) -> Question {
    let users = question.counted.users;
    let mut page = about_sign_in(scope, asked, refused, question);
    let (one, many, button) = match along {
        Along::None => ("reset-one", "reset-many", "reset-password"),
        Along::Links | Along::LinksWithCodes => ("reissue-one", "reissue-many", "reissue"),
    };
    page.title(one, many);
    let company = &scope.customer.account.company_name;
    page.say(&Message::new("reset-text").number("count", users).text("customer", company));
    page.say(&Message::new("reset-then").number("count", users));
    if along != Along::None {
        page.say(&Message::new("reissue-dead"));
    }
    let label = |along: &Along| {
        let key = match along {
            Along::None => "along-none",
            Along::Links => "along-links",
            Along::LinksWithCodes => "along-links-with-codes",
        };
        (along.name(), scope.words.count(key, users))
    };
    page.choice = Some(Choice {
        name: "along",
        legend: scope.words.t("hand-over"),
        options: Along::ALL.iter().map(label).collect(),
        chosen: along.name(),
    });
    page.buttons = vec![Button { to: "", label: scope.words.t(button), is_dangerous: false }];
    page.action = paths::password_resets(scope.customer.id);
    page
}

/// What a question about passwords and sign-in has in common: who is out of this person's reach.
pub(super) fn about_sign_in(
    scope: &Scoped<ResetPasswords>,
    asked: Asked,
    refused: &Refused,
    question: action::Question,
) -> Question {
    let action::Question { audience, first, counted, out_of_reach } = question;
    let mut page = Question::new(scope, asked, refused, first, counted.users);
    page.warn_of_left_out(audience.left_out);
    let (left, out_of_reach) = out_of_reach;
    if out_of_reach > 0 {
        let roles = Permission::ResetAdministrators.holders().into_iter().map(|role| format!("role-{role}"));
        let message = Message::new("question-out-of-reach").number("count", out_of_reach);
        page.warn(&message.text("names", names(&left, out_of_reach)).words("roles", roles));
    }
    page.warn_of_administrators(&counted);
    page
}

/// POST /customers/{customer}/password-resets
pub async fn create(scope: Scoped<ResetPasswords>, form: Form<Asked>) -> Result {
    let Form { fields: asked, sent } = form;
    let along = Along::from_name(&asked.along).ok_or(Problem::Unreadable)?;
    let options = Options { along, ..Options::default() };
    let order = Order { kind: Kind::ResetPassword, choice: asked.choice()?, options };
    let (by, customer) = (scope.actor(), scope.customer.id);
    match on_form(jobs::start(&by, customer, &order, &sent).await) {
        Ok(job) => answer(&scope, &asked, &job).await,
        Err(error) => {
            let refused = again(error)?;
            page(&scope, asked, along, &refused, action::ask(&by, customer, &order.choice).await?).render()
        }
    }
}
