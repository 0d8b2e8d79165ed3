//! One address out of a cell: `mailto:`, `Name <address>`, brackets and stray separators are taken apart.

use crate::domain::refusal::{Refusal, UploadRefusal};

/// What programs put before an address.
const KINDS: [&str; 5] = ["mailto:", "smtp:", "sip:", "upn:", "email:"];

/// An address as it stands in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Perhaps without a domain; perhaps none at all.
    pub(super) text: String,
    /// Something else stood around it.
    pub(super) was_apart: bool,
}

/// The address that a cell holds.
///
/// # Errors
/// [`UploadRefusal::SeveralAddresses`].
pub(super) fn one(cell: &str) -> Result<Address, Refusal> {
    let cell = cell.trim();
    let mut found: Vec<&str> = Vec::new();
    let candidates = cell.split(is_between).map(bare).filter(|part| part.contains('@'));
    for candidate in candidates {
        if !found.iter().any(|known| known.eq_ignore_ascii_case(candidate)) {
            found.push(candidate);
        }
    }
    match found.as_slice() {
        [] => Ok(local(cell)),
        [one] if is_whole(cell) => Ok(Address { text: in_ascii(one), was_apart: *one != cell }),
        // Blanks within what has no brackets: whatever it is, it is no address.
        [_] => Ok(Address { text: cell.to_owned(), was_apart: false }),
        _ => Err(Refusal::Upload(UploadRefusal::SeveralAddresses)),
    }
}

/// The name in `Name <address>`, where the cell is that and nothing else.
pub(super) fn name_beside(cell: &str) -> Option<String> {
    let (name, rest) = cell.trim().split_once('<')?;
    let is_address = rest.trim_end_matches([';', ',', ' ']).strip_suffix('>').is_some_and(|one| one.contains('@'));
    let name = name.trim().trim_matches(['"', '\'', '“', '”']).trim();
    let is_name = is_address && !name.contains(['@', '<', '>']) && name.contains(char::is_alphabetic);
    is_name.then(|| name.to_owned())
}

/// An address with its domain as directories know it: `xn--mller-kva.example` for `müller.example`.
fn in_ascii(address: &str) -> String {
    let domain = address.split_once('@').filter(|(_, domain)| !domain.is_ascii());
    match domain.and_then(|(local, domain)| Some((local, url::Host::parse(domain).ok()?))) {
        Some((local, url::Host::Domain(domain))) => format!("{local}@{domain}"),
        _ => address.to_owned(),
    }
}

/// What may stand between an address and something else.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ';' | ',' | '|' | '/' | '“' | '”' | '«' | '»')
}

/// Whether what stands around the address is a name in the usual forms, and not the rest of a broken address.
fn is_whole(cell: &str) -> bool {
    let outer = cell.trim_matches(|c: char| is_between(c));
    !outer.contains(char::is_whitespace) || cell.contains(['<', '(', '[', '"', '«'])
}

/// `part` without what programs put before and behind an address.
fn bare(part: &str) -> &str {
    let part = part.trim_matches(['\'', '’', '‘', '`', '#']);
    let is_kind = |kind: &&str| part.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    let rest = KINDS.iter().find(|kind| is_kind(kind)).map_or(part, |kind| &part[kind.len()..]);
    // `mailto:ada@x.example?subject=…`, and `ada@x.example#mailto:ada@x.example#` as databases write links.
    let end = rest.find(['?', '#']).filter(|at| rest[..*at].contains('@') && rest.len() < part.len());
    let linked = rest.find("#mailto:").or(end);
    linked.map_or(rest, |at| &rest[..at])
}

/// The part before @ alone, perhaps with the domain that Windows puts before it.
fn local(cell: &str) -> Address {
    let within = cell.split_once('<').map_or(cell, |(_, rest)| rest);
    let plain = bare(within.trim_matches(|c: char| matches!(c, '>' | '"' | ';' | ',') || c.is_whitespace()));
    let plain = plain.rsplit_once('\\').map_or(plain, |(_, name)| name).trim();
    Address { text: plain.to_owned(), was_apart: plain != cell }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_taken_out_of_what_stands_around_them() {
        for (cell, text) in [
            ("mailto:ada@a.example", "ada@a.example"),
            ("MAILTO:Ada@a.example?subject=x", "Ada@a.example"),
            ("Ada Bianchi <ada@a.example>", "ada@a.example"),
            ("\"Bianchi, Ada\" <mailto:ada@a.example>;", "ada@a.example"),
            ("<ada@a.example>", "ada@a.example"),
            ("ada@a.example;", "ada@a.example"),
            ("ada@a.example (Ada)", "ada@a.example"),
            ("[ada@a.example](mailto:ADA@a.example)", "ada@a.example"),
            ("ada@a.example#mailto:ada@a.example#", "ada@a.example"),
            ("ada@a.example <ada@a.example>", "ada@a.example"),
            ("'ada@a.example'", "ada@a.example"),
            ("SMTP:ada@a.example", "ada@a.example"),
            ("AQUILA\\ada", "ada"),
            ("Ada Bianchi <ada>", "ada"),
        ] {
            assert_eq!(one(cell), Ok(Address { text: text.into(), was_apart: true }), "{cell}");
        }
        for cell in ["ada@müller.example", "Ada <ada@MÜLLER.example>"] {
            assert_eq!(one(cell).unwrap().text, "ada@xn--mller-kva.example", "{cell}");
        }
        for cell in
            ["ada@a.example", "ada", "", "o'neil@a.example", "ada@", "ada bianchi@a.example", "a#EXT#@a.example"]
        {
            assert_eq!(one(cell), Ok(Address { text: cell.into(), was_apart: false }), "{cell}");
        }
        for cell in [
            "ada@a.example; eve@a.example",
            "ada@a.example,eve@a.example",
            "ada@a.example eve@a.example",
            "ada@a.example\neve@a.example",
            "ada@a.example <eve@a.example>",
            "ada@a.example|eve@b.example",
        ] {
            assert_eq!(one(cell), Err(Refusal::Upload(UploadRefusal::SeveralAddresses)), "{cell}");
        }
    }

    #[test]
    fn a_name_stands_beside_an_address() {
        let name = |cell| name_beside(cell);
        assert_eq!(name("Ada Bianchi <ada@a.example>"), Some("Ada Bianchi".into()));
        assert_eq!(name("\"Bianchi, Ada\" <ada@a.example>;"), Some("Bianchi, Ada".into()));
        for cell in ["<ada@a.example>", "ada@a.example <ada@a.example>", "Ada <ada>", "ada@a.example", "Ada <"] {
            assert_eq!(name(cell), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read(cell in "[\\PC\n]{0,40}") {
            if let Ok(address) = one(&cell) {
            // A domain in its own letters is longer in those of ASCII.
                prop_assert!(address.text.len() <= cell.len() || !cell.is_ascii());
            }
        }
    }
}
