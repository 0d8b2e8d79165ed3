//! Of the rows of a file of users, and of what its columns are.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadRefusal {
    /// An address stands where none can be: the row's cells are another column's.
    Shifted,
    /// Its cells are parted by something else than those of the other rows.
    PartedOtherwise,
    /// A letter of it could not be read.
    BrokenCharacter,
    Formula,
    /// A formula whose value is not in the file.
    FormulaWithoutValue,
    /// What a formula gives that fails, or a number that a spreadsheet has shortened.
    SpreadsheetError,
    SeveralAddresses,
    /// The address has no domain, and the customer has none to add.
    NoDomain,
    UnknownCountry {
        name: String,
    },
    /// Of several names in a cell this one; with those that may be meant.
    UnknownProduct {
        name: String,
        candidates: Vec<String>,
    },
    AmbiguousProduct {
        name: String,
        candidates: Vec<String>,
    },
    UnknownPermission {
        name: String,
    },
    ContradictingPermissions,
    /// A limited administrator of nothing.
    NameTheRoles,
    /// First and last name together are longer than a display name may be.
    MadeNameTooLong {
        limit: usize,
    },
    NotYesOrNo,
    /// Where the file comes from the user is deleted.
    DeletedInFile,
    /// The same user as in an earlier line.
    Repeated {
        line: u64,
    },
    /// Of a column: another one was said to hold the same.
    ColumnTwice {
        column: String,
    },
    /// Nobody stands in the file.
    NoRows,
    /// The file as a whole, by our own fault.
    ReadingFailed,
    /// The user name cannot be formed.
    NoNameByPattern,
    /// It is saved, or gone.
    NotInReview,
    /// Somebody has changed it since it was shown.
    ChangedSince,
    /// What is wished brings what nobody has seen.
    LookFirst,
    /// What was mended is still refused.
    StillRefused,
    NothingToSave,
    /// Of the columns together: none of them names a person.
    NoNames,
}

impl UploadRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use UploadRefusal as R;
        let say = Message::new;
        match self {
            R::Shifted => say("refusal-shifted"),
            R::PartedOtherwise => say("refusal-parted-otherwise"),
            R::BrokenCharacter => say("refusal-broken-character"),
            R::Formula => say("refusal-formula"),
            R::FormulaWithoutValue => say("refusal-formula-without-value"),
            R::SpreadsheetError => say("refusal-spreadsheet-error"),
            R::SeveralAddresses => say("refusal-several-addresses"),
            R::NoDomain => say("refusal-no-domain"),
            R::UnknownCountry { name } => say("refusal-unknown-country").text("name", name),
            R::UnknownProduct { name, candidates } => say("refusal-unknown-product")
                .text("name", name)
                .number("count", candidates.len())
                .text("candidates", candidates.join("; ")),
            R::AmbiguousProduct { name, candidates } => {
                say("refusal-ambiguous-product").text("name", name).text("candidates", candidates.join("; "))
            }
            R::UnknownPermission { name } => say("refusal-unknown-permission").text("name", name),
            R::NameTheRoles => say("refusal-name-the-roles"),
            R::ContradictingPermissions => say("refusal-contradicting-permissions"),
            R::MadeNameTooLong { limit } => say("refusal-made-name-too-long").number("limit", *limit),
            R::NotYesOrNo => say("refusal-not-yes-or-no"),
            R::DeletedInFile => say("refusal-deleted-in-file"),
            R::Repeated { line } => say("refusal-user-repeated").number("line", *line),
            R::ColumnTwice { column } => say("refusal-use-twice").text("column", column),
            R::NoRows => say("refusal-upload-empty"),
            R::ReadingFailed => say("refusal-upload-reading-failed"),
            R::NoNameByPattern => say("refusal-no-name-by-pattern"),
            R::NotInReview => say("refusal-upload-not-in-review"),
            R::ChangedSince => say("refusal-upload-changed-since"),
            R::LookFirst => say("refusal-upload-look-first"),
            R::StillRefused => say("refusal-upload-still-refused"),
            R::NothingToSave => say("refusal-upload-nothing-to-save"),
            R::NoNames => say("refusal-no-names"),
        }
    }
}
