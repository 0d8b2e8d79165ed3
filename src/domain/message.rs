//! A sentence of the catalogue (`templates/locales`) with its values: facts here, words there.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A value inside a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    Text(String),
    Number(i64),
    /// Other words of the catalogue, one after the other.
    Words(Vec<String>),
}

/// A sentence of the catalogue with its values. One may be kept, and told later in whatever language is read then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub key: Cow<'static, str>,
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Message {
    pub fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: Vec::new() }
    }

    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((Cow::Borrowed(name), Arg::Text(value.into())));
        self
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: impl TryInto<i64>) -> Self {
        self.args.push((Cow::Borrowed(name), Arg::Number(value.try_into().unwrap_or(i64::MAX))));
        self
    }

    #[must_use]
    pub fn words(mut self, name: &'static str, keys: impl IntoIterator<Item = String>) -> Self {
        self.args.push((Cow::Borrowed(name), Arg::Words(keys.into_iter().collect())));
        self
    }
}
