//! *Done*: destroys the passwords of a sheet, and asks first where one would be lost.

use std::collections::HashSet;

use super::{close_one, find};
use crate::actions::{Actor, Error, mails, with_audit};
use crate::domain::Moment;
use crate::domain::event::Operation;
use crate::domain::id::{CustomerId, SheetId, UploadId, UserId};
use crate::domain::length;
use crate::domain::mail::MailKind;
use crate::store::mails::MailRecord;
use crate::store::sheets::Sheet;
use crate::store::{self, Tx};

/// Names that a question shows.
const NAMED: usize = 10;

/// What became of *Done*.
#[derive(Debug)]
pub enum Closing {
    Closed,
    Asks(Unhanded),
    /// An upload still puts passwords on it.
    Fed(UploadId),
}

/// What becomes of mails from the sheet that have not left yet. Those with passwords never go any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    LinksMayGo,
    AllStop,
}

impl Queued {
    fn stopped(self) -> &'static [MailKind] {
        match self {
            Self::LinksMayGo => &[MailKind::Password, MailKind::PasswordList],
            Self::AllStop => &[MailKind::Link, MailKind::List, MailKind::Password, MailKind::PasswordList],
        }
    }
}

/// Users whose passwords, or links to them, were neither printed, copied, downloaded nor mailed; and mails that have not
/// left.
#[derive(Debug)]
pub struct Unhanded {
    /// The first of them: display name and user name.
    pub first: Vec<(String, String)>,
    pub total: i64,
    /// Mails that have not left yet, or of which nobody knows.
    pub mails: i64,
    /// The state of the sheet that the question is about.
    pub seen: Moment,
}

/// Destroys the passwords, or asks where some, or the links to them, were neither printed, downloaded nor mailed, nor
/// `copied` as the browser tells. `seen` is what a question was about: it is answered for that state, and for none in which one more
/// password waits. Mails that have not left are asked about as well. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for other people's sheets.
pub async fn close(
    by: &Actor,
    customer: CustomerId,
    id: SheetId,
    copied: &[UserId],
    seen: Option<Moment>,
    queued: Option<Queued>,
) -> Result<Closing, Error> {
    find(by, customer, id).await?;
    with_audit(by, customer, async |tx, log| {
        let sheet = store::sheets::find(tx, customer, id).await?.ok_or(Error::NotFound)?;
        if let Some(upload) = store::uploads::running_of(tx, customer, sheet.staff).await?
            && sheet.closed_at.is_none()
        {
            return Ok(Closing::Fed(upload));
        }
        if sheet.closed_at.is_none() {
            let waiting = store::mails::waiting_of_sheet(tx, customer, id).await?;
            let mut left = Vec::new();
            // Every password that comes onto a sheet moves its end.
            if seen != Some(sheet.expires_at) {
                let mailed = mailed(tx, &sheet, &waiting).await?;
                left = store::sheets::unhanded(tx, &sheet).await?;
                left.retain(|row| {
                    let user = UserId(row.user_id);
                    !copied.contains(&user) && !mailed.contains(&user)
                });
            }
            if !left.is_empty() || (!waiting.is_empty() && queued.is_none()) {
                let (total, mails) = (length(left.len()), length(waiting.len()));
                let first = left.into_iter().take(NAMED).map(|row| (row.display_name, row.user_name)).collect();
                return Ok(Closing::Asks(Unhanded { first, total, mails, seen: sheet.expires_at }));
            }
            let stopped = queued.unwrap_or(Queued::LinksMayGo).stopped();
            mails::withdraw_of_sheet(by, tx, log, customer, id, stopped).await?;
        }
        close_one(tx, by, log, &sheet, Operation::CloseCredentialSheet).await?;
        Ok(Closing::Closed)
    })
    .await
}

/// About whom these mails are, whose links may still go: nothing is lost of them.
async fn mailed(tx: &Tx, sheet: &Sheet, waiting: &[MailRecord]) -> Result<HashSet<UserId>, Error> {
    let mut mailed = HashSet::new();
    for mail in waiting {
        match (mail.user, mail.kind) {
            (Some(user), Some(MailKind::Link)) => {
                mailed.insert(user);
            }
            (None, Some(MailKind::List)) => {
                let of_list = store::hand_overs::of_mail(tx, sheet.customer, mail.id).await?;
                mailed.extend(of_list.iter().map(|one| UserId(one.user_id)));
            }
            _ => {}
        }
    }
    Ok(mailed)
}
