//! A cell as it is meant: without what programs put around it and what nobody sees.

use super::field::Field;
use super::note::Note;
use crate::domain::contact::ContactField;
use crate::domain::refusal::{Refusal, UploadRefusal};
use crate::domain::text;

/// What programs and people write where nothing is.
const NOTHING: [&str; 18] = [
    "{}", "[]", "null", "(null)", "<null>", "[null]", "\\n", "nil", "(none)", "n/a", "n.a.", "n/d", "n.d.", "(vuoto)",
    "(blank)", "(empty)", "-", "--",
];

/// Errors of formulas, in English and Italian.
const ERRORS: [&str; 14] = [
    "#n/a", "#n/d", "#name?", "#nome?", "#ref!", "#rif!", "#value!", "#valore!", "#div/0!", "#num!", "#null!",
    "#nullo!", "#spill!", "#errore!",
];

/// Stands in place of a formula without a value, and before one that is given back: read again, it is refused again.
pub const FORMULA: &str = "#FORMULA!";
/// Stands in place of an error of a formula.
pub const ERROR: &str = "#VALUE!";

/// The text that the cell of `field` means; what was assumed goes to `notes`.
///
/// # Errors
/// [`UploadRefusal::BrokenCharacter`], [`UploadRefusal::Formula`], [`UploadRefusal::SpreadsheetError`].
pub(super) fn clean(raw: &str, field: Field, notes: &mut Vec<Note>) -> Result<String, Refusal> {
    let refuse = |refusal| Err(Refusal::Upload(refusal));
    if raw.contains('\u{fffd}') {
        return refuse(UploadRefusal::BrokenCharacter);
    }
    let seen = visible(raw, notes);
    if seen.starts_with(FORMULA) {
        return refuse(UploadRefusal::FormulaWithoutValue);
    }
    let text = if let Some(plain) = seen.strip_prefix('\'').filter(|rest| text::is_formula(rest)) {
        notes.push(Note::ApostropheTaken);
        plain.trim().to_owned()
    } else if let Some(inner) = quoted(&seen) {
        notes.push(Note::EqualsTaken);
        inner.trim().to_owned()
    } else if let Some(text) = from_hex(&seen) {
        notes.push(Note::HexRead);
        text
    } else if is_formula(&seen, field) {
        return refuse(UploadRefusal::Formula);
    } else {
        seen
    };
    if is_type(&text) {
        notes.push(Note::NullIsEmpty { word: text });
        return Ok(String::new());
    }
    // The longest of such words; most cells are longer.
    let word = if text.len() <= 10 { text.to_lowercase() } else { String::new() };
    let is_narrow = text.len() > 2 && text.chars().all(|c| c == '#');
    if is_narrow || ERRORS.contains(&word.as_str()) || is_shortened(&text, field) {
        return refuse(UploadRefusal::SpreadsheetError);
    }
    // There are people called Null.
    let is_name = matches!(field, Field::FirstName | Field::LastName | Field::DisplayName) && text == "Null";
    if NOTHING.contains(&word.as_str()) && !is_name {
        notes.push(Note::NullIsEmpty { word: text });
        return Ok(String::new());
    }
    if separates_lines(field) || !text.contains('\n') {
        return Ok(text);
    }
    notes.push(Note::LinesJoined);
    Ok(text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Fields of which each line is an entry of its own.
fn separates_lines(field: Field) -> bool {
    matches!(field, Field::Email | Field::Licenses | Field::Permissions | Field::Contact(ContactField::AlternateEmail))
}

/// `raw` without characters that nobody sees, each line end as `\n`, without blanks of any kind at its ends.
fn visible(raw: &str, notes: &mut Vec<Note>) -> String {
    let letters: Vec<char> = raw.trim().chars().collect();
    let mut text = String::with_capacity(raw.len());
    let mut is_taken = false;
    for (at, &c) in letters.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|at| letters[at]), letters.get(at + 1).copied());
        match c {
            '\r' if after == Some('\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => text.push('\n'),
            '\t' => text.push(' '),
            c if text::is_ignorable(c) || text::is_invisible(c) => {
                if belongs_to_script(c, before, after) {
                    text.push(c);
                } else {
                    is_taken = true;
                }
            }
            c => text.push(c),
        }
    }
    if is_taken {
        notes.push(Note::InvisibleTaken);
        text = text.trim().to_owned();
    }
    text
}

/// Joiners between letters of scripts that write with them, and between the parts of a picture.
fn belongs_to_script(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_beyond = |c: Option<char>| c.is_some_and(|c| c >= '\u{600}' && !text::is_ignorable(c) && !c.is_whitespace());
    match c {
        '\u{200c}' | '\u{200d}' => (is_beyond(before) || before == Some('\u{fe0f}')) && is_beyond(after),
        '\u{fe0e}' | '\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => is_beyond(before),
        _ => false,
    }
}

/// The text within `="…"`.
fn quoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix("=\"")?.strip_suffix('"')?;
    let plain = inner.replace("\"\"", "");
    (!plain.contains('"')).then(|| inner.replace("\"\"", "\""))
}

/// `System.String[]` and its like: what PowerShell writes in place of a list.
fn is_type(text: &str) -> bool {
    let is_named = ["System.", "Microsoft.", "Deserialized."].iter().any(|start| text.starts_with(start));
    is_named && !text.contains(char::is_whitespace) && (text.ends_with(']') || text.contains("Collection"))
}

/// The text within `X'…'`, as csvde writes what is not ASCII.
fn from_hex(text: &str) -> Option<String> {
    let digits = text.strip_prefix("X'")?.strip_suffix('\'')?;
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Option<Vec<u8>> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? * 16 + digit(low)?),
            _ => None,
        })
        .collect();
    String::from_utf8(bytes?).ok().filter(|text| !text.is_empty() && !text.contains(char::is_control))
}

