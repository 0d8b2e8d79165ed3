//! The encodings that a file may be in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use oem_cp::code_table::{DECODING_TABLE_CP437, DECODING_TABLE_CP850};
use oem_cp::decode_string_complete_table;
use serde::{Deserialize, Serialize};

/// Encodings that people can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncodingChoice {
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    #[serde(rename = "windows-1252")]
    Windows1252,
    #[serde(rename = "windows-1250")]
    Windows1250,
    Macintosh,
    #[serde(rename = "iso-8859-2")]
    Iso2,
    #[serde(rename = "iso-8859-15")]
    Iso15,
    #[serde(rename = "windows-1251")]
    Windows1251,
    #[serde(rename = "windows-1253")]
    Windows1253,
    #[serde(rename = "windows-1254")]
    Windows1254,
    #[serde(rename = "windows-1257")]
    Windows1257,
    #[serde(rename = "ibm866")]
    Ibm866,
    /// *CSV (MS-DOS)*, as Excel writes it in Western Europe, and in America.
    #[serde(rename = "ibm850")]
    Ibm850,
    #[serde(rename = "ibm437")]
    Ibm437,
}

impl EncodingChoice {
    /// Those that are met most often first.
    pub const ALL: &[Self] = &[
        Self::Utf8,
        Self::Windows1252,
        Self::Windows1250,
        Self::Macintosh,
        Self::Iso15,
        Self::Iso2,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1251,
        Self::Windows1253,
        Self::Windows1254,
        Self::Windows1257,
        Self::Ibm866,
        Self::Ibm850,
        Self::Ibm437,
    ];

    /// As a form sends it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Windows1250 => "windows-1250",
            Self::Macintosh => "macintosh",
            Self::Iso2 => "iso-8859-2",
            Self::Iso15 => "iso-8859-15",
            Self::Windows1251 => "windows-1251",
            Self::Windows1253 => "windows-1253",
            Self::Windows1254 => "windows-1254",
            Self::Windows1257 => "windows-1257",
            Self::Ibm866 => "ibm866",
            Self::Ibm850 => "ibm850",
            Self::Ibm437 => "ibm437",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    /// As it is told: names of encodings are the same in every language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1250 => "Windows-1250",
            Self::Macintosh => "Mac Roman",
            Self::Iso2 => "ISO-8859-2",
            Self::Iso15 => "ISO-8859-15",
            Self::Windows1251 => "Windows-1251",
            Self::Windows1253 => "Windows-1253",
            Self::Windows1254 => "Windows-1254",
            Self::Windows1257 => "Windows-1257",
            Self::Ibm866 => "IBM 866",
            Self::Ibm850 => "IBM 850 (MS-DOS)",
            Self::Ibm437 => "IBM 437 (MS-DOS)",
        }
    }

    /// One byte a letter: nothing in such a file can say that it is read wrong.
    pub fn is_single_byte(self) -> bool {
        !matches!(self, Self::Utf8 | Self::Utf16Le | Self::Utf16Be)
    }

    /// Bytes as text; what stands for nothing is U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Ibm850 => decode_string_complete_table(bytes, &DECODING_TABLE_CP850).into(),
            Self::Ibm437 => decode_string_complete_table(bytes, &DECODING_TABLE_CP437).into(),
            other => other.encoding().map_or_else(Cow::default, |known| known.decode_without_bom_handling(bytes).0),
        }
    }

    /// As the Web knows it; those of DOS it does not.
    pub(super) fn encoding(self) -> Option<&'static Encoding> {
        Some(match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
            Self::Windows1250 => encoding_rs::WINDOWS_1250,
            Self::Macintosh => encoding_rs::MACINTOSH,
            Self::Iso2 => encoding_rs::ISO_8859_2,
            Self::Iso15 => encoding_rs::ISO_8859_15,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1253 => encoding_rs::WINDOWS_1253,
            Self::Windows1254 => encoding_rs::WINDOWS_1254,
            Self::Windows1257 => encoding_rs::WINDOWS_1257,
            Self::Ibm866 => encoding_rs::IBM866,
            Self::Ibm850 | Self::Ibm437 => return None,
        })
    }
}
