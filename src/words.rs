//! The words of the interface, in English and Italian, and how numbers and days are written.
//!
//! Every visible word comes from `templates/locales`. A user's text is a value in a message, never
//! a message itself.

use std::sync::OnceLock;

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use crate::domain::Moment;
use crate::domain::message::{Arg, Message};
use crate::domain::names::all;

type Bundle = FluentBundle<FluentResource>;

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
pub enum Language {
    #[default]
    #[strum(serialize = "en")]
    English,
    #[strum(serialize = "it")]
    Italian,
}

impl Language {
    pub const ALL: [Self; Self::COUNT] = all(Self::VARIANTS);

    pub fn code(self) -> &'static str {
        self.into()
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Italian => "Italiano",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// That of most people in a country.
    pub fn of_country(code: &str) -> Self {
        if matches!(code, "IT" | "SM" | "VA") { Self::Italian } else { Self::English }
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../templates/locales/en.ftl"),
            Self::Italian => include_str!("../templates/locales/it.ftl"),
        }
    }

    fn bundle(self) -> &'static Bundle {
        static BUNDLES: [OnceLock<Bundle>; 2] = [const { OnceLock::new() }; 2];
        BUNDLES[self as usize].get_or_init(|| {
            let mut bundle = Bundle::new_concurrent(vec![self.code().parse().unwrap_or_default()]);
            // Marks around values would be copied along by people who copy a name.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(match self {
                Self::English => |value, _| format_number(value, ','),
                Self::Italian => |value, _| format_number(value, '.'),
            }));
            let resource = FluentResource::try_new(self.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
            bundle
        })
    }
}

fn format_number(value: &FluentValue<'_>, separator: char) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "our numbers are counts, put in as i64")]
        FluentValue::Number(number) => Some(grouped(number.value as i64, separator)),
        _ => None,
    }
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "\u{2212}" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The words as one person reads them: in a language, in a time zone.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub language: Language,
    pub zone: Tz,
}

impl Words {
    pub fn new(language: Language, zone: Tz) -> Self {
        Self { language, zone }
    }

    /// The word for `key`; the key itself where the catalogue has none (a test forbids it).
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.format(key.as_ref(), None)
    }

    /// What a field is called on forms and in records, if it has a name.
    pub fn field(&self, name: &str) -> Option<String> {
        let key = format!("field-{}", name.replace('_', "-"));
        Some(self.t(&key)).filter(|label| *label != key)
    }

    /// A sentence about a number of things: `$count` in the catalogue.
    pub fn count(&self, key: &str, count: impl std::borrow::Borrow<i64>) -> String {
        let mut args = FluentArgs::new();
        args.set("count", *count.borrow());
        self.format(key, Some(&args))
    }

    /// A sentence about something with a name: `$name` in the catalogue.
    pub fn named(&self, key: &str, name: impl AsRef<str>) -> String {
        let mut args = FluentArgs::new();
        args.set("name", name.as_ref().to_owned());
        self.format(key, Some(&args))
    }

    /// A sentence about two numbers: `$first` and `$second` in the catalogue.
    pub fn say_numbers(&self, key: &str, first: &i64, second: &i64) -> String {
        let mut args = FluentArgs::new();
        args.set("first", *first);
        args.set("second", *second);
        self.format(key, Some(&args))
    }

    /// The sentence of `message`.
    pub fn say(&self, message: &Message) -> String {
        self.say_with(message, str::to_owned)
    }

    /// The sentence of `message`, each text of a person's put in as `mark` gives it.
    pub fn say_with(&self, message: &Message, mark: impl Fn(&str) -> String) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &message.args {
            match value {
                Arg::Text(text) => args.set(name.as_ref(), mark(text)),
                Arg::Number(number) => args.set(name.as_ref(), *number),
                Arg::Words(keys) => {
                    let told: Vec<String> = keys.iter().map(|key| self.t(key)).collect();
                    args.set(name.as_ref(), told.join(", "));
                }
            }
        }
        self.format(&message.key, Some(&args))
    }

    /// `1,204` or `1.204`.
    pub fn number(&self, number: impl std::borrow::Borrow<i64>) -> String {
        grouped(*number.borrow(), if self.language == Language::English { ',' } else { '.' })
    }

    /// A country's name.
    pub fn country(&self, code: &str) -> String {
        self.t(format!("country-{code}"))
    }

    /// `22 Nov 2026`
    pub fn day(&self, at: &Moment) -> String {
        self.date(&at.with_timezone(&self.zone).date_naive())
    }

    /// `22 Nov 2026`
    pub fn date(&self, day: &NaiveDate) -> String {
        format!("{} {} {}", day.day(), self.t(format!("month-{}", day.month())), day.year())
    }

    /// `22 Nov 2026, 21:14`
    pub fn time(&self, at: &Moment) -> String {
        let local = at.with_timezone(&self.zone);
        format!("{}, {:02}:{:02}", self.date(&local.date_naive()), local.hour(), local.minute())
    }

    /// `22 Nov 2026, 21:14:05`: where the order within a minute tells something.
    pub fn time_and_seconds(&self, at: &Moment) -> String {
        format!("{}:{:02}", self.time(at), at.second())
    }

    /// `22 Nov 2026, 22:14 CET (UTC+01:00)`: for what leaves the screen, where nobody knows the zone.
    pub fn time_and_zone(&self, at: &Moment) -> String {
        let local = at.with_timezone(&self.zone);
        let (name, offset) = (local.format("%Z").to_string(), local.format("%:z"));
        match name.as_str() {
            "UTC" => format!("{} UTC", self.time(at)),
            // A zone without a name of its own is called by its offset.
            name if name.starts_with(['+', '-']) => format!("{} UTC{offset}", self.time(at)),
            name => format!("{} {name} (UTC{offset})", self.time(at)),
        }
    }

    /// `2026-11-22T22:14:05+01:00`: a time in a file, as the page tells it, with what it is apart from UTC.
    pub fn file_time(&self, at: &Moment) -> String {
        at.with_timezone(&self.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }

    /// `2026-11-22`: a day in a file, the same as on the page.
    pub fn file_day(&self, at: &Moment) -> String {
        at.with_timezone(&self.zone).date_naive().to_string()
    }

    /// Keys and their names of all countries, in the order of this language's names.
    pub fn countries(&self) -> &'static [(&'static str, String)] {
        static SORTED: [OnceLock<Vec<(&'static str, String)>>; 2] = [const { OnceLock::new() }; 2];
        SORTED[self.language as usize].get_or_init(|| {
            let mut countries: Vec<_> =
                crate::domain::location::COUNTRIES.iter().map(|code| (*code, self.country(code))).collect();
            countries.sort_by_key(|(_, name)| crate::domain::text::fold(name));
            countries
        })
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.language.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let told = bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned();
        args.map_or(told.clone(), |args| with_one_stop(told, args))
    }
}

/// A sentence that ends with a name that has a full stop of its own ends with that one: "… of Aquila S.p.A."
fn with_one_stop(mut told: String, args: &FluentArgs<'_>) -> String {
    // What stands around a name until the page is made has no meaning of its own.
    let is_mark = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    for (_, value) in args.iter() {
        let FluentValue::String(name) = value else { continue };
        if !name.trim_end_matches(is_mark).ends_with('.') {
            continue;
        }
        let doubled = format!("{name}.");
        let mut from = 0;
        while let Some(at) = told[from..].find(&doubled).map(|at| from + at + name.len()) {
            let ends = told[at + 1..].chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '.');
            if ends {
                told.remove(at);
            }
            from = at;
        }
    }
    told
}

#[cfg(test)]
mod tests;