/// Whether a spreadsheet would reckon with it. A number of a telephone begins with a plus, too.
fn is_formula(text: &str, field: Field) -> bool {
    let is_phone = matches!(field, Field::Contact(ContactField::Phone | ContactField::Mobile));
    match text.chars().next() {
        Some('=') => true,
        Some('+' | '-' | '@') => text.contains(['|', '!']) || (!is_phone && text.contains('(')),
        _ => false,
    }
}

/// `3.93E+11`: a number whose digits are lost.
fn is_shortened(text: &str, field: Field) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").filter(|_| matches!(field, Field::Contact(_))) else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_digits(exponent) && is_digits(&mantissa.replace(['.', ','], ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(raw: &str, field: Field) -> (Result<String, Refusal>, Vec<Note>) {
        let mut notes = Vec::new();
        let text = clean(raw, field, &mut notes);
        (text, notes)
    }

    #[test]
    fn what_nobody_sees_and_what_programs_add_goes() {
        let null = |word: &str| vec![Note::NullIsEmpty { word: word.into() }];
        for (raw, text, notes) in [
            ("\u{a0} Ada\u{202f}\u{a0}", "Ada", vec![]),
            ("\u{200e}Ada\u{200f}", "Ada", vec![Note::InvisibleTaken]),
            ("A\u{200b}da\u{feff}", "Ada", vec![Note::InvisibleTaken]),
            ("\u{202a}Ada Bianchi\u{202c}", "Ada Bianchi", vec![Note::InvisibleTaken]),
            ("Bian\u{ad}chi \u{2060}", "Bianchi", vec![Note::InvisibleTaken]),
            ("A\u{7}da\0", "Ada", vec![Note::InvisibleTaken]),
            ("Mario\u{200c}Rossi", "MarioRossi", vec![Note::InvisibleTaken]),
            ("نام\u{200c}ها", "نام\u{200c}ها", vec![]),
            ("👩\u{200d}🔧", "👩\u{200d}🔧", vec![]),
            ("Ada\r\n  Bianchi ", "Ada Bianchi", vec![Note::LinesJoined]),
            ("'=x", "=x", vec![Note::ApostropheTaken]),
            ("'+39 06 1", "+39 06 1", vec![Note::ApostropheTaken]),
            ("'@x", "@x", vec![Note::ApostropheTaken]),
            ("'- x", "- x", vec![Note::ApostropheTaken]),
            ("'t Hooft", "'t Hooft", vec![]),
            ("’t Hooft", "’t Hooft", vec![]),
            ("'Ndrina", "'Ndrina", vec![]),
            ("=\"Ada\"", "Ada", vec![Note::EqualsTaken]),
            ("X'5361726120c3a8'", "Sara è", vec![Note::HexRead]),
            ("X'ray'", "X'ray'", vec![]),
            ("System.String[]", "", null("System.String[]")),
            ("Microsoft.Graph.PowerShell.Models.X[]", "", null("Microsoft.Graph.PowerShell.Models.X[]")),
            ("{}", "", null("{}")),
            ("NULL", "", null("NULL")),
            ("null", "", null("null")),
            ("Null", "Null", vec![]),
            ("(null)", "", null("(null)")),
            ("N/A", "", null("N/A")),
            ("Nullo", "Nullo", vec![]),
            ("NULL Ada", "NULL Ada", vec![]),
        ] {
            assert_eq!(read(raw, Field::LastName), (Ok(text.to_owned()), notes), "{raw:?}");
        }
        assert_eq!(read("Null", Field::Location).0, Ok(String::new()));
        assert_eq!(read("a@b.example\nc@b.example", Field::Email).0, Ok("a@b.example\nc@b.example".to_owned()));
    }

    #[test]
    fn what_is_lost_and_what_reckons_is_refused() {
        let phone = Field::Contact(ContactField::Phone);
        for (raw, field, refusal) in [
            ("Jos\u{fffd}", Field::FirstName, UploadRefusal::BrokenCharacter),
            ("=cmd|' /C calc'!A0", Field::FirstName, UploadRefusal::Formula),
            ("=A2&\" \"&B2", Field::DisplayName, UploadRefusal::Formula),
            ("@SUM(1+1)", Field::LastName, UploadRefusal::Formula),
            ("+cmd|' /C calc'!A0", phone, UploadRefusal::Formula),
            ("#N/D", Field::FirstName, UploadRefusal::SpreadsheetError),
            ("#NAME?", Field::Email, UploadRefusal::SpreadsheetError),
            ("####", phone, UploadRefusal::SpreadsheetError),
            ("3,93E+11", phone, UploadRefusal::SpreadsheetError),
        ] {
            assert_eq!(read(raw, field).0, Err(Refusal::Upload(refusal)), "{raw:?}");
        }
        for phone_number in ["+39 (06) 123", "0039 06 123", "+390612345678"] {
            assert_eq!(read(phone_number, phone), (Ok(phone_number.to_owned()), vec![]));
        }
    }

    proptest! {
        #[test]
        fn a_clean_text_stays_as_it_is(raw in "\\PC{0,30}") {
            let field = Field::DisplayName;
            if let (Ok(text), _) = read(&raw, field) {
                let again = read(&text, field);
                // What an apostrophe protected is a text now, and would be taken for a formula.
                prop_assert!(again.0 == Ok(text.clone()) || text::is_formula(&text) || again.0.is_err() || text.starts_with('\''), "{:?} {:?}", text, again);
            }
        }
    }
}
