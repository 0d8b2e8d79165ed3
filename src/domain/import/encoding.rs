//! From the bytes of a file to text, as Excel, Partner Center and Microsoft write them
//! (specification §8): UTF-8, UTF-16 with its mark, and Windows-1252 for what is neither.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::domain::refusal::{FileRefusal, Refusal};

/// The text of a file, without the mark at its start.
///
/// # Errors
/// [`FileRefusal::NotText`] for a workbook, a picture, or text that is broken.
pub(super) fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, is_broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if is_broken {
            return Err(Refusal::File(FileRefusal::NotText));
        }
        text.into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    };
    // Windows-1252 gives a letter to almost every byte: what tells a workbook from text is the zero.
    if text.contains('\0') { Err(Refusal::File(FileRefusal::NotText)) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let utf_16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain("Quantità".encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        for bytes in [
            "Quantità".as_bytes().to_vec(),
            [&[0xef, 0xbb, 0xbf], "Quantità".as_bytes()].concat(),
            utf_16([0xff, 0xfe], u16::to_le_bytes),
            utf_16([0xfe, 0xff], u16::to_be_bytes),
            b"Quantit\xe0".to_vec(),
        ] {
            assert_eq!(text(&bytes), Ok("Quantità".to_owned()), "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [b"PK\x03\x04\x14\0\x06\0".as_slice(), b"\xff\xfeA\0\x00\xd8", b"\xef\xbb\xbf\xff\xfe"] {
            assert_eq!(text(bytes), Err(Refusal::File(FileRefusal::NotText)), "{bytes:x?}");
        }
    }
}
