//! What people type: trimmed, bounded, and free of characters that nobody sees.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::refusal::{InputRefusal, Refusal};

/// The longest first, last and display name, in characters (specification §3).
pub const NAME_LIMIT: usize = 50;

/// `raw` without surrounding white space, if it has at most `limit` characters and none that is
/// invisible.
///
/// # Errors
/// [`InputRefusal::TooLong`] and [`InputRefusal::ControlCharacters`].
pub fn line(raw: &str, limit: usize) -> Result<String, Refusal> {
    let text = raw.trim();
    // Nothing but what cannot be seen is as bad as something that hides.
    if text.chars().any(is_invisible) || (!text.is_empty() && text.chars().all(is_blank)) {
        return Err(Refusal::Input(InputRefusal::ControlCharacters));
    }
    if text.chars().count() > limit {
        return Err(Refusal::Input(InputRefusal::TooLong { limit }));
    }
    Ok(text.to_owned())
}

/// Like [`line`], but something must be there.
///
/// # Errors
/// As [`line`], and [`InputRefusal::Required`].
pub fn required(raw: &str, limit: usize) -> Result<String, Refusal> {
    let text = line(raw, limit)?;
    if text.is_empty() {
        return Err(Refusal::Input(InputRefusal::Required));
    }
    Ok(text)
}

/// Like [`line`], with nothing typed as `None`.
///
/// # Errors
/// As [`line`].
pub fn optional(raw: &str, limit: usize) -> Result<Option<String>, Refusal> {
    Ok(Some(line(raw, limit)?).filter(|text| !text.is_empty()))
}

/// Whether a spreadsheet would take a cell with this text for a formula. Exports put an apostrophe
/// before such a cell, and imports take it off again.
pub fn is_formula(cell: &str) -> bool {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.trim_start_matches(' ').starts_with(BEGINNINGS)
}

/// What a search looks for: its words, folded; as many as a person would type.
pub fn search_words(search: &str) -> Vec<String> {
    let visible: String = search.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect();
    fold(&visible).split_whitespace().take(10).map(str::to_owned).collect()
}

/// Control characters, and the marks that reverse or hide what follows them: with those, a name
/// reads differently from what it is.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// Characters that stand for nothing where they stand alone: blanks, fillers, joiners, marks without a
/// letter (Unicode's `Default_Ignorable_Code_Point`, white space, and the blank Braille pattern).
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || is_combining_mark(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// `text` as it is sorted and searched: lower case, without accents, so that *Łukasz* is found by
/// *lukasz* and stands beside it. Compared byte by byte on both databases.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            other if is_combining_mark(other) => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_fold_to_what_people_type() {
        for (name, folded) in [
            ("Łukasz Żółkiewski", "lukasz zolkiewski"),
            ("Åsa", "asa"),
            ("Weiß", "weiss"),
            ("Søren", "soren"),
            ("İpek", "ipek"),
            ("Папа", "папа"),
            ("李 小龙", "李 小龙"),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn a_line_refuses_what_cannot_be_seen() {
        assert_eq!(required("  Ada  ", 50), Ok("Ada".to_owned()));
        assert_eq!(required("   ", 50), Err(Refusal::Input(InputRefusal::Required)));
        assert_eq!(line("a\nb", 50), Err(Refusal::Input(InputRefusal::ControlCharacters)));
        assert_eq!(line("a\u{202e}b", 50), Err(Refusal::Input(InputRefusal::ControlCharacters)));
        assert_eq!(line(&"é".repeat(51), 50), Err(Refusal::Input(InputRefusal::TooLong { limit: 50 })));
        assert_eq!(line(&"é".repeat(50), 50), Ok("é".repeat(50)));
        assert_eq!(optional(" ", 5), Ok(None));
        for alone in
            ["\u{2060}", "\u{ad}\u{ad}", "\u{3164}", "\u{2800} \u{2800}", "\u{200d}\u{200c}", "\u{301}", "\u{e0041}"]
        {
            assert_eq!(required(alone, 50), Err(Refusal::Input(InputRefusal::ControlCharacters)), "{alone:?}");
            assert_eq!(optional(alone, 50), Err(Refusal::Input(InputRefusal::ControlCharacters)), "{alone:?}");
        }
        // Within a name they belong to its script.
        assert!(line("نام\u{200c}ها", 50).is_ok() && line("👩\u{200d}🔧", 50).is_ok());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
