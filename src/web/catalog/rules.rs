//! Catalog rules: what stands, on what it rests, and removing one after a question.

use actix_web::http::StatusCode;
use actix_web::web::Path;
use askama::Template;

use super::Question;
use crate::actions::catalog::rules::{self, Shown};
use crate::domain::catalog_rule::{Basis, Rule};
use crate::domain::message::Message;
use crate::web::error::{Problem, Result};
use crate::web::form::{Form, Yes};
use crate::web::html::Html;
use crate::web::page::{Section, Shell, see_other_saying};
use crate::web::paths;
use crate::web::request_context::{Allowed, ManageSettings};
use crate::words::Words;

struct Row {
    says: Html,
    /// The same without marks, for who hears only the link.
    name: String,
    why: String,
    is_shipped: bool,
    removal: String,
}

/// Rules of a kind.
struct Group {
    title: &'static str,
    none: &'static str,
    add: &'static str,
    new: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "catalog/rules.html")]
struct Page {
    shell: Shell,
    groups: Vec<Group>,
}

/// What a rule says.
fn sentence(shown: &Shown) -> Message {
    let (first, second) = (&shown.first, &shown.second);
    match &shown.rule {
        Rule::Exclusion(..) => Message::new("rule-excludes").text("first", first).text("second", second),
        Rule::Need(..) => Message::new("rule-needs").text("first", first).text("second", second),
        Rule::Closure(country, None) => {
            Message::new("rule-closes-all").words("country", [format!("country-{country}")])
        }
        Rule::Closure(country, Some(_)) => {
            Message::new("rule-closes").text("first", first).words("country", [format!("country-{country}")])
        }
    }
}

/// On what a rule rests, in words.
fn why(words: &Words, basis: &Basis) -> String {
    let key = match basis {
        Basis::Added(reason) => return reason.clone(),
        Basis::Shipped(name) => match name.as_str() {
            "archiving" => "rule-why-archiving",
            "meetings" => "rule-why-meetings",
            "phone" => "rule-why-phone",
            "skype" => "rule-why-skype",
            "calling" => "rule-why-calling",
            "country" => "rule-why-country",
            // Of a newer version.
            _ => return String::new(),
        },
    };
    words.t(key)
}

/// GET /catalog/rules
pub async fn index(visit: Allowed<ManageSettings>) -> Result {
    let all = rules::list(&visit.actor()).await?;
    let shell = Shell::new(&visit, Section::Catalog);
    let row = |one: &Shown| Row {
        says: shell.say(&sentence(one)),
        name: visit.words.say(&sentence(one)),
        why: why(&visit.words, &one.basis),
        is_shipped: matches!(one.basis, Basis::Shipped(_)),
        removal: paths::catalog_rule_removal(&one.rule),
    };
    let group = |title, none, add, kind: &str, is_of: fn(&Rule) -> bool| Group {
        title,
        none,
        add,
        new: paths::new_catalog_rule(kind),
        rows: all.iter().filter(|one| is_of(&one.rule)).map(row).collect(),
    };
    let groups = vec![
        group("rules-exclusions", "rules-no-exclusions", "rule-add-exclusion", "exclusion", |rule| {
            matches!(rule, Rule::Exclusion(..))
        }),
        group("rules-needs", "rules-no-needs", "rule-add-need", "need", |rule| matches!(rule, Rule::Need(..))),
        group("rules-closures", "rules-no-closures", "rule-add-closure", "closure", |rule| {
            matches!(rule, Rule::Closure(..))
        }),
    ];
    let page = Page { shell, groups };
    page.shell.render(StatusCode::OK, &page)
}

/// GET /catalog/rules/{rule}/removal
pub async fn ask_to_remove(visit: Allowed<ManageSettings>, path: Path<String>) -> Result {
    let rule: Rule = path.parse().map_err(|_| Problem::NotFound)?;
    let shown = rules::find(&visit.actor(), &rule).await?;
    let shell = Shell::new(&visit, Section::Catalog);
    let page = Question {
        up: (paths::CATALOG_RULES.to_owned(), visit.words.t("catalog-rules")),
        title: visit.words.t("rule-remove-title"),
        what: shell.say(&sentence(&shown)),
        after: visit.words.t("rule-remove-text"),
        verb: visit.words.t("rule-remove"),
        alias: String::new(),
        action: paths::catalog_rule_removal(&rule),
        cancel: paths::CATALOG_RULES.to_owned(),
        shell,
    };
    page.shell.render(StatusCode::OK, &page)
}

/// POST /catalog/rules/{rule}/removal
pub async fn remove(visit: Allowed<ManageSettings>, path: Path<String>, form: Form<Yes>) -> Result {
    let rule: Rule = path.parse().map_err(|_| Problem::NotFound)?;
    let is_gone_now = rules::remove(&visit.actor(), &rule, &form.sent).await?;
    let message = Message::new(if is_gone_now { "flash-rule-removed" } else { "flash-rule-gone" });
    Ok(see_other_saying(&visit, paths::CATALOG_RULES, &message))
}
