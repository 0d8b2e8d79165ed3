//! Deleting user accounts: asked first, with what becomes free and until when it can be undone.

use actix_web::HttpRequest;

use super::error::{Result, on_form};
use super::form::Form;
use super::jobs::answer;
use super::paths;
use super::questions::{Asked, Button, Question, Tick, again};
use super::request_context::{ManageUsers, Scoped};
use super::users::missing_user;
use crate::actions::deletions::{self as action};
use crate::actions::jobs::{self, Order};
use crate::domain::job::{Kind, Options};
use crate::domain::message::Message;
use crate::domain::refusal::{Refusal, Refused, UserRefusal};

/// GET /customers/{customer}/deletions/new
pub async fn new(scope: Scoped<ManageUsers>, request: HttpRequest) -> Result {
    let asked = Asked::of(&request)?;
    let question = match action::ask(&scope.actor(), scope.customer.id, &asked.choice()?).await {
        Ok(question) => question,
        Err(error) => return missing_user(&scope, &asked.user, error).await,
    };
    page(&scope, asked, &Refused::default(), question).render()
}

fn page(scope: &Scoped<ManageUsers>, asked: Asked, refused: &Refused, question: action::Question) -> Question {
    let action::Question { audience, first, counted, seats, takes_last_administrator, until } = question;
    let mut page = Question::new(scope, asked, refused, first, counted.users);
    let company = &scope.customer.account.company_name;
    let w = &scope.words;
    page.title("delete-one", "delete-many");
    page.say(&Message::new("delete-text").number("count", counted.users).text("customer", company));
    if seats.is_empty() {
        page.say(&Message::new("delete-no-seats"));
    } else {
        let told = seats.iter().map(|(product, seats)| format!("{} × {product}", w.number(*seats)));
        page.say(&Message::new("delete-seats").text("products", told.collect::<Vec<_>>().join(", ")));
    }
    page.say(&Message::new("delete-until").number("count", counted.users).text("time", w.time_and_zone(&until)));
    page.warn_of_left_out(audience.left_out);
    page.warn_of_administrators(&counted);
    if takes_last_administrator {
        page.warn(&Message::new("delete-last-administrator").text("customer", company));
        page.tick = Some(Tick {
            name: "last_administrator",
            label: w.count("delete-last-administrator-tick", counted.global_administrators),
        });
    }
    page.buttons = vec![Button { to: "", label: w.count("delete-button", counted.users), is_dangerous: true }];
    page.action = paths::deletions(scope.customer.id);
    page
}

/// POST /customers/{customer}/deletions
pub async fn create(scope: Scoped<ManageUsers>, form: Form<Asked>) -> Result {
    let Form { fields: asked, sent } = form;
    let (by, customer) = (scope.actor(), scope.customer.id);
    let choice = asked.choice()?;
    let options = Options { last_administrator: !asked.last_administrator.is_empty(), ..Options::default() };
    // Asked again unless the second tick is there; who is gone already needs none.
    if !options.last_administrator
        && let Ok(question) = action::ask(&by, customer, &choice).await
        && question.takes_last_administrator
    {
        let refused = Refused::one("last_administrator", Refusal::User(UserRefusal::LastGlobalAdministrator));
        return page(&scope, asked, &refused, question).render();
    }
    let order = Order { kind: Kind::Delete, choice, options };
    match on_form(jobs::start(&by, customer, &order, &sent).await) {
        Ok(job) => answer(&scope, &asked, &job).await,
        Err(error) => {
            let refused = again(error)?;
            page(&scope, asked, &refused, action::ask(&by, customer, &order.choice).await?).render()
        }
    }
}
