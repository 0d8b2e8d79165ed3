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
    separated(separator(words), cells)
}

/// What Excel expects between cells where the reader's language is spoken.
pub fn separator(words: &Words) -> char {
    match words.language {
        Language::English => ',',
        Language::Italian => ';',
    }
}

/// Like [`line`], with a separator of its own.
pub fn separated<T: AsRef<str>>(separator: char, cells: &[T]) -> String {
    let quoted: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", harmless(cell.as_ref()).replace('"', "\"\""))).collect();
    quoted.join(&separator.to_string()) + "\r\n"
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
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::import::file::{self, Choice};
    use crate::domain::text::composed;

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
        /// By the reader of imports, in either language.
        #[test]
        fn what_was_written_is_read_back(
            rows in prop::collection::vec(("[^\0\u{fffd}\\s]\\PC{0,20}", "\\PC{0,20}"), 1..10),
        ) {
            let headers = ["First name", "Last name", "Email"];
            for language in [Language::English, Language::Italian] {
                let words = Words { language, ..ENGLISH };
                let lines = rows.iter().map(|(first, last)| line(&words, &[first, last, "a@x"]));
                let text: String = [MARK.to_owned(), line(&words, &headers)].into_iter().chain(lines).collect();
                let mut read = Vec::new();
                let find = |rows: &[Vec<String>]| rows.iter().position(|row| *row == headers);
                file::read(text.as_bytes(), &Choice::default(), &find, &mut |row| {
                    read.push(row.cells);
                    ControlFlow::Continue(())
                })
                .unwrap();
                let expected = |cell: &str| composed(harmless(cell).trim());
                let expected: Vec<Vec<String>> =
                    rows.iter().map(|(first, last)| vec![expected(first), expected(last), "a@x".to_owned()]).collect();
                prop_assert_eq!(read, expected);
            }
        }
    }
}
