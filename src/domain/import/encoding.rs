//! From the bytes of a file to text, as spreadsheets and directories write them (specification §8): what a mark
//! says, UTF-8 where nearly all is valid, Windows-1252 for what is neither; or as somebody says.

mod choice;
mod rival;

use std::borrow::Cow;

use encoding_rs::Encoding;

pub use self::choice::EncodingChoice;
pub(super) use self::rival::is_other;
use crate::domain::refusal::{FileRefusal, Refusal};

/// What tells the encoding at the start of a file; some programs write it twice.
const MARK: char = '\u{feff}';
/// How much of a file is looked at to tell text from what is none, in bytes.
const SAMPLE: usize = 64 * 1024;

/// How the bytes of a file were read as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    pub encoding: EncodingChoice,
    /// Nothing in the file says that this is its encoding, and nobody did.
    pub is_guess: bool,
    /// What it is rather, by its letters, where it was guessed.
    pub(super) rival: Option<&'static Encoding>,
}

impl Coding {
    fn sure(encoding: EncodingChoice) -> Self {
        Self { encoding, is_guess: false, rival: None }
    }

    fn guess(encoding: EncodingChoice) -> Self {
        Self { encoding, is_guess: true, rival: None }
    }

    /// The encoding that it may rather be in, of those that can be chosen.
    pub fn rival(self) -> Option<EncodingChoice> {
        let rival = self.rival?;
        EncodingChoice::ALL.iter().copied().find(|choice| choice.encoding() == Some(rival))
    }

    /// As it is told.
    pub fn name(self) -> &'static str {
        self.encoding.label()
    }
}

/// The text of a file, without the mark at its start, and how it was read. What cannot be read is U+FFFD, and so
/// is a NUL: each spoils its own cell.
///
/// # Errors
/// [`FileRefusal::NotText`] for what is no text at all.
pub(super) fn text(bytes: &[u8], choice: Option<EncodingChoice>) -> Result<(Cow<'_, str>, Coding), Refusal> {
    // Of four bytes a letter: nobody's list is in it.
    if bytes.starts_with(b"\xff\xfe\0\0") {
        return Err(Refusal::File(FileRefusal::NotText));
    }
    let coding = choice.map_or_else(|| told(bytes), Coding::sure);
    let bytes = unpadded(bytes, coding.encoding);
    // A mark of UTF-8 stands for itself, also where somebody chose otherwise.
    let unmarked = if coding.encoding.is_single_byte() { bytes.strip_prefix(b"\xef\xbb\xbf") } else { None };
    let text = coding.encoding.decode(unmarked.unwrap_or(bytes));
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(MARK)),
        Cow::Owned(text) if text.starts_with(MARK) => Cow::Owned(text.trim_start_matches(MARK).to_owned()),
        text @ Cow::Owned(_) => text,
    };
    if is_binary(&text) {
        return Err(Refusal::File(FileRefusal::NotText));
    }
    // Bytes that stand for nothing in the encoding.
    let is_none = |c: char| ('\u{80}'..='\u{9f}').contains(&c) && c != '\u{85}';
    let text = if coding.encoding.is_single_byte() && text.contains(is_none) {
        text.replace(is_none, "\u{fffd}").into()
    } else {
        text
    };
    let text = if memchr::memchr(0, text.as_bytes()).is_some() { text.replace('\0', "\u{fffd}").into() } else { text };
    Ok((text, coding))
}

/// Without what programs fill a file up with: NULs, and the sign that ends a text of DOS.
fn unpadded(bytes: &[u8], encoding: EncodingChoice) -> &[u8] {
    let padding: [&[u8]; 2] = match encoding {
        EncodingChoice::Utf16Le => [b"\0\0", b"\x1a\0"],
        EncodingChoice::Utf16Be => [b"\0\0", b"\0\x1a"],
        _ => [b"\0", b"\x1a"],
    };
    let size = padding[0].len();
    // A byte too many is no letter.
    let is_cut = size == 2 && bytes.len() % 2 == 1 && matches!(bytes.last(), Some(0 | 0x1a));
    let bytes = &bytes[..bytes.len() - usize::from(is_cut)];
    let units = bytes.rchunks(size).take_while(|unit| padding.contains(unit)).count();
    &bytes[..bytes.len() - units * size]
}

/// The encoding of a file of which nobody said it.
fn told(bytes: &[u8]) -> Coding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let marked = [EncodingChoice::Utf8, EncodingChoice::Utf16Le, EncodingChoice::Utf16Be];
        let marked = marked.into_iter().find(|choice| choice.encoding() == Some(encoding));
        return Coding::sure(marked.unwrap_or_default());
    }
    let padding = bytes.iter().rev().take_while(|byte| **byte == 0).count();
    if let Some(wide) = alternating(&bytes[..bytes.len() - padding]) {
        return Coding::guess(wide);
    }
    match nearly_all(bytes) {
        Nearly::Valid => Coding::sure(EncodingChoice::Utf8),
        Nearly::Mostly => Coding::guess(EncodingChoice::Utf8),
        Nearly::Not => Coding { rival: rival::of(bytes), ..Coding::guess(EncodingChoice::Windows1252) },
    }
}

