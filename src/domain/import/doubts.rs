//! Whether a text looks as if it was read in another encoding than it was written in.
//!
//! Nobody can be sure of it, so nothing is refused for it: the line is told, and people look. Two kinds
//! are seen, in any file, as one may have been misread before it was saved: signs of UTF-8 that was taken for something
//! else (`Ã©`, `√®`, `├®`), and signs and capitals where no word has them (`Societ‡`, `RenŽ`, `£ódź`). More is seen in a
//! file of which the encoding is only guessed: other 8-bit encodings have their letters there. Where the file as a whole is rather
//! in another encoding, each of its cells is doubtful that would be another one in it.

mod shapes;

use encoding_rs::WINDOWS_1252;

use super::encoding::{Coding, is_other};

/// Signs that stand beside no letter in any name, but in place of letters in other encodings.
const NEVER: &str = "¤¦¨¬¯¸‡ˆ√∞∂∑∏∫≈∆◊";
/// Signs that may begin or end a word, but do not stand before a letter or within a word.
const NOT_BEFORE: &str = "£¥¢±³¹¼½¾µ˜ƒ†‰•›";
const NOT_AFTER: &str = "¹³¡¥¶¼½¾¿‹÷ƒµ†‰˜";
const NOT_WITHIN: &str = "“”‘„‚…•«»‹›£¢³¹§±";

/// Whether a cell of a file that was read so looks wrong.
pub(super) fn is_doubtful(cell: &str, coding: Coding) -> bool {
    if cell.is_ascii() {
        return is_lossy(cell) || is_escaped(cell);
    }
    let is_guessed = coding.is_guess && coding.encoding.is_single_byte();
    is_garbled(cell)
        || is_lossy(cell)
        || is_escaped(cell)
        || is_misread(cell)
        || is_guessed && shapes::is_odd(cell)
        || coding.rival.is_some_and(|rival| is_other(cell, rival))
}

/// A question mark in place of a letter: a program wrote the file in an encoding that has not all letters.
fn is_lossy(cell: &str) -> bool {
    if !cell.contains('?') || cell.contains(['¿', '/', '=', '&']) {
        return false;
    }
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut signs =
        cell.match_indices('?').map(|(at, _)| (cell[..at].chars().next_back(), cell[at + 1..].chars().next()));
    // At the end of a cell of several words it ends a question.
    signs.any(|(before, after)| is_letter(after) || is_letter(before) && (after.is_some() || !cell.contains(' ')))
}

/// Letters in the way of a page, of a program or of a mail: `&ograve;`, `\u00f2`, `=C3=B2`.
fn is_escaped(cell: &str) -> bool {
    let is_hex = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let begins = |at: usize, length: usize| cell.get(at..at + length).unwrap_or_default();
    let is_entity = |at: usize| {
        let name = cell[at + 1..].split_once(';').map(|(name, _)| name.trim_start_matches('#')).unwrap_or_default();
        (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let is_quoted = |at: usize| {
        let pair = begins(at + 1, 5);
        pair.as_bytes().get(2) == Some(&b'=') && is_hex(&pair.replacen('=', "", 1)) && pair.starts_with('C')
    };
    cell.match_indices('&').any(|(at, _)| is_entity(at))
        || cell.match_indices("\\u").any(|(at, _)| is_hex(begins(at + 2, 4)))
        || cell.match_indices('=').any(|(at, _)| is_quoted(at))
}

/// Whether an apostrophe may stand there: after a capital, a single letter or an article, and before an *s*.
fn may_elide(before: &[char], after: &[char]) -> bool {
    const ARTICLES: [&str; 15] = [
        "dell", "dall", "nell", "sull", "all", "coll", "del", "dal", "quell", "bell", "sant", "un", "degl", "mac",
        "val",
    ];
    let ends = after.get(1).is_none_or(|c| !c.is_alphabetic());
    let word: String = before.iter().rev().take_while(|c| c.is_alphabetic()).collect();
    let word: String = word.chars().rev().flat_map(char::to_lowercase).collect();
    word.chars().count() < 2
        || ends && after.first() == Some(&'s')
        || before.last().is_some_and(|c| c.is_uppercase())
        || ARTICLES.contains(&word.as_str())
}

/// Signs of damage that any file may have.
fn is_garbled(text: &str) -> bool {
    // Controls, and what lines of boxes are drawn with.
    let is_broken = |c: char| c == '\u{fffd}' || matches!(c, '\u{80}'..='\u{9f}' | '\u{2500}'..='\u{259f}');
    let mut before = None;
    for c in text.chars() {
        if is_broken(c) || before.is_some_and(|before| is_doubly_encoded(before, c)) {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Whether two characters are what two bytes of UTF-8 look like in Windows-1252.
fn is_doubly_encoded(first: char, second: char) -> bool {
    let Some(follows) = byte(second).filter(|byte| (0x80..0xc0).contains(byte)) else { return false };
    // Quotation marks and dashes do follow these letters.
    let is_punctuation = matches!(follows, 0x82 | 0x84 | 0x85 | 0x8b | 0x91..=0x97 | 0x9b | 0xa0 | 0xab | 0xbb);
    match first {
        'Ã' | 'Â' => !is_punctuation || follows == 0xa0,
        'Ä' | 'Å' | 'Ð' | 'Ñ' => !is_punctuation,
        'â' => matches!(follows, 0x80 | 0x82),
        _ => false,
    }
}

fn byte(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, is_lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    if is_lost { None } else { bytes.first().copied().filter(|byte| *byte >= 0x80) }
}

/// Signs and capitals where no word has them: a text was read in another encoding than it is in.
fn is_misread(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
    letters.iter().enumerate().any(|(place, &c)| {
        let (before, after) = (at(place.checked_sub(1)), at(place.checked_add(1)));
        let is_before = after.is_alphabetic();
        let is_after = before.is_alphabetic();
        NEVER.contains(c)
            || (is_before && NOT_BEFORE.contains(c))
            || (is_after && NOT_AFTER.contains(c))
            || (is_after && !is_before && matches!(c, '‘' | '‚' | '„'))
            // In German it ends what „ began.
            || (is_after && !is_before && c == '“' && !text.contains('„'))
            || (c == '’' && after.is_lowercase() && !may_elide(&letters[..place], &letters[place + 1..]))
            || (is_before && is_after && NOT_WITHIN.contains(c))
            || (is_after && (before.is_lowercase() || after.is_lowercase()) && c.is_uppercase() && !c.is_ascii())
    })
}

#[cfg(test)]
mod tests;
