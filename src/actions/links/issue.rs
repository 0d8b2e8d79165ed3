//! Issuing links for the users of an open sheet: all at once, or some.

use std::collections::{HashMap, HashSet};

use zeroize::Zeroizing;

use super::{code_bytes, place};
use crate::actions::audit::Log;
use crate::actions::hand_over::link_lasts;
use crate::actions::sheets::{self, Credential};
use crate::actions::{Actor, Error, hand_overs, with_audit};
use crate::clock::new_id;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, SheetId, UserId};
use crate::domain::length;
use crate::domain::link::{State, Way, expires_at};
use crate::domain::permission::Permission;
use crate::secrets::{Purpose, Secrets, credential_of, hash, new_token, random_below};
use crate::store::hand_overs::NewHandOver;
use crate::store::links::NewLink;
use crate::store::{self, Tx};

/// Users of one sheet.
const MOST: u64 = 10_000;
/// Users that are looked at in one statement.
const PART: usize = 500;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    pub count: i64,
    /// Administrators for whom this person may issue none.
    pub out_of_reach: i64,
}

/// A link that is made and not written yet.
struct Made {
    new: NewLink,
    password_at: crate::domain::Moment,
    needs: Permission,
}

fn made(secrets: &Secrets, customer: CustomerId, row: &Credential, with_code: bool) -> Made {
    let (id, token) = (LinkId(new_id()), Zeroizing::new(new_token()));
    let at = place(customer, id, row.user);
    let code = with_code.then(|| Zeroizing::new(format!("{:06}", random_below(1_000_000))));
    let shown = Zeroizing::new(match &code {
        Some(code) => format!("{} {}", *token, **code),
        None => token.to_string(),
    });
    let new = NewLink {
        id,
        user: row.user,
        token_hash: hash(token.as_bytes()),
        sealed: secrets.seal_with(Purpose::Links, &token, &at, &row.password),
        token: secrets.seal(Purpose::LinkTokens, &at, shown.as_bytes()),
        code_mac: code.map(|code| secrets.mac(Purpose::Links, &code_bytes(id, &code)).to_vec()),
        // Known in the transaction only.
        credential: String::new(),
    };
    Made { new, password_at: row.added_at, needs: Permission::ResetPasswords.on(row.level) }
}

/// Issues a link for each user of an open sheet, or of `users` on it, who has none that can still be opened: paper,
/// file and mail show the same one. It opens from now on.
///
/// # Errors
/// As [`sheets::view`]; [`Error::MissingRole`] for who may not reset passwords.
pub async fn issue_many(
    by: &Actor,
    customer: CustomerId,
    sheet: SheetId,
    users: Option<&[UserId]>,
    with_code: bool,
) -> Result<Issued, Error> {
    by.require(Permission::ResetPasswords)?;
    let view = sheets::view(by, customer, sheet, 0, MOST).await?;
    let chosen: Option<HashSet<UserId>> = users.map(|users| users.iter().copied().collect());
    let mut out_of_reach = view.hidden;
    let waiting: HashSet<UserId> = super::of_sheet(by, customer, sheet, None)
        .await?
        .into_iter()
        .filter(|(_, link)| matches!(link.state, State::Waiting(_)))
        .map(|(user, _)| user)
        .collect();
    let mut all = Vec::new();
    for row in &view.rows {
        if chosen.as_ref().is_some_and(|chosen| !chosen.contains(&row.user)) || waiting.contains(&row.user) {
            continue;
        }
        let one = made(&by.app.secrets, customer, row, with_code);
        if by.may(one.needs) { all.push(one) } else { out_of_reach += 1 }
    }
    if all.is_empty() {
        return Ok(Issued { count: 0, out_of_reach });
    }
    let count = with_audit(by, customer, async |tx, log| write(by, tx, log, (customer, sheet), &all).await).await?;
    Ok(Issued { count, out_of_reach })
}

/// Like [`issue_many`] for these rows of a sheet, within a change of others. Gives how many are new.
///
/// # Errors
/// When the database fails.
pub(in crate::actions) async fn issue_within(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    (customer, sheet): (CustomerId, SheetId),
    rows: &[&Credential],
    with_code: bool,
) -> Result<i64, Error> {
    let all: Vec<Made> = rows.iter().map(|row| made(&by.app.secrets, customer, row, with_code)).collect();
    write(by, tx, log, (customer, sheet), &all).await
}

/// Writes those whose passwords still stand there, and who have no link that can be opened.
async fn write(
    by: &Actor,
    tx: &Tx,
    log: &mut Log,
    (customer, sheet): (CustomerId, SheetId),
    all: &[Made],
) -> Result<i64, Error> {
    let mut count = 0;
    let ends = expires_at(by.now, by.now, link_lasts(tx).await?);
    for part in all.chunks(PART) {
        let ids: Vec<UserId> = part.iter().map(|one| one.new.user).collect();
        let standing = store::links::standing(tx, customer, sheet, &ids).await?;
        let standing: HashMap<UserId, _> = standing.into_iter().map(|row| (UserId(row.user_id), row)).collect();
        // Somebody else may have issued one meanwhile.
        let known = store::links::of_sheet(tx, customer, sheet, Some(&ids)).await?;
        let open = |link: &&store::links::Link| link.ended.is_none() && link.expires_at > by.now;
        let known: HashSet<UserId> = known.iter().filter(open).map(|link| link.user).collect();
        let mut links = Vec::new();
        let mut handed = Vec::new();
        for one in part {
            let Some(row) = standing.get(&one.new.user) else { continue };
            // Another password since, or another role.
            let may = by.may(Permission::ResetPasswords.on(Level::from_number(row.role_level)));
            let Some(hash) = row.password_hash.as_deref() else { continue };
            if row.added_at != one.password_at || !may || known.contains(&one.new.user) {
                continue;
            }
            links.push(NewLink { credential: credential_of(hash), ..one.new.clone() });
            handed.push(NewHandOver {
                user: one.new.user,
                password_at: one.password_at,
                way: Way::Link,
                link: Some(one.new.id),
                address: String::new(),
                mail: None,
            });
        }
        store::links::insert_many(tx, (customer, sheet), &links, by.now, ends).await?;
        hand_overs::note(tx, by, customer, &handed).await?;
        count += length(links.len());
    }
    if count > 0 {
        let event = Event::new(Operation::IssueHandOverLinks, Target::Sheet(sheet.0), String::new());
        log.add(event.with("users", count));
    }
    Ok(count)
}

/// Like [`issue_many`], for one user.
///
/// # Errors
/// As [`issue_many`].
pub async fn issue(
    by: &Actor,
    customer: CustomerId,
    sheet: SheetId,
    user: UserId,
    with_code: bool,
) -> Result<Issued, Error> {
    issue_many(by, customer, sheet, Some(&[user]), with_code).await
}