/// UTF-16 without a mark: every other byte of Western text is NUL.
fn alternating(bytes: &[u8]) -> Option<EncodingChoice> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 3 / 5;
    let is_wide = |zeros: usize, others: usize| sample.len() >= 4 && zeros >= most && others * 20 <= zeros;
    if is_wide(odd, even) {
        Some(EncodingChoice::Utf16Le)
    } else if is_wide(even, odd) {
        Some(EncodingChoice::Utf16Be)
    } else {
        None
    }
}

enum Nearly {
    Valid,
    Mostly,
    Not,
}

/// Whether a file is UTF-8 but for some broken letters. Two bytes of another encoding are hardly ever valid by
/// chance: where most letters beyond ASCII are valid, UTF-8 was meant.
fn nearly_all(bytes: &[u8]) -> Nearly {
    let (mut valid, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    match (valid, broken) {
        (_, 0) => Nearly::Valid,
        (valid, broken) if valid >= broken => Nearly::Mostly,
        _ => Nearly::Not,
    }
}

/// Whether what came out is no text: a picture, a program. One NUL or two are a fault of an export.
fn is_binary(text: &str) -> bool {
    let is_text = |byte: u8| byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b);
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    let strange = sample.iter().filter(|byte| !is_text(**byte)).count();
    strange > 3 && strange * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Coding) {
        let (text, coding) = text(bytes, None).unwrap();
        (text.into_owned(), coding)
    }

    fn wide(mark: &[u8], text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        use EncodingChoice::{Utf8, Utf16Be, Utf16Le, Windows1252};
        for (bytes, coding) in [
            ("Quantità".as_bytes().to_vec(), Coding::sure(Utf8)),
            ([b"\xef\xbb\xbf", "Quantità".as_bytes()].concat(), Coding::sure(Utf8)),
            ([b"\xef\xbb\xbf\xef\xbb\xbf", "Quantità".as_bytes()].concat(), Coding::sure(Utf8)),
            (wide(b"\xff\xfe", "Quantità", u16::to_le_bytes), Coding::sure(Utf16Le)),
            (wide(b"\xfe\xff", "Quantità", u16::to_be_bytes), Coding::sure(Utf16Be)),
            (wide(b"", "Quantità", u16::to_le_bytes), Coding::guess(Utf16Le)),
            (wide(b"", "Quantità", u16::to_be_bytes), Coding::guess(Utf16Be)),
            (b"Quantit\xe0".to_vec(), Coding::guess(Windows1252)),
        ] {
            assert_eq!(read(&bytes), ("Quantità".to_owned(), coding), "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in
            [b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0".as_slice(), b"\xff\xfe\0\0a\0\0\0b\0\0\0c\0\0\0"]
        {
            assert_eq!(text(bytes, None).unwrap_err(), Refusal::File(FileRefusal::NotText), "{bytes:x?}");
        }
    }

    #[test]
    fn a_broken_byte_spoils_its_own_place_alone() {
        let text = "Łódź,Świątek,Ana\u{0},Müller\n";
        let mut bytes = text.as_bytes().to_vec();
        bytes.remove(1);
        let (read, coding) = read(&bytes);
        assert_eq!(read, "\u{fffd}ódź,Świątek,Ana\u{fffd},Müller\n");
        assert_eq!(coding, Coding::guess(EncodingChoice::Utf8));
        // As many letters that are broken as whole ones in Windows-1252 are, and it is that.
        assert_eq!(
            super::tests::read(b"Citt\xe0,Perch\xe9,M\xfcller,\xc3\xa8").1.encoding,
            EncodingChoice::Windows1252
        );
    }

    #[test]
    fn an_encoding_that_was_chosen_is_taken() {
        for choice in EncodingChoice::ALL.iter().copied() {
            assert_eq!(EncodingChoice::from_name(choice.name()), Some(choice));
            assert_eq!(serde_json::to_value(choice).unwrap(), choice.name());
            if choice.is_single_byte() {
                assert_eq!(text(b"Name", Some(choice)).unwrap().0, "Name");
            }
        }
        assert_eq!(text(b"\xa3\xf3d\x9f", Some(EncodingChoice::Windows1250)).unwrap().0, "Łódź");
        assert_eq!(text(b"Caff\x8f", Some(EncodingChoice::Macintosh)).unwrap().0, "Caffè");
        assert_eq!(text(b"M\x81ller", Some(EncodingChoice::Ibm850)).unwrap().0, "Müller");
        assert_eq!(text(b"M\x81ller", None).unwrap().0, "M\u{fffd}ller", "such a byte is no letter of Windows-1252");
    }
}
