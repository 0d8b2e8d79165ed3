//! What was typed cannot be read as what it is to be.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputRefusal {
    Required,
    TooLong {
        limit: usize,
    },
    ControlCharacters,
    Choose,
    /// Where nothing may stand instead.
    NotAnId,
    /// Where something must stand.
    NotAGuid,
    NotANumber,
    NumberOutOfRange {
        least: i64,
        most: i64,
    },
    NotADate,
    DatesReversed,
    UnknownLocation,
    NotAPage,
}

impl InputRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use InputRefusal as R;
        let say = Message::new;
        match self {
            R::Required => say("refusal-required"),
            R::TooLong { limit } => say("refusal-too-long").number("limit", *limit),
            R::ControlCharacters => say("refusal-control-characters"),
            R::Choose => say("refusal-choose"),
            R::NotAnId => say("refusal-not-an-id"),
            R::NotAGuid => say("refusal-not-a-guid"),
            R::NotANumber => say("refusal-not-a-number"),
            R::NumberOutOfRange { least, most } => {
                say("refusal-number-out-of-range").number("least", *least).number("most", *most)
            }
            R::NotADate => say("refusal-not-a-date"),
            R::DatesReversed => say("refusal-dates-reversed"),
            R::UnknownLocation => say("refusal-unknown-location"),
            R::NotAPage => say("refusal-not-a-page"),
        }
    }
}
