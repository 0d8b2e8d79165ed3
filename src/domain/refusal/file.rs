//! Of files, and of the products that their rows name.

mod kind;

pub use self::kind::ForeignKind;
use crate::domain::message::Message;

/// Such a reason, with its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    Empty,
    NotText,
    Foreign {
        kind: ForeignKind,
    },
    /// In MiB.
    TooLarge {
        limit: usize,
    },
    TooManyRows {
        limit: u64,
    },
    TooManyColumns {
        limit: usize,
    },
    /// A row, where the headers are not too many.
    RowTooWide {
        limit: usize,
    },
    WorkbookTooLarge {
        limit: u64,
    },
    WorkbookDamaged,
    NoWorksheet,
    WorksheetUnknown {
        name: String,
    },
    ChooseWorksheet {
        worksheets: Vec<String>,
    },
    CellTooLong {
        limit: usize,
    },
    NoStoredValue {
        cell: String,
    },
    ErrorValue {
        cell: String,
    },
    QuoteNotClosed,
    LineWrapped,
    LettersLost,
    ColumnsMissing {
        columns: Vec<String>,
    },
    ColumnTwice {
        column: String,
    },
    TooManyCells,
    RowRepeated {
        line: u64,
    },
    SeveralIds {
        line: u64,
    },
    KnownByOtherId {
        id: String,
    },
    CountsUp {
        line: u64,
    },
    NameCountsUp {
        line: u64,
    },
    OfAnotherProduct {
        line: u64,
    },
    OfAnotherPlan {
        line: u64,
    },
    KnownAsOther {
        id: String,
    },
    SpreadsheetValue,
    Garbled,
    ColumnShifted,
    ProductUnknown {
        candidates: Vec<String>,
    },
    ProductAmbiguous {
        candidates: Vec<String>,
    },
    ProductContradicted {
        product: String,
    },
}

impl FileRefusal {
    /// The sentence that tells it.
    pub fn message(&self) -> Message {
        use FileRefusal as R;
        let say = Message::new;
        match self {
            R::Empty => say("refusal-file-empty"),
            R::NotText => say("refusal-file-not-text"),
            R::Foreign { kind } => kind.message(),
            R::TooLarge { limit } => say("refusal-file-too-large").number("limit", *limit),
            R::TooManyRows { limit } => say("refusal-file-too-many-rows").number("limit", *limit),
            R::TooManyColumns { limit } => say("refusal-file-too-many-columns").number("limit", *limit),
            R::RowTooWide { limit } => say("refusal-row-too-wide").number("limit", *limit),
            R::WorkbookTooLarge { limit } => say("refusal-workbook-too-large").number("limit", *limit),
            R::WorkbookDamaged => say("refusal-workbook-damaged"),
            R::NoWorksheet => say("refusal-no-worksheet"),
            R::WorksheetUnknown { name } => say("refusal-worksheet-unknown").text("name", name),
            R::ChooseWorksheet { worksheets } => {
                say("refusal-choose-worksheet").text("worksheets", worksheets.join("; "))
            }
            R::CellTooLong { limit } => say("refusal-cell-too-long").number("limit", *limit),
            R::NoStoredValue { cell } => say("refusal-no-stored-value").text("cell", cell),
            R::ErrorValue { cell } => say("refusal-error-value").text("cell", cell),
            R::QuoteNotClosed => say("refusal-quote-not-closed"),
            R::LineWrapped => say("refusal-line-wrapped"),
            R::LettersLost => say("refusal-letters-lost"),
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
