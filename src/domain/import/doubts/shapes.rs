//! Words that no Western language has, in a file that is only guessed to be Windows-1252: what letters of other
//! encodings become in it. `Societ…` and `NICOLã` were DOS, `Bjšrn` was a Mac, `Zieliñski` was Windows-1250.
//!
//! The words of one cell alone are looked at; what the file as a whole is like, [`crate::domain::import::encoding`] says.

use crate::domain::import::letters::{has_odd_neighbors, is_vowel};

/// Signs that end no word.
const NOT_AT_END: &str = "‚„…•—–†·§€";
/// Letters that are written in lower case among capitals.
const ALWAYS_SMALL: &str = "ßªº";

/// The longest of those that end in `º`, with it.
const SHORTENED: usize = 5;

/// Whether a cell has such a word.
pub(super) fn is_odd(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| letters.get(place)).copied().unwrap_or(' ');
    let is_sign_odd = |(place, c): (usize, &char)| {
        if c.is_ascii() {
            return false;
        }
        let (before, after) = (at(place.checked_sub(1)), at(place.checked_add(1)));
        let is_within = before.is_alphabetic() && after.is_alphabetic();
        match c {
            // Names and words are joined by dashes, too; what follows begins anew.
            '–' | '—' if is_within => after.is_lowercase(),
            '\u{a0}' => is_within && before.is_lowercase() && after.is_lowercase(),
            '·' if is_within => !matches!((before, after), ('l' | 'L', 'l' | 'L')),
            '™' | 'ª' | 'º' | '€' | '©' | '®' | '»' => after.is_alphabetic(),
            '«' => before.is_alphabetic(),
            c => before.is_alphabetic() && !after.is_alphabetic() && NOT_AT_END.contains(*c),
        }
    };
    letters.iter().enumerate().any(is_sign_odd)
        || text.split(|c: char| !c.is_alphabetic()).any(|word| !word.is_ascii() && is_odd_word(word))
}

fn is_odd_word(word: &str) -> bool {
    let is_shouted = word.chars().filter(char::is_ascii_uppercase).count() > 1
        && !word.chars().any(|c| c.is_ascii_lowercase())
        && word.chars().any(|c| !c.is_ascii() && c.is_lowercase() && !ALWAYS_SMALL.contains(c));
    let small: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let is_foreign = |place: usize| {
        let before = place.checked_sub(1).and_then(|place| small.get(place)).copied();
        is_never(before, small[place], small.get(place + 1).copied())
    };
    // `Nª`, `Antº`: the ends of words that are cut short.
    let is_long = small.len() > SHORTENED && small.last().is_some_and(|c| matches!(c, 'ª' | 'º'));
    is_shouted || is_long || has_odd_neighbors(&small) || (0..small.len()).any(is_foreign)
}

/// Whether a letter never stands so in any Western language.
fn is_never(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_before = |is: fn(char) -> bool| before.is_some_and(is);
    let is_after = |is: fn(char) -> bool| after.is_some_and(is);
    match c {
        // Č and č: Černý, Kučera, Kovač, Babič.
        'è' => is_after(is_vowel) || after.is_none() && is_before(|c| "aáeií".contains(c)),
        // Ń and ń, but for the Breton Fañch.
        'ñ' => is_after(|c| !is_vowel(c) && c != 'c') || after.is_none() && before.is_some(),
        // Ő and ő.
        'õ' => after != Some('e') && after != Some('\u{f5}'),
        // Đ.
        'ð' => before.is_none() && after.is_some(),
        // Ě and ů: only the last letter of a word, as in *Lunedì* and *Virtù*.
        'ì' | 'ù' => after.is_some(),
        // Ű and ű.
        'û' => is_after(|c| c == 'c' || c == 's') || after.is_none() && before.is_some_and(|c| c != 'd'),
        // Ă and ă.
        'ã' => is_after(|c| c != 'o' && c != 'e'),
        // Ö of a Mac.
        'š' => is_before(|c| !is_vowel(c)) && is_after(|c| !is_vowel(c)),
        // Ř and ř; ß of DOS.
        'ø' | 'á' => is_before(is_vowel) && is_after(is_vowel),
        // Ú and ú of a Mac.
        'œ' => is_before(is_vowel) || after == Some('s') && before.is_some(),
        // Ć and ć.
        'æ' => after.is_none() && is_before(|c| c == 'i' || c == 'o'),
        _ => false,
    }
}
