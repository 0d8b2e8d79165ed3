//! What user names are formed, and that they can be had.

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
    for (first, last) in [("太郎", "山田"), ("Иван", "Петров"), ("Ivan", "Петров"), ("", ""), ("!", "'"), ("", "山田")]
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
