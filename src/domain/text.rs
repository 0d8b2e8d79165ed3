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

/// `text` with each letter and its accents as one character, as they are typed: a Mac writes them apart.
pub fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

/// Whether a spreadsheet would take a cell with this text for a formula. Exports put an apostrophe
/// before such a cell, and imports take it off again.
pub fn is_formula(cell: &str) -> bool {
    const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.trim_start_matches(' ').starts_with(BEGINNINGS)
}

/// The longest search, in characters: the fields take no more.
const SEARCH_LIMIT: usize = 200;

/// A search as it is kept and stands in addresses: no longer than what is looked for.
pub fn search(raw: &str) -> String {
    raw.chars().take(SEARCH_LIMIT).collect()
}

/// `text` as users and customers are found by it: folded, with one apostrophe and one hyphen for all that
/// keyboards, programs and pages put in their place, and without what nobody sees. What is kept and what is
/// typed both go through it.
pub fn searchable(text: &str) -> String {
    // Before folding too: an accent that stands for an apostrophe would fall apart into a blank.
    let alike: String = text.chars().filter(|c| !is_ignorable(*c)).map(alike).collect();
    fold(&alike).chars().filter(|c| !is_ignorable(*c)).map(self::alike).collect()
}

/// The character that people type for one that stands for the same.
fn alike(c: char) -> char {
    match c {
        '`'
        | '´'
        | 'ʹ'..='ʽ'
        | 'ˈ'
        | '\u{384}'
        | '՚'
        | '׳'
        | '\u{1fbd}'
        | '\u{1fbf}'
        | '\u{1fef}'
        | '\u{1ffd}'
        | '‘'..='‛'
        | '′'
        | '‵'
        | 'ꞌ'
        | '＇' => '\'',
        '‐'..='―' | '⁃' | '−' | '﹘' | '﹣' | '－' | '־' => '-',
        'ς' => 'σ',
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    }
}

/// What users and customers are looked for by: the words of a search, whatever was pasted between them, like
/// `Bianchi, Ada` or `"Ada Bianchi" <ada@…>`; as many as a person would type.
pub fn sought(raw: &str) -> Vec<String> {
    let is_between = |c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '“'..='‟' | '«' | '»' | '、' | '،')
    };
    let words = searchable(&search(raw));
    let bare = |word: &str| ["mailto:", "smtp:"].iter().find_map(|kind| word.strip_prefix(kind)).unwrap_or(word).len();
    let words = words.split(is_between).map(|word| &word[word.len() - bare(word)..]);
    words.filter(|word| !word.is_empty()).take(10).map(str::to_owned).collect()
}

/// Control characters, and the marks that reverse or hide what follows them: with those, a name
/// reads differently from what it is.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// Characters that stand for nothing where they stand alone: blanks, fillers, joiners, marks without a
/// letter, and the blank Braille pattern.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_combining_mark(c) || c == '\u{2800}' || is_ignorable(c)
}

/// Unicode's `Default_Ignorable_Code_Point`, and marks that hold what is beside them.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
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

    #[test]
    fn what_is_pasted_is_taken_apart() {
        for (typed, words) in [
            ("Bianchi, Ada", &["bianchi", "ada"][..]),
            ("Ada Bianchi <ada.bianchi@aquila.example>", &["ada", "bianchi", "ada.bianchi@aquila.example"]),
            ("\"Bianchi, Ada\" <mailto:ADA@aquila.example>;", &["bianchi", "ada", "ada@aquila.example"]),
            ("O’Brien\u{200b}", &["o'brien"]),
            ("\u{200e}O´Brien\u{feff}", &["o'brien"]),
            ("Anne\u{2011}Marie\u{a0}Weiß", &["anne-marie", "weiss"]),
            ("Anne—Marie", &["anne-marie"]),
            ("Ｂｉａｎｃｈｉ，Ｆｉ\u{ad}lippo", &["bianchi", "filippo"]),
            ("ﬁlippo ΟΔΥΣΣΕΥΣ ŉ", &["filippo", "οδυσσευσ", "'n"]),
            (" ,; ", &[]),
        ] {
            assert_eq!(sought(typed), words, "{typed:?}");
        }
        assert_eq!(sought(&"a".repeat(5_000)), ["a".repeat(200)]);
    }

    /// A name as others write it.
    fn rewritten(name: &str, choices: &[usize]) -> String {
        let mut choices = choices.iter().cycle();
        let mut of = |all: &[char]| all[choices.next().unwrap() % all.len()];
        let mut written = String::new();
        for c in name.chars() {
            written.push(match c {
                '\'' => of(&['\'', '’', '‘', 'ʼ', '`', '´', '′', '＇']),
                '-' => of(&['-', '\u{2010}', '\u{2011}', '–', '—', '−', '－']),
                ' ' => of(&[' ', '\u{a0}', '\u{202f}', '\u{3000}', '\t']),
                c => c,
            });
            let unseen = of(&['x', 'x', 'x', '\u{200b}', '\u{200e}', '\u{200f}', '\u{feff}', '\u{ad}', '\u{2060}']);
            written.extend(Some(unseen).filter(|c| *c != 'x'));
        }
        written
    }

    proptest! {
        #[test]
        fn a_name_finds_itself_however_it_is_written(
            name in "[A-Za-zÀ-ÖØ-öø-ÿĀ-ſα-ωа-яﬁﬂ' -]{1,40}",
            kept in prop::collection::vec(0..64usize, 1..20),
            typed in prop::collection::vec(0..64usize, 1..20),
        ) {
            let stored = searchable(&rewritten(&name, &kept));
            for typed in [rewritten(&name, &typed), name.to_uppercase(), name.to_lowercase()] {
                for word in sought(&typed) {
                    prop_assert!(stored.contains(&word), "{stored:?} {word:?}");
                }
            }
            let mut words: Vec<&str> = name.split_whitespace().collect();
            words.reverse();
            for word in sought(&words.join(", ")) {
                prop_assert!(stored.contains(&word), "{stored:?} {word:?}");
            }
        }

        #[test]
        fn whatever_is_kept_finds_itself(text in "\\PC{0,40}") {
            let stored = searchable(&text);
            prop_assert_eq!(&searchable(&stored), &stored);
            for word in sought(&text) {
                prop_assert!(stored.contains(&word), "{:?} {:?}", stored, word);
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
