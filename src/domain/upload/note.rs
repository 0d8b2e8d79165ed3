//! What was assumed of a row that can be taken: a closed list, as refusals are.

use serde::{Deserialize, Serialize};

use crate::domain::message::Message;

/// Something that was read otherwise than it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The user name had none.
    DomainAdded { domain: String },
    /// `mailto:` or a name stood around it.
    AddressTakenApart,
    /// An exporter had put it before what a spreadsheet takes for a formula.
    ApostropheTaken,
    /// `="text"`, as some exporters keep a spreadsheet from reading numbers.
    EqualsTaken,
    /// `X'…'`, as directories write what is not ASCII.
    HexRead,
    /// A name without a letter.
    NoLetter,
    /// The address had a name beside it, and the row had none.
    NameBesideAddress,
    /// `NULL` and its like.
    NullIsEmpty { word: String },
    /// Characters that nobody sees.
    InvisibleTaken,
    /// Lines in one cell.
    LinesJoined,
}

impl Note {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        let say = Message::new;
        match self {
            Self::DomainAdded { domain } => say("upload-note-domain-added").text("domain", domain),
            Self::AddressTakenApart => say("upload-note-address-taken-apart"),
            Self::ApostropheTaken => say("upload-note-apostrophe-taken"),
            Self::EqualsTaken => say("upload-note-equals-taken"),
            Self::HexRead => say("upload-note-hex-read"),
            Self::NoLetter => say("upload-note-no-letter"),
            Self::NameBesideAddress => say("upload-note-name-beside-address"),
            Self::NullIsEmpty { word } => say("upload-note-null-is-empty").text("word", word),
            Self::InvisibleTaken => say("upload-note-invisible-taken"),
            Self::LinesJoined => say("upload-note-lines-joined"),
        }
    }
}
