//! What a password must be (specification §3), and how a temporary one looks.

use super::refusal::Refusal;

/// The most bytes of a chosen password: hashing costs by length, and nobody types more.
pub const PASSWORD_BYTES_LIMIT: usize = 256;
/// The fewest characters of a staff member's password, until there is a second factor.
pub const STAFF_PASSWORD_LEAST: usize = 15;

const LOWER: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS: &[u8] = b"23456789";

/// A new temporary password, like `kT7m-zQwx-94hb`: three groups of four without look-alikes, with
/// lower case, upper case and digits each at least once. `draw(n)` gives a uniform number below n.
pub fn temporary(mut draw: impl FnMut(usize) -> usize) -> String {
    let alphabet: Vec<u8> = [LOWER, UPPER, DIGITS].concat();
    loop {
        let letters: Vec<u8> = (0..12).map(|_| alphabet[draw(alphabet.len())]).collect();
        let has = |class: &[u8]| letters.iter().any(|letter| class.contains(letter));
        // Drawing anew, rather than planting the missing class, keeps every such password as likely.
        if has(LOWER) && has(UPPER) && has(DIGITS) {
            let groups: Vec<String> =
                letters.chunks(4).map(|group| group.iter().map(|letter| char::from(*letter)).collect()).collect();
            return groups.join("-");
        }
    }
}

/// Whether `password` may be chosen: long enough, not known to everybody, and not made of `context`
/// (the person's name, e-mail, company, the product). No rule asks for classes of characters.
///
/// # Errors
/// [`Refusal::PasswordTooShort`], [`Refusal::PasswordTooLong`], [`Refusal::PasswordCommon`],
/// [`Refusal::PasswordGuessable`].
pub fn choose(password: &str, least: usize, context: &[&str]) -> Result<(), Refusal> {
    if password.chars().count() < least {
        return Err(Refusal::PasswordTooShort { least });
    }
    if password.len() > PASSWORD_BYTES_LIMIT {
        return Err(Refusal::PasswordTooLong { most: PASSWORD_BYTES_LIMIT });
    }
    let folded = password.to_lowercase();
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    // Long passwords that everybody tries are a short word repeated, a run of keys, or a phrase.
    if letters.len() < 5 || is_repeated(&folded) || COMMON.iter().any(|common| strip(&folded).starts_with(common)) {
        return Err(Refusal::PasswordCommon);
    }
    for word in context.iter().flat_map(|text| text.split(['@', '.', ' ', '-', '_'])) {
        if word.chars().count() >= 4 && folded.contains(&word.to_lowercase()) {
            return Err(Refusal::PasswordGuessable);
        }
    }
    Ok(())
}

/// Beginnings of the long passwords that stand on every list, letters and digits only.
const COMMON: [&str; 24] = [
    "password",
    "passw0rd",
    "p4ssw0rd",
    "qwertyuiop",
    "qwerty123",
    "1qaz2wsx",
    "letmein",
    "welcome",
    "iloveyou",
    "administrator",
    "admin123",
    "changeme",
    "trustno1",
    "123456789",
    "1234567890",
    "abcdefghij",
    "abc123",
    "asdfghjkl",
    "zxcvbnm",
    "monkey123",
    "dragon123",
    "correcthorse",
    "benvenuto",
    "partnerdesk",
];

fn strip(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `text` is a beginning of at most half its length over and over.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).any(|period| letters.iter().zip(&letters[period..]).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn temporary_passwords_have_all_classes_and_no_look_alikes(seed in any::<u64>()) {
            let mut state = seed | 1;
            let password = temporary(|n| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                usize::try_from(state % n as u64).unwrap()
            });
            prop_assert_eq!(password.len(), 14);
            prop_assert!(password.split('-').all(|group| group.len() == 4));
            prop_assert!(!password.contains(['0', 'O', '1', 'l', 'I']));
            prop_assert!(password.contains(|c: char| c.is_ascii_lowercase()));
            prop_assert!(password.contains(|c: char| c.is_ascii_uppercase()));
            prop_assert!(password.contains(|c: char| c.is_ascii_digit()));
        }
    }

    #[test]
    fn chosen_passwords_are_long_and_not_known_to_everybody() {
        let context = ["giulia@partner.example", "Giulia Ferri"];
        let choose = |password: &str| choose(password, 15, &context);
        assert_eq!(choose("lower case letters only"), Ok(()));
        assert_eq!(choose("short"), Err(Refusal::PasswordTooShort { least: 15 }));
        assert_eq!(choose(&"aé".repeat(100)), Err(Refusal::PasswordTooLong { most: 256 }));
        assert_eq!(choose("aaaaaaaaaaaaaaaaaaaa"), Err(Refusal::PasswordCommon));
        assert_eq!(choose("Welcome-Welcome-2026"), Err(Refusal::PasswordCommon));
        assert_eq!(choose("snowfall-snowfall-"), Err(Refusal::PasswordCommon));
        assert_eq!(choose("P-assword1234567!"), Err(Refusal::PasswordCommon));
        assert_eq!(choose("my name is giulia!"), Err(Refusal::PasswordGuessable));
    }
}
