//! The catalogues of words: both complete, nothing left over, nothing visible outside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn catalog(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("templates/locales/{language}.ftl"));
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" = ") {
            Some((key, text)) if !line.starts_with(' ') => {
                assert!(entries.insert(key.to_owned(), text.to_owned()).is_none(), "{language}: {key} stands twice");
                key.clone_into(&mut last);
            }
            _ if !line.trim().is_empty() => entries.get_mut(&last).unwrap().push_str(line),
            _ => {}
        }
    }
    entries
}

/// The names that a sentence puts in: `$count`, `$name`.
fn arguments(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>();
    text.split('$').skip(1).map(name).collect()
}

fn all_sources() -> String {
    let mut text = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("src"), root.join("templates")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    text
}

#[test]
fn both_languages_say_the_same_things() {
    let (english, italian) = (catalog("en"), catalog("it"));
    let keys = |entries: &BTreeMap<String, String>| entries.keys().cloned().collect::<BTreeSet<_>>();
    let differing: Vec<_> = keys(&english).symmetric_difference(&keys(&italian)).cloned().collect();
    assert!(differing.is_empty(), "in one catalogue only: {differing:?}");
    for (key, text) in &english {
        assert_eq!(arguments(text), arguments(&italian[key]), "{key} takes other values in Italian");
    }
}

/// Keys that are put together from a part: the beginning stands in the sources.
const FAMILIES: [&str; 17] = [
    "country-",
    "directory-role-",
    "field-",
    "filter-",
    "job-",
    "language-",
    "month-",
    "operation-",
    "outcome-",
    "permission-",
    "problem-",
    "role-",
    "refusal-",
    "staff-status-",
    "subscription-status-",
    "pool-",
    "user-name-pattern-",
];

#[test]
fn no_key_is_missing_or_left_over() {
    let sources = all_sources();
    let english = catalog("en");
    for key in english.keys() {
        let used = sources.contains(&format!("\"{key}\"")) || FAMILIES.iter().any(|family| key.starts_with(family));
        assert!(used, "nobody uses {key}");
    }
    for piece in sources.split("w.t(\"").skip(1).chain(sources.split("words.t(\"").skip(1)) {
        let key = piece.split('"').next().unwrap();
        assert!(key.ends_with('-') || key.contains("{}") || english.contains_key(key), "no words for {key}");
    }
    for start in ["\"refusal-", "\"flash-", "\"problem-", "\"conflict-", "\"column-"] {
        for piece in sources.split(start).skip(1) {
            let key = format!("{}{}", &start[1..], piece.split('"').next().unwrap());
            assert!(key.contains("{}") || english.contains_key(&key), "no words for {key}");
        }
    }
}

#[test]
fn pages_say_nothing_that_is_not_in_the_catalogs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut open = vec![root];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        if path.extension().is_none_or(|kind| kind != "html") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("|safe") && !text.contains("| safe"), "{} lets text through unescaped", path.display());
        assert!(!text.contains(" style=") && !text.contains(" onclick="), "{} has inline code", path.display());
        // What is left without tags, expressions and comments.
        let mut visible = String::new();
        let (mut rest, mut depth) = (text.as_str(), 0);
        while let Some(c) = rest.chars().next() {
            let skip = [("{#", "#}"), ("{{", "}}"), ("{%", "%}")].into_iter().find(|(open, _)| rest.starts_with(open));
            if let Some((_, close)) = skip {
                rest = &rest[rest.find(close).unwrap() + 2..];
                continue;
            }
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                c if depth == 0 => visible.push(c),
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
        let words: Vec<&str> =
            visible.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
        // Attributes that a macro puts into a tag of another one.
        let own = |word: &&str| ["Partnerdesk", "required"].contains(word) || word.contains('"');
        let foreign: Vec<_> = words.into_iter().filter(|word| !own(word)).collect();
        assert!(foreign.is_empty(), "{} says {foreign:?} by itself", path.display());
    }
}
