//! From when, for how long, and as which offer: the fields that adding a subscription and editing one share.

use serde::Deserialize;

use crate::domain::refusal::{InputRefusal, Refusal, Refused};
use crate::domain::subscription::{self, Subscription, Terms};
use crate::domain::term::Term;
use crate::words::Words;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TermsFields {
    pub started_on: String,
    pub term: String,
    pub term_ends_on: String,
    pub auto_renew: String,
    pub offer_id: String,
}

impl TermsFields {
    pub(super) fn of(one: &Subscription) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let renews = |renews| if renews { "yes" } else { "no" };
        Self {
            started_on: day(one.started_on),
            term: one.term.clone().unwrap_or_default(),
            term_ends_on: day(one.term_ends_on),
            auto_renew: one.auto_renew.map(renews).unwrap_or_default().to_owned(),
            offer_id: one.offer_id.clone().unwrap_or_default(),
        }
    }

    /// What was typed; reasons go to `refused`. The term that stands may be one that nobody could choose.
    pub(super) fn parse(&self, refused: &mut Refused, standing: Option<&str>) -> Option<Terms> {
        let started_on = refused.take("started_on", subscription::day(&self.started_on));
        let term_ends_on = refused.take("term_ends_on", subscription::day(&self.term_ends_on));
        let term = |raw: &str| {
            let known = || Term::parse(raw).filter(|term| Term::OFFERED.contains(term)).map(Term::iso);
            if standing == Some(raw) { Some(raw.to_owned()) } else { known() }
        };
        let term = refused.take("term", chosen(&self.term, term));
        let auto_renew = refused.take("auto_renew", chosen(&self.auto_renew, yes_or_no));
        let offer_id = refused.take("offer_id", subscription::offer_id(&self.offer_id));
        Some(Terms {
            started_on: started_on?,
            term: term?,
            term_ends_on: term_ends_on?,
            auto_renew: auto_renew?,
            offer_id: offer_id?,
        })
    }

    /// What was typed, by the names that events use.
    pub(super) fn typed(&self) -> Vec<(&'static str, String)> {
        vec![
            ("started_on", self.started_on.clone()),
            ("term", self.term.clone()),
            ("term_ends_on", self.term_ends_on.clone()),
            ("auto_renew", self.auto_renew.clone()),
            ("offer_id", self.offer_id.clone()),
        ]
    }

    /// What can be chosen for the term: as it is sent, and in words.
    pub(super) fn choices(&self, words: &Words) -> Vec<(String, String)> {
        let mut offered: Vec<String> = Term::OFFERED.iter().map(|term| term.iso()).collect();
        if !self.term.is_empty() && !offered.contains(&self.term) {
            offered.push(self.term.clone());
        }
        offered.into_iter().map(|raw| (super::term(words, &raw), raw)).map(|(text, raw)| (raw, text)).collect()
    }
}

/// A choice that may be left open.
fn chosen<T>(raw: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    if raw.is_empty() { Ok(None) } else { read(raw).map(Some).ok_or(Refusal::Input(InputRefusal::Choose)) }
}

fn yes_or_no(raw: &str) -> Option<bool> {
    match raw {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
