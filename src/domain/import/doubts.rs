//! Whether a text looks as if it was read in another encoding than it was written in.
//!
//! Nobody can be sure of it, so nothing is refused for it: the line is told, and people look. Two kinds
//! are seen: signs of UTF-8 that was taken for Windows-1252 and saved again (`Ã©`), in any file; and, in
//! a file that is only guessed to be Windows-1252, signs and capitals where no word has them
//! (`Societ‡`, `RenŽ`, `£ódź`): other 8-bit encodings have their letters there.

use encoding_rs::WINDOWS_1252;

use super::encoding::Coding;

/// Signs that stand beside no letter in any name, but in place of letters in other encodings.
const NEVER: &str = "¤¦¨¬¯¸‡ˆ";
/// Signs that may begin or end a word, but do not stand before a letter or within a word.
const NOT_BEFORE: &str = "£¥¢±³¹¼½¾µ˜ƒ†‰•›";
const NOT_AFTER: &str = "¹³¡¥¶¼½¾¿‹÷ƒµ†‰˜";
const NOT_WITHIN: &str = "“”„‚…•«»‹›£¢³¹§±";

/// Whether a cell of a file that was read so looks wrong.
pub(super) fn is_doubtful(cell: &str, coding: Coding) -> bool {
    if cell.is_ascii() {
        return is_lossy(cell);
    }
    is_garbled(cell) || is_lossy(cell) || coding.encoding.is_single_byte() && is_misread(cell)
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

/// Signs of damage that any file may have.
fn is_garbled(text: &str) -> bool {
    let is_broken = |c: char| c == '\u{fffd}' || ('\u{80}'..='\u{9f}').contains(&c);
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

/// Signs that a text, read as Windows-1252 for want of anything better, is in another encoding.
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
            || (is_after && !is_before && c == '‘')
            || (is_before && is_after && NOT_WITHIN.contains(c))
            || (is_after && (before.is_lowercase() || after.is_lowercase()) && c.is_uppercase() && !c.is_ascii())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As a file in `bytes` reads when it is taken for Windows-1252.
    fn misread(bytes: &[u8]) -> String {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }

    fn is_doubtful(text: &str) -> bool {
        is_garbled(text) || is_misread(text) || is_lossy(text)
    }

    #[test]
    fn a_question_mark_in_place_of_a_letter_is_seen() {
        for text in ["Jos?", "M?ller", "?ukasz Nowak", "Jos? P?rez", "Ren? Dupont"] {
            assert!(is_doubtful(text), "{text}");
        }
        for text in ["Wer ist wer?", "¿Qué?", "https://x.example/?a=b", "? ?", "What? No", "5?"] {
            assert_eq!(is_doubtful(text), text == "What? No", "{text}");
        }
    }

    #[test]
    fn other_encodings_are_seen() {
        for (encoding, bytes) in [
            ("Windows-1250, Łódź", b"\xa3\xf3d\x9f".as_slice()),
            ("Windows-1250, Książka", b"Ksi\xb9\xbfka"),
            ("ISO-8859-15, € 5", b"\xa4 5"),
            ("ISO-8859-15, Škoda", b"\xa6koda"),
            ("ISO-8859-15, Zemědělská Žatec", b"\xb4atec \xa8"),
            ("ISO-8859-15, cœur", b"c\xbdur"),
            ("Mac Roman, Società", b"Societ\x88"),
            ("Mac Roman, René", b"Ren\x8e"),
            ("Mac Roman, Zoë", b"Zo\x91"),
            ("Mac Roman, Caffè", b"Caff\x8f"),
            ("Mac Roman, Lübeck", b"L\x9fbeck"),
            ("DOS, Lübeck", b"L\x81beck"),
        ] {
            assert!(is_doubtful(&misread(bytes)), "{encoding}: {}", misread(bytes));
        }
    }

    #[test]
    fn what_people_write_is_not_suspected() {
        for text in [
            "Società Agricola Niccolò & C. – “Da Ètto”",
            "L’Océan, Ñandú, ¿Qué?, Łukasz",
            "Müller GmbH & Co. KG «Straße»",
            "PERCHÉ NO S.r.l., È BELLO",
            "SÃO PAULO, MÜNCHEN, ÅRSTA, Ärzte, Âge",
            "5 m² (½), 20 °C, § 7, € 12, 3×4, ±1",
            "Microsoft® 365 – Business™ Premium (NCE) ª º",
            "IRMÃ, “Ä”, Ñ",
            "",
        ] {
            assert!(!is_doubtful(text), "{text}");
        }
    }

    proptest! {
        /// Words of Western European languages, saved as UTF-8, read as Windows-1252 and saved again,
        /// are seen; as they are, they are not.
        #[test]
        fn double_encoding_is_seen(word in "[a-z]{1,8}[àèéìòùçñöüäß][a-z]{0,8}") {
            prop_assert!(!is_doubtful(&word), "{}", word);
            let twice = misread(word.as_bytes());
            prop_assert!(is_garbled(&twice), "{}", twice);
        }
    }
}
