//! Files that are no list, though people take them for one.

use crate::domain::message::Message;

/// What a file is instead of text or a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignKind {
    /// Excel's format until 2003, also under other names.
    OldWorkbook,
    /// `.xlsb`.
    BinaryWorkbook,
    /// `.ods`.
    OpenDocument,
    /// Apple's Numbers, Pages, Keynote.
    Numbers,
    /// Encrypted: it opens with a password, or under a sensitivity label.
    Locked,
    /// A letter or slides.
    Document,
    WebPage,
    Zip,
    /// In another way than workbooks are: gzip, 7-Zip, RAR, xz.
    Compressed,
    Pdf,
    Picture,
    /// What programs write to each other: JSON, XML, vCard, LDIF, a mail.
    Data,
}

impl ForeignKind {
    /// The sentence that tells what it is, and as what to save it.
    pub(super) fn message(self) -> Message {
        Message::new(match self {
            Self::OldWorkbook => "refusal-file-old-workbook",
            Self::BinaryWorkbook => "refusal-file-binary-workbook",
            Self::OpenDocument => "refusal-file-open-document",
            Self::Numbers => "refusal-file-numbers",
            Self::Locked => "refusal-file-locked",
            Self::Document => "refusal-file-document",
            Self::WebPage => "refusal-file-web-page",
            Self::Zip => "refusal-file-zip",
            Self::Compressed => "refusal-file-compressed",
            Self::Pdf => "refusal-file-pdf",
            Self::Picture => "refusal-file-picture",
            Self::Data => "refusal-file-data",
        })
    }
}
