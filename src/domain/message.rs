//! A sentence of the catalogue (`templates/locales`) with its values: facts here, words there.

/// A value inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Text(String),
    Number(i64),
    /// Other words of the catalogue, one after the other.
    Words(Vec<String>),
}

/// A sentence of the catalogue with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub key: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    #[must_use]
    pub fn number(mut self, name: &'static str, value: impl TryInto<i64>) -> Self {
        self.args.push((name, Arg::Number(value.try_into().unwrap_or(i64::MAX))));
        self
    }

    #[must_use]
    pub fn words(mut self, name: &'static str, keys: impl IntoIterator<Item = String>) -> Self {
        self.args.push((name, Arg::Words(keys.into_iter().collect())));
        self
    }
}
