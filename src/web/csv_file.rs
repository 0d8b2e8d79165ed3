//! Lists as files that open well in Excel.

use std::pin::Pin;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Bytes;
use futures_core::Stream;
use tokio::sync::Semaphore;

use crate::actions;
use crate::domain::text::is_formula;
use crate::words::{Language, Words};

/// Tells Excel that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// One line, every cell quoted and made harmless; separated as Excel expects it where the reader's
/// language is spoken, or all cells would land in one column.
pub fn line<T: AsRef<str>>(words: &Words, cells: &[T]) -> String {
    let quoted: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", harmless(cell.as_ref()).replace('"', "\"\""))).collect();
    let separator = match words.language {
        Language::English => ",",
        Language::Italian => ";",
    };
    quoted.join(separator) + "\r\n"
}

/// A cell that no spreadsheet takes for a formula: where it would begin one, an apostrophe stands
/// before it.
pub fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// How many files are written at a time; with more of them they take turns. So many who read files leave
/// pages the database's readers and the machine.
const AT_ONCE: usize = 1;
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
/// What is written in one turn, in bytes.
const TURN: usize = 16 * 1024;

/// A file of lines that come one by one.
pub fn download(name: &str, lines: impl Stream<Item = Result<String, actions::Error>> + 'static) -> HttpResponse {
    let mut lines = Box::pin(lines);
    let body = async_stream::stream! {
        yield Ok::<_, actions::Error>(Bytes::from_static(MARK.as_bytes()));
        loop {
            // Given back before the reader is waited for.
            let turn = TURNS.acquire().await;
            let part = next_part(lines.as_mut()).await;
            drop(turn);
            match part {
                Ok(part) if part.is_empty() => break,
                part => yield part.map(Bytes::from),
            }
        }
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, disposition(name)))
        .streaming(body)
}

/// As many lines as one turn brings; nothing after the last one.
async fn next_part(
    mut lines: Pin<&mut impl Stream<Item = Result<String, actions::Error>>>,
) -> Result<String, actions::Error> {
    let mut part = String::new();
    while part.len() < TURN {
        match std::future::poll_fn(|context| lines.as_mut().poll_next(context)).await {
            Some(line) => part.push_str(&line?),
            None => break,
        }
    }
    Ok(part)
}

/// `name` for old and new browsers, whatever a customer is called.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENGLISH: Words = Words { language: Language::English, zone: chrono_tz::UTC };

    #[test]
    fn formulas_become_text() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "  =x", "＝x"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("Ada"), "Ada");
        assert_eq!(line(&ENGLISH, &["a\"b", "=x"]), "\"a\"\"b\",\"'=x\"\r\n");
    }

    #[test]
    fn names_cannot_break_the_header() {
        let header = disposition("users \"x\"; y=\"Ñandú/…\r\n.csv");
        assert!(header.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        assert_eq!(header.matches('"').count(), 2);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(cells in prop::collection::vec("\\PC{0,20}", 1..6)) {
            let text = line(&ENGLISH, &cells);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            let expected: Vec<_> = cells.iter().map(|cell| harmless(cell)).collect();
            prop_assert_eq!(row.iter().collect::<Vec<_>>(), expected);
        }
    }
}
