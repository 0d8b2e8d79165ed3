//! What a password must be (specification §3), and how a temporary one looks.

use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use super::refusal::{PasswordRefusal, Refusal};

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

/// Whether `password` may be chosen: long enough, not among those that are tried first (common
/// passwords, words, names, dates, rows of keys, repetitions), and not made of `context` (the
/// person's name, e-mail, company, the product). No rule asks for classes of characters.
///
/// # Errors
/// [`PasswordRefusal::TooShort`], [`PasswordRefusal::TooLong`], [`PasswordRefusal::Common`],
/// [`PasswordRefusal::Guessable`].
pub fn choose(password: &str, least: usize, context: &[&str]) -> Result<(), Refusal> {
    if password.chars().count() < least {
        return Err(Refusal::Password(PasswordRefusal::TooShort { least }));
    }
    if password.len() > PASSWORD_BYTES_LIMIT {
        return Err(Refusal::Password(PasswordRefusal::TooLong { most: PASSWORD_BYTES_LIMIT }));
    }
    let lower = password.to_lowercase();
    for word in context.iter().flat_map(|text| text.split(['@', '.', ' ', '-', '_'])) {
        if word.chars().count() >= 4 && lower.contains(&word.to_lowercase()) {
            return Err(Refusal::Password(PasswordRefusal::Guessable));
        }
    }
    // Estimating costs more than linearly; what is strong in its beginning is strong.
    let beginning: String = password.chars().take(ESTIMATED).collect();
    if zxcvbn(&beginning, context).score() < Score::Three {
        return Err(Refusal::Password(PasswordRefusal::Common));
    }
    Ok(())
}

/// A password that a member of staff may have. Without `Debug`: it must not get into a log.
pub struct StaffPassword(Zeroizing<String>);

impl StaffPassword {
    /// `word`, if it may be chosen; the `context` is the person's.
    ///
    /// # Errors
    /// As [`choose`].
    pub fn choose(word: Zeroizing<String>, context: &[&str]) -> Result<Self, Refusal> {
        choose(&word, STAFF_PASSWORD_LEAST, &[context, &["partnerdesk"]].concat())?;
        Ok(Self(word))
    }

    /// The password itself, to be hashed.
    pub fn reveal(self) -> Zeroizing<String> {
        self.0
    }
}

/// How many characters are looked at when guesses are estimated.
const ESTIMATED: usize = 64;

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
        assert_eq!(choose("short"), Err(Refusal::Password(PasswordRefusal::TooShort { least: 15 })));
        assert_eq!(choose(&"aé".repeat(100)), Err(Refusal::Password(PasswordRefusal::TooLong { most: 256 })));
        assert_eq!(choose("aaaaaaaaaaaaaaaaaaaa"), Err(Refusal::Password(PasswordRefusal::Common)));
        for common in
            ["passwordpassword", "qwertyuiopasdfgh", "1234567890123456", "abcabcabcabcabcabc", "Password12345678"]
        {
            assert_eq!(choose(common), Err(Refusal::Password(PasswordRefusal::Common)), "{common}");
        }
        assert_eq!(choose("mtzqvbrkwxypnhdgjlsc"), Ok(()), "no rule asks for classes of characters");
        assert_eq!(choose("my name is giulia!"), Err(Refusal::Password(PasswordRefusal::Guessable)));
    }
}
