//! *Assign and revoke licenses*: the question for one user or many, *Save* for one, *Preview* for many,
//! and the same page for one product in place of another.

mod change;
mod fields;
mod meant;
mod rows;
mod state;
mod swap;

use actix_web::HttpRequest;
use actix_web::web::Query;
use askama::Template;

pub use self::fields::AssignmentFields;
use self::fields::Filled;
use self::meant::Meant;
use self::rows::{Row, rows};
pub use self::state::PageState;
use self::swap::swap_page;
use super::error::{Problem, Result, on_form, status};
use super::form::Form;
use super::license_previews;
use super::page::{Reasons, Section, Shell, see_other, see_other_saying};
use super::paths;
use super::questions::{Asked, license_form};
use super::request_context::{ManageLicenses, Scoped, id};
use super::users::missing_user;
use crate::actions;
use crate::actions::licenses::{self as action, Changed, Question};
use crate::domain::id::{LicensePreviewId, UserId};
use crate::domain::licensing::Change;
use crate::domain::message::Message;
use crate::domain::permission::Permission;
use crate::domain::refusal::{LicenseRefusal, Refusal, Refused};

#[derive(Template)]
#[template(path = "license_assignments/new.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    meant: Meant,
    location: String,
    rows: Vec<Row>,
    /// Where a first product is bought, for those who may.
    buy: Option<String>,
    action: String,
    preview: String,
    /// Where somebody has something to be replaced.
    swap: Option<String>,
}

/// GET /customers/{customer}/license-assignments/new
pub async fn new(scope: Scoped<ManageLicenses>, request: HttpRequest) -> Result {
    ask(&scope, &request, render).await
}

/// GET /customers/{customer}/license-swaps/new
pub async fn swap(scope: Scoped<ManageLicenses>, request: HttpRequest) -> Result {
    ask(&scope, &request, swap_page).await
}

type Renders = fn(&Scoped<ManageLicenses>, Asked, &Question, Option<&AssignmentFields>, &Refused) -> Result;

/// One of the two forms: empty, or as it was filled in for a preview.
async fn ask(scope: &Scoped<ManageLicenses>, request: &HttpRequest, page: Renders) -> Result {
    let (by, customer) = (scope.actor(), scope.customer.id);
    let asked = Asked::of(request)?;
    let question = match action::question(&by, customer, &asked.choice()?).await {
        Ok(question) => question,
        Err(error) => return missing_user(scope, &asked.user, error).await,
    };
    let filled = Query::<Filled>::from_query(request.query_string()).map_err(|_| Problem::BadAddress)?;
    let typed = match filled.preview.as_str() {
        "" => None,
        preview => {
            let state = PageState::read(&action::page_of(&by, customer, id(preview)?).await?)?;
            Some(state.form.ok_or(Problem::NotFound)?)
        }
    };
    page(scope, asked, &question, typed.as_ref(), &Refused::default())
}

fn render(
    scope: &Scoped<ManageLicenses>,
    asked: Asked,
    question: &Question,
    typed: Option<&AssignmentFields>,
    refused: &Refused,
) -> Result {
    let customer = scope.customer.id;
    let shell = Shell::at(scope, &scope.customer, Section::Users);
    let reasons = Reasons::new(&scope.words, refused);
    let meant = Meant::new(scope, &shell, asked, question);
    let assignments = paths::license_assignments(customer);
    let preview = paths::license_assignments_preview(customer);
    let default = scope.customer.account.default_location.clone().unwrap_or_default();
    let rows = rows(scope, question, typed, &reasons);
    let page = Page {
        buy: scope.may(Permission::BuySubscriptions).then(|| {
            let back = license_form(customer, false, &meant.asked, None);
            paths::with(&paths::new_subscription(customer), &[("return", &back)])
        }),
        action: if meant.one.is_some() { assignments } else { preview.clone() },
        swap: rows.iter().any(|row| row.held > 0).then(|| license_form(customer, true, &meant.asked, None)),
        preview,
        rows,
        location: typed.map_or(default, |typed| typed.location.clone()),
        shell,
        reasons,
        meant,
    };
    page.shell.render(status(refused), &page)
}

