//! How a customer forms user names: a pattern over first and last name, written in ASCII, with a number where the
//! name is taken.
//!
//! Letters lose their accents and are never spelled out: *Müller* is `muller`, as it is found and sorted here, *Łukasz*
//! `lukasz`, *Weiß* `weiss`. Blanks and apostrophes go (*De Luca* is `deluca`, *D'Angelo* `dangelo`), hyphens stay
//! (`anne-marie`). A name in another script gives no user name: half of it would be a wrong one.

use strum::{EnumCount as _, VariantArray as _};
use strum_macros::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::names::all;
use super::text::searchable;
use super::user_name::LOCAL_LIMIT;

/// The highest number behind a name; who has so many namesakes is named by hand.
const HIGHEST: u32 = 9_999;

/// What may stand between two names, and never at the end of a user name that was cut.
const SEPARATORS: [char; 3] = ['.', '_', '-'];

/// Words with which a last name of several words begins.
const PARTICLES: [&str; 34] = [
    "al", "ben", "bin", "da", "dal", "dalla", "das", "de", "degli", "dei", "del", "della", "delle", "dello", "den",
    "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "le", "li", "lo", "ten", "ter", "van", "von", "zu",
    "zum", "zur",
];

/// How user names are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum UserNamePattern {
    FirstDotLast,
    FirstLast,
    FirstUnderscoreLast,
    FirstHyphenLast,
    InitialLast,
    InitialDotLast,
    FirstInitial,
    LastDotFirst,
    LastInitial,
    First,
}

/// A piece of a user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    First,
    FirstInitial,
    Last,
    LastInitial,
}

impl UserNamePattern {
    pub const ALL: [Self; Self::COUNT] = all(Self::VARIANTS);

    /// As it is kept and sent; the catalogue calls it `user-name-pattern-…`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The pattern of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The same for the script of the pages: `first`, `last` or their initials `f` and `l`, as they stand in the
    /// user name.
    pub fn template(self) -> &'static str {
        match self {
            Self::FirstDotLast => "first.last",
            Self::FirstLast => "firstlast",
            Self::FirstUnderscoreLast => "first_last",
            Self::FirstHyphenLast => "first-last",
            Self::InitialLast => "flast",
            Self::InitialDotLast => "f.last",
            Self::FirstInitial => "firstl",
            Self::LastDotFirst => "last.first",
            Self::LastInitial => "lastf",
            Self::First => "first",
        }
    }

    fn pieces(self) -> (Piece, &'static str, Piece) {
        use Piece as P;
        match self {
            Self::FirstDotLast => (P::First, ".", P::Last),
            Self::FirstLast | Self::First => (P::First, "", P::Last),
            Self::FirstUnderscoreLast => (P::First, "_", P::Last),
            Self::FirstHyphenLast => (P::First, "-", P::Last),
            Self::InitialLast => (P::FirstInitial, "", P::Last),
            Self::InitialDotLast => (P::FirstInitial, ".", P::Last),
            Self::FirstInitial => (P::First, "", P::LastInitial),
            Self::LastDotFirst => (P::Last, ".", P::First),
            Self::LastInitial => (P::Last, "", P::FirstInitial),
        }
    }

    /// The part before @ for somebody of this name, taken or not. Where there is only one of the two names, it stands
    /// alone and whole. `None` where a name that is needed cannot be written in ASCII, or there is none.
    pub fn local_part(self, first: &str, last: &str) -> Option<String> {
        let (first, last) = (in_ascii(first), in_ascii(last));
        let is_given = |name: &Option<String>| name.as_ref().is_none_or(|name| !name.is_empty());
        if !is_given(&last) || (self == Self::First && is_given(&first)) {
            return first.filter(|name| !name.is_empty()).map(|name| fitting(&name, ""));
        }
        if !is_given(&first) {
            return last.map(|name| fitting(&name, ""));
        }
        let (first, last) = (first?, last?);
        let piece = |piece: Piece| match piece {
            Piece::First => first.as_str(),
            Piece::FirstInitial => &first[..1],
            Piece::Last => last.as_str(),
            Piece::LastInitial => &last[..1],
        };
        let (one, between, other) = self.pieces();
        Some(fitting(&format!("{}{between}{}", piece(one), piece(other)), ""))
    }
}

/// A user name's part before @ for somebody called so, the first that is not taken: `mario.rossi`, `mario.rossi2` …
/// `None` where [`UserNamePattern::local_part`] has none, or too many are taken.
pub fn propose(
    pattern: UserNamePattern,
    first: &str,
    last: &str,
    mut is_taken: impl FnMut(&str) -> bool,
) -> Option<String> {
    let local = pattern.local_part(first, last)?;
    numbered(&local).find(|name| !is_taken(name))
}

/// `local` itself, and then with 2, 3 … behind it, each cut to what a user name may have.
pub fn numbered(local: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(local.to_owned()).chain((2..=HIGHEST).map(|number| fitting(local, &number.to_string())))
}

/// `local` with `number` behind it, no longer than a user name may be. Both are ASCII.
fn fitting(local: &str, number: &str) -> String {
    let kept: String = local.chars().take(LOCAL_LIMIT - number.len()).collect();
    format!("{}{number}", kept.trim_end_matches(SEPARATORS))
}

/// A name as user names have it; `None` where a letter of it has no place there. Nothing where it has no letters.
fn in_ascii(name: &str) -> Option<String> {
    let mut written = String::with_capacity(name.len());
    for c in searchable(name).chars() {
        match c {
            'ħ' => written.push('h'),
            'ŧ' => written.push('t'),
            'ŋ' => written.push('n'),
            c if c.is_ascii_alphanumeric() || c == '-' => written.push(c),
            c if c.is_alphanumeric() => return None,
            _ => {}
        }
    }
    Some(written.trim_matches('-').to_owned())
}

/// First and last name of somebody of whom only the display name is known: *Bianchi, Ada*, *Ada Bianchi*, *Maria De
/// Luca*. Of several words the last one is the last name, or all from the first particle on; what stands in brackets is
/// none of it.
pub fn split_name(display_name: &str) -> (String, String) {
    let name = display_name.split(['(', '[']).next().unwrap_or_default();
    if let Some((last, first)) = name.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_particle = |word: &&str| PARTICLES.contains(&word.to_lowercase().as_str());
    let begins = match words.as_slice() {
        [] | [_] => words.len(),
        // A particle at the end begins nothing.
        [_, between @ .., _] => between.iter().position(is_particle).map_or(words.len() - 1, |at| at + 1),
    };
    (words[..begins].join(" "), words[begins..].join(" "))
}

#[cfg(test)]
mod tests;
