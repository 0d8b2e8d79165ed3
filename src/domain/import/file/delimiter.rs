//! What parts the cells of a text: said in its first line, or seen in its first rows.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::facts::{FindHeaders, HEAD};
use super::records::Checked;
use crate::domain::import::encoding::Coding;

/// The first of equals is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 128 * 1024;

/// What the line `sep=;` says, as Excel writes it and reads it, and the text after it.
pub(super) fn said(text: &str) -> (Option<u8>, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text[..end].trim_end_matches(' ').trim_matches('"');
    let sign = line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..]);
    match sign {
        Some([sign]) if DELIMITERS.contains(sign) => {
            let rest = &text[end..];
            (Some(*sign), rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default())
        }
        _ => (None, text),
    }
}

/// The delimiter by which the first rows have known headers, or, where none has, the same number of cells.
pub(super) fn guess(text: &str, coding: Coding, find: FindHeaders<'_>) -> u8 {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let mut best = (DELIMITERS[0], Fit::default());
    for delimiter in DELIMITERS {
        let fit = Fit::of(sample, delimiter, coding, find);
        if fit.cmp(&best.1) == Ordering::Greater {
            best = (delimiter, fit);
        }
    }
    best.0
}

/// How well a delimiter fits, the weightiest first.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    headers: usize,
    /// Rows that have as many cells as most.
    agreeing: usize,
    cells: usize,
}

impl Fit {
    fn of(sample: &str, delimiter: u8, coding: Coding, find: FindHeaders<'_>) -> Self {
        let checked = Checked::new(sample, delimiter);
        let rows = checked.records(coding).take(HEAD);
        let rows: Vec<Vec<String>> = rows
            .map(|row| match row.unwrapped {
                Some(Ok(cells)) => cells,
                _ => row.row.cells,
            })
            .collect();
        let headers = find(&rows).and_then(|at| rows.get(at)).map_or(0, Vec::len);
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for row in rows.iter().filter(|row| row.len() > 1) {
            *counts.entry(row.len()).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(cells, rows)| (*rows, *cells)).unwrap_or_default();
        Self { headers, agreeing: most.1, cells: most.0 }
    }
}
