//! One-time links to temporary passwords: issued from the confirmation screen, opened once by whoever has the token.
//!
//! The database has the token's hash, and the password sealed with the token and our key together. As long as the
//! sheet is open the token lies sealed with it, so that paper, file and mail show the same link; afterwards database
//! and all our keys open nothing.

mod guesses;
mod issue;
mod open;
mod revoke;
mod shown;
mod start;

pub use self::guesses::is_guessing;
pub(super) use self::issue::{Fresh, issue_along, issue_within};
pub use self::issue::{Issued, issue, issue_many};
pub use self::open::{Handed, Known, Opening, look, open};
pub use self::revoke::{revoke, state};
pub(super) use self::shown::of_rows;
pub use self::shown::{Shown, Taken, address, of_sheet, of_view, read};
pub use self::start::start;

use crate::domain::Moment;
use crate::domain::id::{CustomerId, LinkId, UserId};
use crate::domain::link::{Facts, State, state as state_of};
use crate::secrets::{Purpose, Secrets, credential_of};
use crate::store::links::{Holder, Link};

/// Where a sealed password or token belongs; it opens in no other place.
fn place(customer: CustomerId, link: LinkId, user: UserId) -> Vec<u8> {
    [b"hand_over_links".as_slice(), customer.0.as_bytes(), link.0.as_bytes(), user.0.as_bytes()].concat()
}

/// What is kept of a code: it belongs to one link.
fn code_bytes(link: LinkId, code: &str) -> Vec<u8> {
    [b"code".as_slice(), link.0.as_bytes(), code.as_bytes()].concat()
}

fn is_code(secrets: &Secrets, link: &Link, code: &str) -> bool {
    let typed: String = code.chars().filter(char::is_ascii_digit).collect();
    link.code_mac.as_ref().is_none_or(|mac| secrets.verify(Purpose::Links, &code_bytes(link.id, &typed), mac))
}

/// What became of a link, with what is known of its user.
fn judged(link: &Link, holder: Option<&Holder>, now: Moment) -> State {
    let current = holder.and_then(|holder| holder.password_hash.as_deref()).map(credential_of);
    let facts = Facts {
        ended: link.ended,
        expires_at: link.expires_at,
        password_ends_at: holder.and_then(Holder::password_ends_at),
        is_current: current.as_deref() == Some(link.credential.as_str()),
        is_blocked: holder.is_some_and(|holder| !holder.sign_in_allowed),
        is_deleted: holder.is_none_or(|holder| holder.deleted_at.is_some()),
    };
    state_of(&facts, now)
}
