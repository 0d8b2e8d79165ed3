//! Blocking sign-in and allowing it: one question, two buttons.

use actix_web::HttpRequest;

use super::error::{Problem, Result, on_form};
use super::form::Form;
use super::jobs::answer;
use super::password_resets::about_sign_in;
use super::paths;
use super::questions::{Asked, Button, Question, again};
use super::request_context::{ResetPasswords, Scoped};
use super::users::missing_user;
use crate::actions::jobs::{self, Order};
use crate::actions::password_resets as action;
use crate::domain::job::{Kind, Options};
use crate::domain::message::Message;
use crate::domain::refusal::Refused;

/// GET /customers/{customer}/sign-in-blocks
pub async fn new(scope: Scoped<ResetPasswords>, request: HttpRequest) -> Result {
    let asked = Asked::of(&request)?;
    match action::ask(&scope.actor(), scope.customer.id, &asked.choice()?).await {
        Ok(question) => page(&scope, asked, &Refused::default(), question).render(),
        Err(error) => missing_user(&scope, &asked.user, error).await,
    }
}

fn page(scope: &Scoped<ResetPasswords>, asked: Asked, refused: &Refused, question: action::Question) -> Question {
    let counted = question.counted;
    let mut page = about_sign_in(scope, asked, refused, question);
    page.title("block-one", "block-many");
    let company = &scope.customer.account.company_name;
    page.say(&Message::new("block-text").number("count", counted.users).text("customer", company));
    page.say(&Message::new("block-now").number("count", counted.blocked).number("users", counted.users));
    page.say(&Message::new("block-licenses"));
    // What is so already is not offered.
    let button = |to: &'static str, key: &str| Button { to, label: scope.words.t(key), is_dangerous: to == "blocked" };
    page.buttons = Vec::new();
    if counted.blocked < counted.users {
        page.buttons.push(button("blocked", "block-button"));
    }
    if counted.blocked > 0 {
        page.buttons.push(button("allowed", "allow-button"));
    }
    page.action = paths::sign_in_blocks(scope.customer.id);
    page
}

/// POST /customers/{customer}/sign-in-blocks
pub async fn create(scope: Scoped<ResetPasswords>, form: Form<Asked>) -> Result {
    let Form { fields: asked, sent } = form;
    let kind = match asked.to.as_str() {
        "blocked" => Kind::BlockSignIn,
        "allowed" => Kind::AllowSignIn,
        _ => return Err(Problem::Unreadable.into()),
    };
    let order = Order { kind, choice: asked.choice()?, options: Options::default() };
    let (by, customer) = (scope.actor(), scope.customer.id);
    match on_form(jobs::start(&by, customer, &order, &sent).await) {
        Ok(job) => answer(&scope, &asked, &job).await,
        Err(error) => {
            let refused = again(error)?;
            page(&scope, asked, &refused, action::ask(&by, customer, &order.choice).await?).render()
        }
    }
}
