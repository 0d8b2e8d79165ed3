//! What is to become of a row, and what became of it.

use serde::{Deserialize, Serialize};
use strum_macros::{EnumString, IntoStaticStr};

use super::Cells;
use crate::domain::id::UserId;
use crate::domain::message::Message;
use crate::domain::refusal::Refused;

/// What is to become of a row when the upload is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// A user is created.
    Ready,
    /// The user is there and is brought up to date.
    Update,
    /// The user is there, and nothing is done.
    There,
    /// Somebody who may be the same is or was there: created only when somebody says so.
    Perhaps,
    Refused,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum RowResult {
    Created,
    Updated,
    /// There was nothing to do any more.
    There,
    Refused,
    /// The upload ended before its turn came.
    Stopped,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl RowResult {
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A field that an update changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    pub before: String,
    pub after: String,
}

/// What people are told about a row. Goes with its cells when they are erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Why it is refused, each reason at its field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<(String, Message)>,
    /// What was assumed, and which licenses do not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Message>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// As the user is or will be called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user_name: String,
    /// Some license that is wished cannot be had.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lacks_licenses: bool,
}

impl Detail {
    /// Puts reasons to it.
    pub fn refuse(&mut self, refused: &Refused) {
        self.reasons.extend(refused.0.iter().map(|(field, refusal)| (field.clone(), refusal.message())));
    }

    /// The first reason at `field`.
    pub fn at(&self, field: &str) -> Option<&Message> {
        self.reasons.iter().find(|(name, _)| name == field).map(|(_, message)| message)
    }
}

/// One row, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    pub position: i64,
    /// Where it stands in the file.
    pub line: i64,
    pub cells: Cells,
    /// Why the reader could not take it whole.
    pub unread: Option<Message>,
    pub verdict: Verdict,
    /// Its letters look as if the file were in another encoding.
    pub is_doubtful: bool,
    pub is_administrator: bool,
    /// Somebody has said that it is meant.
    pub is_ticked: bool,
    pub detail: Detail,
    /// It is to be written.
    pub is_due: bool,
    pub result: Option<RowResult>,
    pub user: Option<UserId>,
}

impl UploadRow {
    /// Whether the file says anything here that is kept.
    pub fn is_something(&self) -> bool {
        !self.cells.is_empty() || self.unread.is_some()
    }

    /// Whether it is written only when it is ticked.
    pub fn needs_tick(&self) -> bool {
        match self.verdict {
            Verdict::Ready => self.is_administrator,
            Verdict::Perhaps => true,
            Verdict::Update | Verdict::There | Verdict::Refused => false,
        }
    }

    /// Whether it is written as things stand.
    pub fn would_be_written(&self) -> bool {
        match self.verdict {
            Verdict::Ready | Verdict::Perhaps => !self.needs_tick() || self.is_ticked,
            Verdict::Update => true,
            Verdict::There | Verdict::Refused => false,
        }
    }
}
