//! What a header says by itself, in English and Italian, in any case and with whatever programs put around it.

mod passwords;
mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::field::Field;
use crate::domain::contact::ContactField;
use crate::domain::text::{self, fold};

/// The longest header that is looked at, in characters: what is longer is a text.
const LONGEST: usize = 120;

/// What a header says; some say it only together with the others, or with what stands under them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Meaning {
    /// Nothing else.
    Field(Field),
    /// The first name beside a last name, the display name where it is alone.
    Name,
    /// The display name, unless another column says that it holds it.
    FullName,
    /// A user's address, if no better one is there.
    Address(Rank),
    /// A street's address, or one of e-mail.
    Street,
    /// For which country licenses are given.
    UsageLocation,
    /// A usage location, or an office.
    Place,
    /// A usage location, or a job title.
    Position,
    /// A usage location, or where somebody lives.
    Country,
    /// Permissions, or a job title.
    Role,
    /// A job title, or how somebody is addressed.
    Title,
    /// Whether somebody may sign in, or something else of an account.
    AccountState,
    StatusUpdate,
    Password,
    /// Known, and nothing that a user has here.
    Known,
}

/// How likely a column of addresses is the one that a user signs in with; the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rank {
    PrincipalName,
    Work,
    UserName,
    Plain,
    /// A name for machines, without a domain.
    Account,
}

/// What `header` says; none for what nobody knows.
pub(super) fn meaning(header: &str) -> Option<Meaning> {
    let header: String =
        header.chars().take(LONGEST + 1).filter(|c| !text::is_ignorable(*c)).collect::<String>().trim().to_owned();
    if header.chars().count() > LONGEST {
        return None;
    }
    if let Some(is_secret) = passwords::says(&header) {
        return Some(if is_secret { Meaning::Password } else { known(&header).unwrap_or(Meaning::Known) });
    }
    // What stands in brackets is the attribute's own name, if it is one.
    let attribute = header.split_once('[').and_then(|(_, rest)| known(rest.split(']').next()?));
    let plain = without_brackets(&header);
    // *Block sign in [accountEnabled]* says the opposite of its attribute.
    let is_blocked = |meaning: &Meaning| *meaning == Meaning::Field(Field::SignInBlocked);
    let attribute = known(&without_fillers(&plain)).filter(is_blocked).or(attribute);
    // What stands in round brackets may tell whose address it is.
    let in_brackets = || header.contains('(').then(|| mail(&header)).flatten();
    attribute
        .or_else(|| known(&header))
        .or_else(in_brackets)
        .or_else(|| known(&plain))
        .or_else(|| known(&without_fillers(&plain)))
        .or_else(|| plain.split(['/', '\n', '|']).find_map(|part| known(&without_fillers(part))))
}

/// An address, as far as a header that nobody knows speaks of mail: *E-mail (casa)*, *Mail di servizio*. Of others than
/// the user, or of what is told about mail, it says nothing.
pub(super) fn mail(header: &str) -> Option<Meaning> {
    const MAIL: [&str; 4] = ["email", "mail", "mails", "emails"];
    const OTHERS: [&str; 22] = [
        "manager",
        "responsabile",
        "referente",
        "supervisor",
        "capo",
        "tutor",
        "parent",
        "assistant",
        "cc",
        "bcc",
        "pec",
        "quota",
        "usage",
        "list",
        "lists",
        "lista",
        "firma",
        "signature",
        "template",
        "forward",
        "inoltro",
        "newsletter",
    ];
    const PRIVATE: [&str; 20] = [
        "personal",
        "personale",
        "private",
        "privata",
        "privato",
        "home",
        "casa",
        "alternate",
        "alternative",
        "alternativa",
        "alternativo",
        "secondary",
        "secondaria",
        "secondario",
        "recovery",
        "recupero",
        "other",
        "altra",
        "altro",
        "backup",
    ];
    const WORK: [&str; 10] = [
        "work",
        "lavoro",
        "business",
        "aziendale",
        "company",
        "corporate",
        "office",
        "ufficio",
        "professionale",
        "servizio",
    ];
    let folded = fold(header).replace("e-mail", "email").replace("posta elettronica", "email");
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    let says = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    if !says(&MAIL) || says(&OTHERS) || header.chars().count() > LONGEST {
        None
    } else if says(&PRIVATE) {
        Some(Meaning::Field(Field::Contact(ContactField::AlternateEmail)))
    } else {
        Some(Meaning::Address(if says(&WORK) { Rank::Work } else { Rank::Plain }))
    }
}

/// Whether a cell of a row is a header: as [`meaning`], but cheaply, for it is asked of every row.
pub(super) fn plain_meaning(cell: &str) -> Option<Meaning> {
    if cell.len() > LONGEST {
        return None;
    }
    known(cell).or_else(|| cell.contains(['[', '(', '*']).then(|| meaning(cell)).flatten())
}

/// A text as headers are compared: letters and digits alone, without accents and case.
pub(super) fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn known(text: &str) -> Option<Meaning> {
    static KNOWN: OnceLock<HashMap<String, Meaning>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| words::known().map(|(meaning, word)| (key(word), meaning)).collect());
    known.get(&key(text)).copied()
}

/// `[…]` and `(…)` with what is in them set aside.
fn without_brackets(header: &str) -> String {
    let mut depth = 0usize;
    let mut plain = String::new();
    for c in header.chars() {
        match c {
            '[' | '(' | '<' | '{' => {
                depth += 1;
                plain.push(' ');
            }
            ']' | ')' | '>' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Words that say whose or how needed a column is, at its ends.
fn without_fillers(header: &str) -> String {
    const FILLERS: [&str; 32] = [
        "required",
        "optional",
        "mandatory",
        "obbligatorio",
        "obbligatoria",
        "facoltativo",
        "facoltativa",
        "opzionale",
        "richiesto",
        "richiesta",
        "user",
        "utente",
        "users",
        "utenti",
        "employee",
        "dipendente",
        "contact",
        "contatto",
        "person",
        "persona",
        "member",
        "worker",
        "the",
        "del",
        "dell",
        "della",
        "di",
        "of",
        "s",
        "n",
        "nr",
        "new",
    ];
    let folded = fold(header);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_filler = |word: &&str| FILLERS.contains(word) || word.chars().all(|c| c.is_ascii_digit());
    let first = words.iter().position(|word| !is_filler(word)).unwrap_or(words.len());
    let last = words.iter().rposition(|word| !is_filler(word)).map_or(first, |last| last + 1);
    words[first..last].join(" ")
}

#[cfg(test)]
mod tests;
