//! The catalog: its products with their aliases, and its rules.

mod aliases;
mod new_rule;
mod product;
mod products;
mod retirement;
mod rules;

pub use self::aliases::{ask_to_remove as ask_to_remove_alias, create as add_alias, remove as remove_alias};
pub use self::new_rule::{create as create_rule, new as new_rule};
pub use self::product::show as product;
pub use self::products::index as products;
pub use self::retirement::{ask as ask_to_retire, reinstate, retire};
pub use self::rules::{ask_to_remove as ask_to_remove_rule, index as rules, remove as remove_rule};

use askama::Template;

use super::html::Html;
use super::page::Shell;

/// Asked before something is removed or retired.
#[derive(Template)]
#[template(path = "catalog/question.html")]
struct Question {
    shell: Shell,
    /// Where it is asked: the page above.
    up: (String, String),
    title: String,
    what: Html,
    /// What stays as it is.
    after: String,
    /// The action's own verb.
    verb: String,
    /// What is meant, as the form sends it.
    alias: String,
    action: String,
    cancel: String,
}
