//! What a file is, by its first bytes: its name says little.

use crate::domain::refusal::{FileRefusal, ForeignKind, Refusal};

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A ZIP archive, as workbooks are.
    Archive,
}

/// How far into a file the beginnings of pages are looked for, in bytes.
const SAMPLE: usize = 4096;
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Excel 2 to 5, without a container.
const OLD_EXCEL: [&[u8]; 5] =
    [b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00"];
const PICTURES: [&[u8]; 5] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"];
const ARCHIVES: [&[u8]; 4] = [b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ"];
const PAGES: [&str; 9] =
    ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "mime-version:", "<!--[if"];

const DATA: [&str; 7] =
    ["begin:vcard", "begin:vcalendar", "dn: ", "version: 1\ndn:", "version: 1\r\n", "received: ", "return-path: "];

/// # Errors
/// [`FileRefusal::Empty`], and [`FileRefusal::Foreign`] with what it is.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::File(FileRefusal::Empty));
    }
    let starts = |signs: &[&[u8]]| signs.iter().any(|sign| bytes.starts_with(sign));
    let foreign = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Archive);
    } else if bytes.starts_with(OLE) {
        in_container(bytes)
    } else if starts(&OLD_EXCEL) {
        ForeignKind::OldWorkbook
    } else if starts(&PICTURES) || is_picture(bytes) {
        ForeignKind::Picture
    } else if starts(&ARCHIVES) {
        ForeignKind::Compressed
    } else if let Some(foreign) = by_words(bytes) {
        foreign
    } else {
        return Ok(Kind::Text);
    };
    Err(Refusal::File(FileRefusal::Foreign { kind: foreign }))
}

/// What stands in a container of Office's old formats, by the names in its directory.
fn in_container(bytes: &[u8]) -> ForeignKind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    if has("EncryptedPackage") {
        ForeignKind::Locked
    } else if has("WordDocument") || has("PowerPoint Document") {
        ForeignKind::Document
    } else {
        ForeignKind::OldWorkbook
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let at = |from: usize, sign: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(sign));
    let is_bitmap = at(0, b"BM") && at(6, b"\0\0\0\0");
    is_bitmap
        || at(0, b"RIFF") && at(8, b"WEBP")
        || ["heic", "heix", "mif1", "avif"].iter().any(|brand| at(4, format!("ftyp{brand}").as_bytes()))
}

/// What tells itself in plain letters.
fn by_words(bytes: &[u8]) -> Option<ForeignKind> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Of UTF-16 as of UTF-8.
    let letters = sample.iter().filter(|byte| **byte != 0 && byte.is_ascii()).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8(letters).unwrap_or_default();
    let text = text.trim_start();
    if text.starts_with("%pdf-") {
        Some(ForeignKind::Pdf)
    } else if text.starts_with("{\\rtf") {
        Some(ForeignKind::Document)
    } else if PAGES.iter().any(|page| text.starts_with(page)) {
        Some(ForeignKind::WebPage)
    } else if text.starts_with("<?xml") {
        if text.contains("office:spreadsheet") || text.contains("excel.sheet") {
            Some(ForeignKind::OldWorkbook)
        } else if text.contains("opendocument") {
            Some(ForeignKind::OpenDocument)
        } else if text.contains("<html") {
            Some(ForeignKind::WebPage)
        } else {
            Some(ForeignKind::Data)
        }
    } else {
        is_data(text).then_some(ForeignKind::Data)
    }
}

/// Whether programs write this to each other: JSON, vCard, LDIF, a mail. Headers of a table may stand in brackets, too.
fn is_data(text: &str) -> bool {
    let inner = |open: char| text.strip_prefix(open).map(str::trim_start);
    let is_json = inner('{').is_some_and(|rest| rest.starts_with(['"', '}']))
        || inner('[').is_some_and(|rest| rest.starts_with(['{', '"']));
    is_json || DATA.iter().any(|sign| text.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        use ForeignKind as F;
        let container = |name: &str| {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            OLE.iter().copied().chain([0; 600]).chain(name).collect::<Vec<u8>>()
        };
        for (bytes, foreign) in [
            (container("Workbook"), F::OldWorkbook),
            (container("EncryptedPackage"), F::Locked),
            (container("WordDocument"), F::Document),
            (b"\x09\x08\x10\x00\x00\x06\x05\x00".to_vec(), F::OldWorkbook),
            (b"\xef\xbb\xbf<html xmlns:x=\"urn\"><table>".to_vec(), F::WebPage),
            (b"\r\n  <TABLE border=1>".to_vec(), F::WebPage),
            (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook".to_vec(), F::WebPage),
            (b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>".to_vec(), F::OldWorkbook),
            (b"<?xml version=\"1.0\"?>\n<users><user/></users>".to_vec(), F::Data),
            (b"[\n  {\"displayName\": \"Ada\"}]".to_vec(), F::Data),
            (b"{ \"value\": [] }".to_vec(), F::Data),
            (b"\xef\xbb\xbfBEGIN:VCARD\r\nFN:Ada".to_vec(), F::Data),
            (b"dn: CN=Ada,DC=x\nsn: Bianchi".to_vec(), F::Data),
            (b"%PDF-1.7".to_vec(), F::Pdf),
            (b"{\\rtf1".to_vec(), F::Document),
            (b"\x89PNG\r\n\x1a\n".to_vec(), F::Picture),
            (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), F::Picture),
            (b"\0\0\0\x18ftypheic".to_vec(), F::Picture),
            (b"\x1f\x8b\x08\0".to_vec(), F::Compressed),
            (b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), F::Compressed),
            (b"Rar!\x1a\x07\x01\0".to_vec(), F::Compressed),
            (b"\xfd7zXZ\0".to_vec(), F::Compressed),
        ] {
            assert_eq!(of(&bytes), Err(Refusal::File(FileRefusal::Foreign { kind: foreign })), "{bytes:x?}");
        }
        assert_eq!(of(b"PK\x03\x04"), Ok(Kind::Archive));
        assert_eq!(of(b"BMW,1"), Ok(Kind::Text));
        assert_eq!(of(b""), Err(Refusal::File(FileRefusal::Empty)));
        for text in [&b"First name,Last name"[..], b"[displayName],[userPrincipalName]", b"DN,objectClass", b"{x},y"] {
            assert_eq!(of(text), Ok(Kind::Text));
        }
    }
}
