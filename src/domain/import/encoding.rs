//! From the bytes of a file to text, as Excel, Partner Center and Microsoft write them
//! (specification §8): UTF-8, UTF-16 with its mark, and Windows-1252 for what is neither.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::domain::refusal::{FileRefusal, Refusal};

/// How the bytes of a file were read as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coding {
    #[default]
    Utf8,
    Utf16,
    /// What is neither, and has no mark: a guess, right for most of Western Europe.
    Windows1252,
}

impl Coding {
    /// As it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// Nothing in the file says that this is its encoding.
    pub fn is_guess(self) -> bool {
        self == Self::Windows1252
    }
}

/// The text of a file, without the mark at its start, and how it was read.
///
/// # Errors
/// [`FileRefusal::NotText`] for a workbook, a picture, or text that is broken.
pub(super) fn text(bytes: &[u8]) -> Result<(String, Coding), Refusal> {
    let (text, coding) = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, is_broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if is_broken {
            return Err(Refusal::File(FileRefusal::NotText));
        }
        (text.into_owned(), if encoding == UTF_8 { Coding::Utf8 } else { Coding::Utf16 })
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (text.to_owned(), Coding::Utf8)
    } else {
        (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), Coding::Windows1252)
    };
    // Windows-1252 gives a letter to almost every byte: what tells a workbook from text is the zero.
    if text.contains('\0') { Err(Refusal::File(FileRefusal::NotText)) } else { Ok((text, coding)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let utf_16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain("Quantità".encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        for (bytes, coding) in [
            ("Quantità".as_bytes().to_vec(), Coding::Utf8),
            ([&[0xef, 0xbb, 0xbf], "Quantità".as_bytes()].concat(), Coding::Utf8),
            (utf_16([0xff, 0xfe], u16::to_le_bytes), Coding::Utf16),
            (utf_16([0xfe, 0xff], u16::to_be_bytes), Coding::Utf16),
            (b"Quantit\xe0".to_vec(), Coding::Windows1252),
        ] {
            assert_eq!(text(&bytes), Ok(("Quantità".to_owned(), coding)), "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [b"PK\x03\x04\x14\0\x06\0".as_slice(), b"\xff\xfeA\0\x00\xd8", b"\xef\xbb\xbf\xff\xfe"] {
            assert_eq!(text(bytes), Err(Refusal::File(FileRefusal::NotText)), "{bytes:x?}");
        }
    }
}
