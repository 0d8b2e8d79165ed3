//! Of files, and of the products that their rows name.

use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    Empty,
    NotText,
    ColumnsMissing { columns: Vec<String> },
    ColumnTwice { column: String },
    TooManyCells,
    RowRepeated { line: u64 },
    SeveralIds { line: u64 },
    KnownByOtherId { id: String },
    CountsUp { line: u64 },
    NameCountsUp { line: u64 },
    OfAnotherProduct { line: u64 },
    OfAnotherPlan { line: u64 },
    KnownAsOther { id: String },
    SpreadsheetValue,
    Garbled,
    ColumnShifted,
    ProductUnknown { candidates: Vec<String> },
    ProductAmbiguous { candidates: Vec<String> },
    ProductContradicted { product: String },
}

impl FileRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use FileRefusal as R;
        let say = Message::new;
        match self {
            R::Empty => say("refusal-file-empty"),
            R::NotText => say("refusal-file-not-text"),
            R::ColumnsMissing { columns } => {
                say("refusal-columns-missing").number("count", columns.len()).text("columns", columns.join(", "))
            }
            R::ColumnTwice { column } => say("refusal-column-twice").text("column", column),
            R::TooManyCells => say("refusal-too-many-cells"),
            R::RowRepeated { line } => say("refusal-row-repeated").number("line", *line),
            R::SeveralIds { line } => say("refusal-several-ids").number("line", *line),
            R::KnownByOtherId { id } => say("refusal-known-by-other-id").text("id", id),
            R::CountsUp { line } => say("refusal-counts-up").number("line", *line),
            R::NameCountsUp { line } => say("refusal-name-counts-up").number("line", *line),
            R::OfAnotherProduct { line } => say("refusal-of-another-product").number("line", *line),
            R::OfAnotherPlan { line } => say("refusal-of-another-plan").number("line", *line),
            R::KnownAsOther { id } => say("refusal-known-as-other").text("id", id),
            R::SpreadsheetValue => say("refusal-spreadsheet-value"),
            R::Garbled => say("refusal-garbled"),
            R::ColumnShifted => say("refusal-column-shifted"),
            R::ProductUnknown { candidates } => say("refusal-product-unknown")
                .number("count", candidates.len())
                .text("candidates", candidates.join("; ")),
            R::ProductContradicted { product } => say("refusal-product-contradicted").text("product", product),
            R::ProductAmbiguous { candidates } => {
                say("refusal-product-ambiguous").text("candidates", candidates.join("; "))
            }
        }
    }
}