/// POST /customers/{customer}/license-assignments/preview
///
/// *Buy more* comes here as well, so that the way back leads to what was ticked.
pub async fn preview(scope: Scoped<ManageLicenses>, form: Form<AssignmentFields>) -> Result {
    let (fields, by, customer) = (form.fields, scope.actor(), scope.customer.id);
    let choice = fields.asked().choice()?;
    let state = PageState::of(&fields, customer);
    if !fields.buy.is_empty() {
        // Where no address would lead back to the users, nothing is kept.
        let draft = match &state.form {
            Some(_) => Some(action::save_draft(&by, customer, &state.written()).await?),
            None => None,
        };
        let back = license_form(customer, fields.is_swap(), &fields.asked(), draft);
        return Ok(see_other(&paths::buy_more(customer, Some(id(&fields.buy)?), 0, &back)));
    }
    let drafted = match fields.change(&action::shelf(&by, customer).await?) {
        Ok(change) => on_form(action::draft(&by, customer, &change, &choice, &state.written()).await),
        Err(refused) => Err(refused.into()),
    };
    match drafted {
        Ok(preview) => Ok(see_other(&paths::license_preview(customer, preview))),
        Err(actions::Error::Refused(refused)) => again(&scope, &fields, &refused).await,
        Err(error) => missing_user(&scope, &fields.user, error).await,
    }
}

/// POST /customers/{customer}/license-assignments
pub async fn create(scope: Scoped<ManageLicenses>, form: Form<AssignmentFields>) -> Result {
    let Form { fields, sent } = form;
    if !fields.preview.is_empty() {
        return license_previews::save(&scope, id::<LicensePreviewId>(&fields.preview)?, &fields.seen).await;
    }
    let [user] = fields.user.as_slice() else { return preview(scope, Form { fields, sent }).await };
    let (user, customer) = (id::<UserId>(user)?, scope.customer.id);
    let by = scope.actor();
    let changed = match fields.change(&action::shelf(&by, customer).await?).or_else(nothing) {
        Ok(change) => on_form(action::change_one(&by, &scope.customer, user, &change, &sent).await),
        Err(refused) => Err(refused.into()),
    };
    match changed {
        Ok(Changed::Job(job)) => {
            let page = paths::license_change(customer, job);
            Ok(see_other(&with_return(&page, &fields.r#return)))
        }
        Ok(Changed::Nothing) => {
            let message = Message::new("flash-nothing-changed");
            Ok(see_other_saying(
                &scope,
                &with_return(&paths::manage_licenses(customer, user), &fields.r#return),
                &message,
            ))
        }
        Err(actions::Error::Refused(refused)) => again(&scope, &fields, &refused).await,
        Err(error) => missing_user(&scope, &fields.user, error).await,
    }
}

/// For one user it is no mistake to leave all as it was.
fn nothing(refused: Refused) -> std::result::Result<Change, Refused> {
    if refused.at("") == Some(&Refusal::License(LicenseRefusal::NothingChosen)) {
        Ok(Change::default())
    } else {
        Err(refused)
    }
}

fn with_return(path: &str, back: &str) -> String {
    paths::with(path, &[("return", back)])
}

/// The page once more, with what was typed. Where nobody is left to show it for, that is the reason.
async fn again(scope: &Scoped<ManageLicenses>, fields: &AssignmentFields, refused: &Refused) -> Result {
    let asked = fields.asked();
    let question = match action::question(&scope.actor(), scope.customer.id, &asked.choice()?).await {
        Ok(question) => question,
        Err(actions::Error::Refused(other)) => {
            let refusal = other.0.into_iter().next().map(|(_, refusal)| refusal);
            return Err(refusal.map_or(Problem::NotFound, Problem::Refused).into());
        }
        Err(error) => return missing_user(scope, &fields.user, error).await,
    };
    if fields.is_swap() {
        swap_page(scope, asked, &question, Some(fields), refused)
    } else {
        render(scope, asked, &question, Some(fields), refused)
    }
}
