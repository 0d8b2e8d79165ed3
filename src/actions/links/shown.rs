//! The links of a sheet, as long as it is open: the same on the screen, on paper, in a file and in a mail.

use std::collections::HashMap;

use zeroize::Zeroizing;

use super::{judged, place};
use crate::actions::sheets::{self, Credential, View};
use crate::actions::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, SheetId, UserId};
use crate::domain::length;
use crate::domain::link::State;
use crate::secrets::Purpose;
use crate::store::links::{Holder, Link};
use crate::store::{self, Connection};

/// Users that are asked for one by one; more are read with their whole sheet.
const ONE_BY_ONE: usize = 500;
/// Lines of a file.
const MOST: u64 = 10_000;

/// Whose links somebody takes along who reads them: these are handed out, looking alone hands out nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Nothing,
    Of(UserId),
    All,
}

/// The latest link of a user.
pub struct Shown {
    pub id: LinkId,
    /// Nothing where it was opened or has ended.
    pub token: Option<Zeroizing<String>>,
    /// To be told by telephone.
    pub code: Option<Zeroizing<String>>,
    pub state: State,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

/// The address of a link.
pub fn address(app: &App, token: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{}/handover/{token}", app.base_address()))
}

fn shown(by: &Actor, link: &Link, holder: Option<&Holder>) -> Shown {
    let state = judged(link, holder, by.now);
    let sealed = link.token.as_ref().filter(|_| matches!(state, State::Waiting(_)));
    let at = place(link.customer, link.id, link.user);
    let text = sealed.and_then(|sealed| by.app.secrets.open(Purpose::LinkTokens, &at, sealed));
    let mut parts = text.iter().flat_map(|text| text.split(' ')).map(|part| Zeroizing::new(part.to_owned()));
    let (token, code) = (parts.next(), parts.next());
    Shown { id: link.id, token, code, state }
}

/// The links of an open sheet by user: of these, or of all.
///
/// # Errors
/// [`Error::NotFound`] for another's sheet.
pub async fn of_sheet(
    by: &Actor,
    customer: CustomerId,
    sheet: SheetId,
    users: Option<&[UserId]>,
) -> Result<HashMap<UserId, Shown>, Error> {
    sheets::require_own(by, customer, sheet).await?;
    of_rows(by, by.app.db.read(), customer, sheet, users).await
}

/// The same of a sheet that was looked at, as `db` has them.
pub(in crate::actions) async fn of_rows(
    by: &Actor,
    db: &impl Connection,
    customer: CustomerId,
    sheet: SheetId,
    users: Option<&[UserId]>,
) -> Result<HashMap<UserId, Shown>, Error> {
    let users = users.filter(|users| users.len() <= ONE_BY_ONE);
    let links = store::links::of_sheet(db, customer, sheet, users).await?;
    // The latest comes last.
    Ok(links.iter().map(|(link, holder)| (link.user, shown(by, link, holder.as_ref()))).collect())
}

/// Those of what [`sheets::view`] shows, and of nobody whom it hides.
///
/// # Errors
/// When the database fails.
pub async fn of_view(by: &Actor, view: &View) -> Result<HashMap<UserId, Shown>, Error> {
    let users: Vec<UserId> = view.rows.iter().map(|row| row.user).collect();
    let mut links = of_sheet(by, view.sheet.customer, view.sheet.id, Some(&users)).await?;
    links.retain(|user, _| users.contains(user) || users.len() > ONE_BY_ONE);
    Ok(links)
}

/// What a file of links holds, with the event that tells who took it.
///
/// # Errors
/// As [`sheets::view`].
pub async fn read(
    by: &Actor,
    customer: CustomerId,
    sheet: SheetId,
    taken: Taken,
) -> Result<(View, HashMap<UserId, Shown>), Error> {
    let view = sheets::view(by, customer, sheet, 0, MOST).await?;
    let links = of_view(by, &view).await?;
    let can_be_opened = |user: &UserId| links.get(user).is_some_and(|link| link.token.is_some());
    let open: Vec<&Credential> = view.rows.iter().filter(|row| can_be_opened(&row.user)).collect();
    // A link to a password that was made since then was not seen.
    if let Some(until) = open.iter().map(|row| row.added_at).max() {
        let is_taken = |user: UserId| taken == Taken::All || taken == Taken::Of(user);
        let users: Vec<_> = open.iter().map(|row| row.user).filter(|user| is_taken(*user)).map(|user| user.0).collect();
        with_audit(by, customer, async |tx, log| {
            let event = Event::new(Operation::DownloadHandOverLinks, Target::Sheet(sheet.0), String::new());
            log.add(event.with("users", length(open.len())));
            Ok(store::sheets::hand_out(tx, &view.sheet, &users, until, by.now).await?)
        })
        .await?;
    }
    Ok((view, links))
}
