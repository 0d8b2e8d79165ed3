//! Cells that say yes or no of somebody's sign-in, and whether somebody is deleted, in English and Italian.

use crate::domain::refusal::{Refusal, UploadRefusal};
use crate::domain::text::fold;

const YES: &[&str] = &["true", "yes", "y", "si", "s", "vero", "1", "x"];
const NO: &[&str] = &["false", "no", "n", "falso", "0", "-"];
const ALLOWED: &[&str] =
    &["allowed", "enabled", "active", "unblocked", "consentito", "abilitato", "attivo", "attiva", "sbloccato"];
const BLOCKED: &[&str] = &[
    "blocked",
    "disabled",
    "inactive",
    "suspended",
    "bloccato",
    "disabilitato",
    "disattivato",
    "inattivo",
    "sospeso",
    "sospesa",
];
/// Bits of Active Directory's *userAccountControl*: a user's account, and a disabled one.
const NORMAL_ACCOUNT: u32 = 0x200;
const ACCOUNT_DISABLED: u32 = 0x2;

/// Whether the user may sign in, as a cell below *Sign-in allowed* says.
pub(super) fn read_allowed(cell: &str) -> Result<bool, Refusal> {
    let flags = cell.trim().parse::<u32>().ok().filter(|flags| flags & NORMAL_ACCOUNT != 0);
    if let Some(flags) = flags {
        return Ok(flags & ACCOUNT_DISABLED == 0);
    }
    read(cell, &[YES, ALLOWED], &[NO, BLOCKED])
}

/// Whether a cell says whether the user may sign in.
pub(super) fn is_state(cell: &str) -> bool {
    read_allowed(cell).is_ok()
}

/// Whether the user may not, as a cell below *Sign-in blocked* says.
pub(super) fn read_blocked(cell: &str) -> Result<bool, Refusal> {
    read(cell, &[YES, BLOCKED], &[NO, ALLOWED])
}

/// Refuses who is deleted: whatever stands there but a no is a moment.
pub(super) fn refuse_deleted(cell: &str) -> Result<(), Refusal> {
    if NO.contains(&fold(cell).as_str()) { Ok(()) } else { Err(Refusal::Upload(UploadRefusal::DeletedInFile)) }
}

fn read(cell: &str, yes: &[&[&str]], no: &[&[&str]]) -> Result<bool, Refusal> {
    let said = fold(cell);
    let is_in = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&said.as_str()));
    match (is_in(yes), is_in(no)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(Refusal::Upload(UploadRefusal::NotYesOrNo)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_asking_are_understood() {
        for (cell, allowed) in [("TRUE", true), ("Sì", true), ("Allowed", true), ("No", false), ("Bloccato", false)] {
            assert_eq!(read_allowed(cell), Ok(allowed), "{cell}");
        }
        for (cell, allowed) in [("512", true), ("514", false), ("66050", false), ("Suspended", false)] {
            assert_eq!(read_allowed(cell), Ok(allowed), "{cell}");
        }
        for (cell, blocked) in [("True", true), ("sì", true), ("Blocked", true), ("0", false), ("Consentito", false)] {
            assert_eq!(read_blocked(cell), Ok(blocked), "{cell}");
        }
        assert!(read_allowed("perhaps").is_err() && read_blocked("2026").is_err());
        assert!(refuse_deleted("False").is_ok() && refuse_deleted("2026-11-28T10:00:00Z").is_err());
    }
}
