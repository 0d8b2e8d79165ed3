//! A second opinion on a text that is guessed to be Windows-1252: whether its letters are rather those of Polish,
//! Turkish, Greek or Russian, by how often they stand beside each other there.
//!
//! Of a name or two it cannot be sure: `Hélène` might be Czech. So it counts only where a word that would change
//! is none that the languages of Western Europe write.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1254};

use crate::domain::import::letters::{has_odd_neighbors, is_vowel};

/// How much of the lines with letters beyond ASCII is looked at, and of one of them, in bytes.
const SAMPLE: usize = 256 * 1024;
const LINE: usize = 4 * 1024;

/// The encoding that a text in bytes is rather in.
pub(super) fn of(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for line in told(bytes) {
        detector.feed(line, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    let rival = detector.guess(None, Utf8Detection::Deny);
    if rival == WINDOWS_1252 {
        return None;
    }
    let is_foreign = |line: &[u8]| {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(line);
        let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
        words.any(|word| !is_western(word, rival) && is_other(word, rival))
    };
    told(bytes).any(is_foreign).then_some(rival)
}

/// Whether a text that was read as Windows-1252 is another one in `rival`.
pub(in crate::domain::import) fn is_other(text: &str, rival: &'static Encoding) -> bool {
    let (bytes, ..) = WINDOWS_1252.encode(text);
    rival.decode_without_bom_handling(&bytes).0 != text
}

/// Lines with letters beyond ASCII, up to [`SAMPLE`].
fn told(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (mut from, mut left) = (0, SAMPLE);
    std::iter::from_fn(move || {
        let rest = bytes.get(from..).filter(|_| left > 0)?;
        let at = from + Encoding::ascii_valid_up_to(rest);
        if at == bytes.len() {
            return None;
        }
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[from..at]).map_or(from, |end| from + end + 1);
        // So that the letter is within it.
        let start = start.max(at.saturating_sub(LINE / 2));
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        let line = &bytes[start..end.min(start + LINE)];
        from = end;
        left = left.saturating_sub(line.len());
        Some(line)
    })
}

/// Whether the letters of a word stand as they do in Italian, French, German, Spanish, Portuguese, Catalan, Dutch and
/// the languages of the North.
fn is_western(word: &str, rival: &'static Encoding) -> bool {
    let small: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let fits = |place: usize| {
        let before = place.checked_sub(1).and_then(|place| small.get(place)).copied();
        is_usual(before, small[place], small.get(place + 1).copied())
    };
    // Iceland's own letters are the ones that Turkish has in their places.
    let may_be_turkish = rival == WINDOWS_1254 && word.contains(['Ð', 'Þ', 'Ý', 'ð', 'þ', 'ý']);
    !may_be_turkish && !has_odd_neighbors(&small) && (0..small.len()).all(fits)
}

fn is_usual(before: Option<char>, c: char, after: Option<char>) -> bool {
    let follows = |letters: &str| after.is_some_and(|c| letters.contains(c));
    let is_in_vowels = before.is_some_and(is_vowel) || after.is_some_and(is_vowel);
    match c {
        c if c.is_ascii() => true,
        'á' | 'à' | 'â' | 'ä' | 'å' | 'é' | 'í' | 'î' | 'ó' | 'ô' | 'ö' | 'ú' | 'ü' | 'ß' | 'š' | 'ž' => {
            true
        }
        'è' => {
            let is_last = after.is_none() && before.is_none_or(|c| !"aáeií".contains(c));
            is_last || after.is_some_and(|c| !is_vowel(c)) && before.is_none_or(|c| !"aáeéoó".contains(c))
        }
        'ë' => after.is_some() || before.is_none_or(|c| "aou".contains(c)),
        'ð' => after.is_none() || before.is_some_and(|c| is_vowel(c) || c == 'r'),
        'þ' => before.is_none_or(is_vowel) && after.is_some(),
        'ì' | 'ù' | 'ª' | 'º' => after.is_none(),
        'ò' => after.is_none() && before != Some('e') || after.is_some() && !is_in_vowels,
        'ï' => before.is_some_and(is_vowel) && after.is_some(),
        'ê' => after.is_none() || follows("stmlrvcz"),
        'û' => follows("tlmnr"),
        'ç' => follows("aouãõáóéú"),
        'ñ' => after.is_some_and(is_vowel),
        'ã' => follows("oe") || after.is_none(),
        'õ' => follows("e"),
        'œ' => follows("ut"),
        'æ' => !is_in_vowels && after.is_some(),
        'ø' => !before.is_some_and(is_vowel) && !follows("aáiíuúoó"),
        _ => false,
    }
}
