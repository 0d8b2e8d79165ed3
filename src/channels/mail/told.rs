//! What a server answered, for people: bounded, on one line, and without what must not be told.

use std::error::Error as _;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

use crate::channels::Cause;

/// The longest answer that is kept, in characters.
const LIMIT: usize = 500;
/// So many characters of a secret in a row give it away.
const PIECE: usize = 6;

/// An answer that says yes.
pub fn yes(response: &Response, secrets: &[&str]) -> String {
    let lines: Vec<&str> = response.message().collect();
    shown(&format!("{} {}", response.code(), lines.join(" ")), secrets)
}

/// One that says no, or why there is none. The log gets no more than where it was and the number: servers repeat
/// addresses.
pub fn no(at: &str, error: &Error, secrets: &[&str]) -> Cause {
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => Cause {
            logged: format!("{at}: {code}"),
            told: shown(&format!("{code} {source}"), secrets),
            is_answer: true,
        },
        None => Cause {
            logged: format!("{at}: no answer"),
            told: shown(&format!("{at}: {error}"), secrets),
            is_answer: false,
        },
    }
}

/// Whether something was answered that is no answer: by another protocol, or in letters that are none.
pub fn is_unreadable(error: &Error) -> bool {
    let source = error.source();
    let is_none = |source: &(dyn std::error::Error + 'static)| {
        source.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::InvalidData)
    };
    // What breaks off is lost, and not unreadable.
    let breaks_off = source.is_some_and(|source| source.to_string().contains("incomplete"));
    source.is_some_and(is_none) || (error.is_response() && !breaks_off)
}

fn shown(text: &str, secrets: &[&str]) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(4 * LIMIT).collect();
    without(line.trim(), secrets).chars().take(LIMIT).collect()
}

/// `text` with an ellipsis for each run that it shares with a secret.
fn without(text: &str, secrets: &[&str]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut is_secret = vec![false; chars.len()];
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let piece = PIECE.min(secret.chars().count());
        for start in 0..(chars.len() + 1).saturating_sub(piece) {
            let run: String = chars[start..start + piece].iter().collect();
            if secret.contains(&run) {
                is_secret[start..start + piece].fill(true);
            }
        }
    }
    let mut kept = String::new();
    for (at, c) in chars.iter().enumerate() {
        match (is_secret[at], at > 0 && is_secret[at - 1]) {
            (false, _) => kept.push(*c),
            (true, false) => kept.push('…'),
            (true, true) => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_repeated() {
        let secrets = ["https://desk.example/links/AbCdEfGhIjKl", "Tr0ub4dor&3"];
        assert_eq!(without("550 spam: /links/AbCdEfGhIjKl; sorry", &secrets), "550 spam: …; sorry");
        assert_eq!(without("554 Tr0ub4dor&3", &secrets), "554 …");
        assert_eq!(without("554 ub4dor&", &secrets), "554 …");
        assert_eq!(without("250 2.0.0 Ok", &secrets), "250 2.0.0 Ok");
        assert_eq!(without("550 short: abc", &["abc"]), "550 short: …");
    }

    #[test]
    fn an_answer_is_one_line_and_bounded() {
        let long = format!("550 one\r\ntwo\u{7}{}", "x".repeat(3 * LIMIT));
        let told = shown(&long, &[]);
        assert!(told.starts_with("550 one  two x") && told.chars().count() == LIMIT, "{told}");
    }
}
