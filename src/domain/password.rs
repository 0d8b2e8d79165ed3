//! What a password must be (specification §3), and how a temporary one looks.

mod common_words;

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use self::common_words::COMMON_WORDS;
use super::refusal::{PasswordRefusal, Refusal};

/// The most bytes of a chosen password: hashing costs by length, and nobody types more.
pub const PASSWORD_BYTES_LIMIT: usize = 256;
/// The fewest characters of a staff member's password, until there is a second factor.
pub const STAFF_PASSWORD_LEAST: usize = 15;
/// The fewest characters of a password that a customer's user chooses.
pub const USER_PASSWORD_LEAST: usize = 10;

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
    judged(password, least, context).map(|_| ())
}

/// How hard a password is to guess that may be chosen, as [`choose`] says which may.
fn judged(password: &str, least: usize, context: &[&str]) -> Result<Score, Refusal> {
    if password.chars().count() < least {
        return Err(Refusal::Password(PasswordRefusal::TooShort { least }));
    }
    if password.len() > PASSWORD_BYTES_LIMIT {
        return Err(Refusal::Password(PasswordRefusal::TooLong { most: PASSWORD_BYTES_LIMIT }));
    }
    let lower = password.nfkc().collect::<String>().to_lowercase();
    for word in context.iter().flat_map(|text| text.split(['@', '.', ' ', '-', '_'])) {
        if word.chars().count() >= 4 && lower.contains(&word.to_lowercase()) {
            return Err(Refusal::Password(PasswordRefusal::Guessable));
        }
    }
    // A user name is looked for as a whole, too, however short its parts are.
    for name in context.iter().filter_map(|text| text.split_once('@')).map(|(name, _)| name.to_lowercase()) {
        if name.chars().count() >= 3 && lower.contains(&name) {
            return Err(Refusal::Password(PasswordRefusal::Guessable));
        }
    }
    // Estimating costs more than linearly; what is strong in its beginning is strong.
    let beginning: String = password.nfkc().take(ESTIMATED).collect();
    // A word is no harder for being written twice with a blank between, or with marks around it.
    let bare: String = beginning.chars().filter(|c| c.is_alphanumeric()).collect();
    let known: Vec<&str> = context.iter().copied().chain(common_words()).collect();
    let estimated = |text: &str| zxcvbn(text, &known).score();
    let dated = with_known_years(&beginning);
    let inner = dated.trim_matches(|c: char| !c.is_alphanumeric());
    let score = if is_repeated(&bare) { Score::Zero } else { estimated(&dated).min(estimated(inner)) };
    if score < Score::Three { Err(Refusal::Password(PasswordRefusal::Common)) } else { Ok(score) }
}

/// Whether a password is another one with a letter or two more, fewer or others: who knows one guesses the other.
pub fn is_alike(one: &str, other: &str) -> bool {
    /// Shorter ones stand in others by chance.
    const LEAST: usize = 6;
    let bare =
        |text: &str| text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (one, other) = (bare(one), bare(other));
    let holds = |whole: &str, part: &str| part.chars().count() >= LEAST && whole.contains(part);
    let near = osa_distance(&one, &other) <= 2 && one.chars().count() >= LEAST;
    near || holds(&one, &other) || holds(&other, &one)
}

/// Words that people here make passwords of, beside those of English that the estimate knows.
fn common_words<'a>() -> impl Iterator<Item = &'a str> {
    COMMON_WORDS.split_whitespace()
}

/// The same with years that the estimate knows as such: for it they end with 2019.
fn with_known_years(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut known = letters.clone();
    for start in 0..letters.len().saturating_sub(3) {
        if matches!(letters[start..start + 4], ['2', '0', '2'..='4', '0'..='9']) {
            known[start + 2] = '1';
        }
    }
    known.into_iter().collect()
}

/// Whether a text is a shorter one again and again.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    (1..=letters.len() / 2)
        .filter(|length| letters.len().is_multiple_of(*length))
        .any(|length| letters.chunks(length).all(|part| *part == letters[..length]))
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

/// How hard a password is to guess that may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordStrength {
    Strong,
    VeryStrong,
}

/// A password that a customer's user may have. Without `Debug`: it must not get into a log.
pub struct UserPassword {
    word: Zeroizing<String>,
    strength: PasswordStrength,
}

impl UserPassword {
    /// `word`, if it may be chosen; the `context` is the user's name, user name and company.
    ///
    /// # Errors
    /// As [`choose`].
    pub fn choose(word: Zeroizing<String>, context: &[&str]) -> Result<Self, Refusal> {
        let score = judged(&word, USER_PASSWORD_LEAST, &[context, &["partnerdesk"]].concat())?;
        let strength = if score > Score::Three { PasswordStrength::VeryStrong } else { PasswordStrength::Strong };
        Ok(Self { word, strength })
    }

    pub fn strength(&self) -> PasswordStrength {
        self.strength
    }

    /// The password itself, to be hashed.
    pub fn reveal(self) -> Zeroizing<String> {
        self.word
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
        for common in [
            "passwordpassword",
            "password password",
            "Snow?! falls - snow falls",
            "qwertyuiopasdfgh",
            "1234567890123456",
            "abcabcabcabcabcabc",
            "Password12345678",
        ] {
            assert_eq!(choose(common), Err(Refusal::Password(PasswordRefusal::Common)), "{common}");
        }
        assert_eq!(choose("mtzqvbrkwxypnhdgjlsc"), Ok(()), "no rule asks for classes of characters");
        assert_eq!(choose("my name is giulia!"), Err(Refusal::Password(PasswordRefusal::Guessable)));
    }

    #[test]
    fn another_password_is_more_than_a_letter_away() {
        let temporary = "QUui-5d55-KJug";
        for alike in ["QUui-5d55-KJug1", "quui5d55kjug", "QUui-5d55-KJuh", "my QUui-5d55-KJug!", temporary] {
            assert!(is_alike(alike, temporary), "{alike}");
        }
        for other in ["snow falls on tall cedars", "QUui snow falls", ""] {
            assert!(!is_alike(other, temporary), "{other}");
        }
    }

    #[test]
    fn a_user_s_password_is_shorter_and_its_strength_is_told() {
        let context = ["ada.bianchi@aquila.example", "Ada Bianchi", "Aquila Meccanica"];
        let choose = |word: &str| UserPassword::choose(Zeroizing::new(word.to_owned()), &context);
        let told = |word: &str| choose(word).map(|chosen| chosen.strength());
        assert_eq!(told("vqzt fjkwm"), Ok(PasswordStrength::Strong));
        assert_eq!(told("snow falls on tall cedars"), Ok(PasswordStrength::VeryStrong));
        assert_eq!(told("short one"), Err(Refusal::Password(PasswordRefusal::TooShort { least: 10 })));
        for common in [
            "iloveyou12",
            "Estate2026!",
            "Benvenuto.1",
            "Juventus1897",
            "giuseppina80",
            "Summer2026!!",
            "ｐａｓｓｗｏｒｄ１２３",
        ] {
            assert_eq!(told(common), Err(Refusal::Password(PasswordRefusal::Common)), "{common}");
        }
        for own in ["Meccanica-is-large", "bianchi in the wind", "partnerdesk is fine"] {
            assert_eq!(told(own), Err(Refusal::Password(PasswordRefusal::Guessable)), "{own}");
        }
    }
}
