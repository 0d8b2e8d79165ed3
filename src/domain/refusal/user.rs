//! Of a customer's user, and of several chosen ones.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRefusal {
    UserNameCharacters,
    DotAtStart,
    DotBeforeAt,
    UserNameTaken { name: String },
    NoUserName,
    LocationRequired,
    ChooseRole,
    NobodyChosen,
    NobodyLeft,
    SelectionGone,
    LastGlobalAdministrator,
    NameDiffers,
    UsersNotFound { users: i64 },
    SheetClosed,
    CodeWrong { left: i64 },
}

impl UserRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use UserRefusal as R;
        let say = Message::new;
        match self {
            R::UserNameCharacters => say("refusal-user-name-characters"),
            R::DotAtStart => say("refusal-dot-at-start"),
            R::DotBeforeAt => say("refusal-dot-before-at"),
            R::UserNameTaken { name } => say("refusal-user-name-taken").text("name", name),
            R::NoUserName => say("refusal-no-user-name"),
            R::LocationRequired => say("refusal-location-required"),
            R::ChooseRole => say("refusal-choose-role"),
            R::NobodyChosen => say("refusal-nobody-chosen"),
            R::NobodyLeft => say("refusal-nobody-left"),
            R::SelectionGone => say("refusal-selection-gone"),
            R::LastGlobalAdministrator => say("refusal-last-global-administrator"),
            R::NameDiffers => say("refusal-name-differs"),
            R::UsersNotFound { users } => say("refusal-users-not-found").number("users", *users),
            R::CodeWrong { left } => say("refusal-code-wrong").number("count", *left),
            R::SheetClosed => say("refusal-sheet-closed"),
        }
    }
}
