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
mod tests {
    use proptest::prelude::*;

    use super::UserNamePattern as P;
    use super::*;
    use crate::domain::user_name::{Domain, UserName};

    fn free(pattern: P, first: &str, last: &str) -> Option<String> {
        propose(pattern, first, last, |_| false)
    }

    #[test]
    fn every_pattern_has_its_order_and_separator() {
        let expected = [
            "mario.rossi",
            "mariorossi",
            "mario_rossi",
            "mario-rossi",
            "mrossi",
            "m.rossi",
            "marior",
            "rossi.mario",
            "rossim",
            "mario",
        ];
        assert_eq!(P::ALL.map(|pattern| free(pattern, "Mario", "Rossi").unwrap()), expected);
        assert_eq!(P::ALL.map(|pattern| P::from_name(pattern.name())), P::ALL.map(Some));
        assert_eq!(P::from_name("first.last"), None);
    }

    /// The script of the pages puts names in the places that the template names.
    #[test]
    fn a_template_tells_the_script_the_same() {
        for pattern in P::ALL {
            let filled = pattern.template().replace("first", "FIRST").replace("last", "LAST");
            let filled = filled.replace('f', "M").replace('l', "R").replace("FIRST", "MARIO").replace("LAST", "ROSSI");
            assert_eq!(free(pattern, "Mario", "Rossi"), Some(filled.to_lowercase()), "{pattern:?}");
        }
    }

    #[test]
    fn names_are_written_in_ascii() {
        for (first, last, expected) in [
            ("Łukasz", "Żółkiewski", "lukasz.zolkiewski"),
            ("Jürgen", "Müller", "jurgen.muller"),
            ("Søren", "Weiß", "soren.weiss"),
            ("Maria", "De Luca", "maria.deluca"),
            ("Gabriele", "D’Angelo", "gabriele.dangelo"),
            ("Anne‑Marie", "Ørsted-Æbelø", "anne-marie.orsted-aebelo"),
            (" Ada  Maria ", "Bianchi", "adamaria.bianchi"),
            ("İpek", "Yıldız", "ipek.yildiz"),
            ("Ġorġ", "Ħabib", "gorg.habib"),
            ("Nguyễn", "Đặng", "nguyen.dang"),
            ("J. R.", "Ewing (Dallas)", "jr.ewingdallas"),
            ("🦊 Mia", "Fuchs", "mia.fuchs"),
            ("-", "Fuchs", "fuchs"),
        ] {
            assert_eq!(free(P::FirstDotLast, first, last).as_deref(), Some(expected), "{first} {last}");
        }
    }

    #[test]
    fn another_script_gives_no_user_name_and_no_half_of_one() {
        for (first, last) in
            [("太郎", "山田"), ("Иван", "Петров"), ("Ivan", "Петров"), ("", ""), ("!", "'"), ("", "山田")]
        {
            assert_eq!(free(P::FirstDotLast, first, last), None, "{first} {last}");
        }
        assert_eq!(free(P::First, "Taro", "山田").as_deref(), Some("taro"), "the last name is not needed");
    }

    #[test]
    fn one_name_stands_alone_and_whole() {
        for pattern in P::ALL {
            assert_eq!(free(pattern, "Cher", "").as_deref(), Some("cher"), "{pattern:?}");
            assert_eq!(free(pattern, "", "Rossi").as_deref(), Some("rossi"), "{pattern:?}");
        }
    }

    #[test]
    fn a_number_follows_where_the_name_is_taken() {
        let taken = ["mario.rossi", "mario.rossi2", "mario.rossi4"];
        let found = propose(P::FirstDotLast, "Mario", "Rossi", |name| taken.contains(&name));
        assert_eq!(found.as_deref(), Some("mario.rossi3"));
        assert_eq!(propose(P::FirstDotLast, "Mario", "Rossi", |_| true), None);
        let long = "a".repeat(50);
        let first = free(P::FirstDotLast, &long, &long).unwrap();
        assert_eq!(first, format!("{long}.{}", "a".repeat(13)));
        let second = propose(P::FirstDotLast, &long, &long, |name| name == first).unwrap();
        assert_eq!(second, format!("{long}.{}2", "a".repeat(12)));
        // A separator that the cut leaves at the end goes, too.
        assert_eq!(free(P::FirstDotLast, &"a".repeat(63), "Rossi"), Some("a".repeat(63)));
    }

    #[test]
    fn a_display_name_is_split() {
        for (display, first, last) in [
            ("Ada Bianchi", "Ada", "Bianchi"),
            ("Bianchi, Ada", "Ada", "Bianchi"),
            ("Maria De Luca", "Maria", "De Luca"),
            ("Anna Maria Rossi", "Anna Maria", "Rossi"),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("Ada Bianchi (Turin)", "Ada", "Bianchi"),
            ("Di Rossi", "Di", "Rossi"),
            ("Cher", "Cher", ""),
            ("  ", "", ""),
        ] {
            assert_eq!(split_name(display), (first.to_owned(), last.to_owned()), "{display}");
        }
    }

    proptest! {
            #[test]
            fn whatever_is_proposed_is_a_user_name(
                first in "[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ' .,()\u{2010}-\u{2019}-]{0,50}|\\PC{0,50}",
                last in "[A-Za-zÀ-ÖØ-öø-ÿĀ-ſ' .,()\u{2010}-\u{2019}-]{0,50}|\\PC{0,50}",
                pattern in 0..P::COUNT,
                taken in 0..200usize,
            ) {
                let mut asked = Vec::new();
                let proposed = propose(P::ALL[pattern], &first, &last, |name| {
                    asked.push(name.to_owned());
                    asked.len() <= taken
                });
                for name in &asked {
                    let read = UserName::new(name, Domain::parse("aquila.example").unwrap());
    let read = read.map(|read| read.local().to_owned());
                    prop_assert_eq!(read.as_ref(), Ok(name));
                }
                let all = asked.len();
                asked.dedup();
                prop_assert_eq!(asked.len(), all, "each is another one");
                prop_assert_eq!(proposed.is_some(), all == taken + 1);
            }

            #[test]
            fn splitting_loses_no_word(display in "[A-Za-zÀ-ö' ]{0,50}") {
                let (first, last) = split_name(&display);
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                prop_assert_eq!([words(&first), words(&last)].concat(), words(&display));
            }
        }
}
