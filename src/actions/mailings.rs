//! A confirmation by mail: to oneself, to the customer's contact, or to each user at another address. Links are
//! issued, mails posted and both told in one transaction; what it may not, it refuses whole.

mod again;
mod planned;
mod send;

pub use self::again::again;
pub use self::send::send;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::links::{self, Shown, Taken};
use super::sheets::{self, Credential};
use super::{Actor, Error};
use crate::domain::Moment;
use crate::domain::id::{CustomerId, SheetId, UserId};
use crate::domain::mail::Content;
use crate::domain::permission::Permission;
use crate::store;

/// Users of one sheet.
const MOST: u64 = 10_000;

/// To whom mails go.
#[derive(Clone, Debug)]
pub enum To {
    Me,
    Contact,
    /// The address of each user, as typed; nothing typed is no mail.
    Each(Vec<(UserId, String)>),
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Mailing {
    pub to: To,
    /// The passwords themselves instead of links.
    pub holds_passwords: bool,
    /// New links ask for a code.
    pub with_code: bool,
}

/// What somebody is told of one user.
pub struct Entry {
    pub display_name: String,
    pub user_name: String,
    pub location: Option<String>,
    /// Until when the password can be used.
    pub until: Option<Moment>,
    pub secret: Secret,
}

/// What lets the user in.
pub enum Secret {
    Link { token: Zeroizing<String>, asks_code: bool },
    Password(Zeroizing<String>),
}

impl Secret {
    fn bare(&self) -> String {
        match self {
            Self::Link { token, .. } => token.to_string(),
            Self::Password(password) => password.to_string(),
        }
    }
}

/// What a mail is to say.
#[derive(Clone, Copy)]
pub enum Letter<'a> {
    ToUser(&'a Entry),
    List(&'a [Entry]),
}

/// Puts it into words; what it leaves as `secrets` is not looked at.
pub type Compose<'a> = dyn Fn(Letter<'_>) -> Result<Content, Error> + 'a;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    pub mails: i64,
    /// Users about whom nothing goes: no address, or a blocked sign-in.
    pub left_out: i64,
}

/// Somebody on the confirmation who can be written to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub user: UserId,
    pub display_name: String,
    pub user_name: String,
    pub alternate_email: Option<String>,
    pub is_blocked: bool,
}

/// Who is on the confirmation, and how many more are that this person may not write to.
///
/// # Errors
/// As [`sheets::view`].
pub async fn recipients(by: &Actor, customer: CustomerId, sheet: SheetId) -> Result<(Vec<Recipient>, i64), Error> {
    by.require(Permission::ResetPasswords)?;
    let view = sheets::view(by, customer, sheet, 0, MOST).await?;
    let ids: Vec<UserId> = view.rows.iter().map(|row| row.user).collect();
    let mut known = store::users::guarded(by.app.db.read(), customer, &ids).await?;
    let recipient = |row: Credential| {
        let user = known.remove(&row.user)?;
        let (alternate_email, is_blocked) = (user.alternate_email, !user.sign_in_allowed);
        let Credential { user, display_name, user_name, .. } = row;
        // The mailbox that comes with the user name cannot be opened yet.
        let alternate_email = alternate_email.filter(|address| !address.eq_ignore_ascii_case(&user_name));
        Some(Recipient { user, display_name, user_name, alternate_email, is_blocked })
    };
    Ok((view.rows.into_iter().filter_map(recipient).collect(), view.hidden))
}

fn link_of(shown: &Shown) -> Option<Secret> {
    Some(Secret::Link { token: shown.token.clone()?, asks_code: shown.code.is_some() })
}

fn entry(row: &Credential, secret: Secret) -> Entry {
    Entry {
        display_name: row.display_name.clone(),
        user_name: row.user_name.clone(),
        location: row.location.clone(),
        until: row.expires_at,
        secret,
    }
}

/// A letter for one's own mail program.
pub struct Draft {
    pub user: UserId,
    pub alternate_email: Option<String>,
    pub entry: Entry,
}

/// What one's own mail program can send: users with a link that can be opened, never a password. With the event
/// that tells who saw the links.
///
/// # Errors
/// As [`links::read`].
pub async fn drafts(by: &Actor, customer: CustomerId, sheet: SheetId, taken: Taken) -> Result<Vec<Draft>, Error> {
    let (view, shown) = links::read(by, customer, sheet, taken).await?;
    let ids: Vec<UserId> = view.rows.iter().map(|row| row.user).collect();
    let mut known = store::users::guarded(by.app.db.read(), customer, &ids).await?;
    let draft = |row: &Credential| {
        let alternate_email = known.remove(&row.user)?.alternate_email;
        Some(Draft { user: row.user, alternate_email, entry: entry(row, link_of(shown.get(&row.user)?)?) })
    };
    Ok(view.rows.iter().filter_map(draft).collect())
}
