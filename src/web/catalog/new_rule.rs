//! Adding a rule of one of the three kinds.

use actix_web::http::StatusCode;
use actix_web::web::Query;
use askama::Template;
use serde::Deserialize;

use crate::actions;
use crate::actions::catalog::rules::{self, Typed};
use crate::domain::catalog_rule::REASON_LIMIT;
use crate::domain::location;
use crate::domain::message::Message;
use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::text;
use crate::web::error::{Problem, Result, on_form, status};
use crate::web::form::{Fields, Form};
use crate::web::page::{Reasons, Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings, RequestContext};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RuleFields {
    kind: String,
    plan: String,
    other_plan: String,
    product: String,
    country: String,
    reason: String,
}

impl Fields for RuleFields {
    const LIMIT: usize = 16 * 1024;
}

#[derive(Template)]
#[template(path = "catalog/new_rule.html")]
struct Page {
    shell: Shell,
    reasons: Reasons,
    fields: RuleFields,
    title: &'static str,
    hint: &'static str,
}

/// Title and hint of a kind; another one's address is none.
fn kind(name: &str) -> Result<(&'static str, &'static str)> {
    match name {
        "" | "exclusion" => Ok(("rule-add-exclusion", "rule-exclusion-hint")),
        "need" => Ok(("rule-add-need", "rule-need-hint")),
        "closure" => Ok(("rule-add-closure", "rule-closure-hint")),
        _ => Err(Problem::BadAddress.into()),
    }
}

fn render(visit: &RequestContext, fields: RuleFields, refused: &Refused, status: StatusCode) -> Result {
    let (title, hint) = kind(&fields.kind)?;
    let reasons = Reasons::new(&visit.words, refused);
    let page = Page { shell: Shell::new(visit, Section::Catalog), reasons, fields, title, hint };
    page.shell.render(status, &page)
}

/// GET /catalog/rules/new
pub async fn new(visit: Allowed<ManageSettings>, fields: Query<RuleFields>) -> Result {
    render(&visit, fields.into_inner(), &Refused::default(), StatusCode::OK)
}

async fn add(visit: &RequestContext, form: &Form<RuleFields>) -> std::result::Result<(), actions::Error> {
    let RuleFields { kind, plan, other_plan, product, country, reason } = &form.fields;
    let country = match country.as_str() {
        "" => Err(Refusal::Input(InputRefusal::Required)),
        code if location::is_country(code) => Ok(code),
        _ => Err(Refusal::Input(InputRefusal::UnknownLocation)),
    };
    let typed = match kind.as_str() {
        "need" => Typed::Need { product, plan },
        "closure" => Typed::Closure { product, country: country.as_ref().copied() },
        _ => Typed::Exclusion { plan, other: other_plan },
    };
    let by = visit.actor();
    let mut refused = Refused::default();
    let rule = match rules::meant(&by, typed).await {
        Ok(rule) => Some(rule),
        Err(actions::Error::Refused(reasons)) => refused.take_all(Err(reasons)),
        Err(other) => return Err(other),
    };
    let reason = refused.take("reason", text::required(reason, REASON_LIMIT));
    let (Some(rule), Some(reason)) = (rule, reason) else { return Err(refused.into()) };
    rules::add(&by, &rule, &reason, &form.sent).await
}

/// POST /catalog/rules
pub async fn create(visit: Allowed<ManageSettings>, form: Form<RuleFields>) -> Result {
    kind(&form.fields.kind)?;
    match on_form(add(&visit, &form).await) {
        Ok(()) => Ok(see_other_saying(&visit, paths::CATALOG_RULES, &Message::new("flash-rule-added"))),
        Err(actions::Error::Refused(refused)) => render(&visit, form.fields, &refused, status(&refused)),
        Err(other) => Err(other.into()),
    }
}
