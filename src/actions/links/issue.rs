//! Issuing links for the users of an open sheet: all at once, or some; or along with passwords that are made.

use std::collections::{HashMap, HashSet};

use zeroize::Zeroizing;

use super::{code_bytes, place};
use crate::actions::audit::Log;
use crate::actions::hand_over::link_lasts;
use crate::actions::sheets::{self, Credential};
use crate::actions::{Actor, Error, hand_overs, with_audit};
use crate::clock::new_id;
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::{CustomerId, LinkId, SheetId, UserId};
use crate::domain::length;
use crate::domain::link::{Along, State, Way, expires_at};
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
    password_at: Moment,
    needs: Permission,
}

impl Made {
    fn of(secrets: &Secrets, customer: CustomerId, row: &Credential, with_code: bool) -> Self {
        let new = made(secrets, customer, (row.user, &row.password), with_code);
        Self { new, password_at: row.added_at, needs: Permission::ResetPasswords.on(row.level) }
    }
}

fn made(secrets: &Secrets, customer: CustomerId, (user, password): (UserId, &str), with_code: bool) -> NewLink {
    let (id, token) = (LinkId(new_id()), Zeroizing::new(new_token()));
    let at = place(customer, id, user);
    let code = with_code.then(|| Zeroizing::new(format!("{:06}", random_below(1_000_000))));
    let shown = Zeroizing::new(match &code {
        Some(code) => format!("{} {}", *token, **code),
        None => token.to_string(),
    });
    NewLink {
        id,
        user,
        token_hash: hash(token.as_bytes()),
        sealed: secrets.seal_with(Purpose::Links, &token, &at, password),
        token: secrets.seal(Purpose::LinkTokens, &at, shown.as_bytes()),
        code_mac: code.map(|code| secrets.mac(Purpose::Links, &code_bytes(id, &code)).to_vec()),
        // Known in the transaction only.
        credential: String::new(),
    }
}

/// What the record tells of a link.
fn handed(link: &NewLink, password_at: Moment) -> NewHandOver {
    NewHandOver {
        user: link.user,
        password_at,
        way: Way::Link,
        link: Some(link.id),
        address: String::new(),
        mail: None,
    }
}

fn event(sheet: SheetId, count: i64) -> Event {
    Event::new(Operation::IssueHandOverLinks, Target::Sheet(sheet.0), String::new()).with("users", count)
}

/// A password that was made in this transaction.
pub(in crate::actions) struct Fresh<'a> {
    pub user: UserId,
    pub password: &'a str,
    pub hash: &'a str,
}

/// Issues links to passwords that were put on a sheet by the same person in the same transaction. The older ones of
/// these users ended with their passwords.
pub(in crate::actions) async fn issue_along(
    tx: &Tx,
    by: &Actor,
    log: &mut Log,
    (customer, sheet): (CustomerId, SheetId),
    fresh: &[Fresh<'_>],
    along: Along,
) -> Result<(), Error> {
    if along == Along::None || fresh.is_empty() {
        return Ok(());
    }
    let with_code = along == Along::LinksWithCodes;
    let link = |one: &Fresh<'_>| NewLink {
        credential: credential_of(one.hash),
        ..made(&by.app.secrets, customer, (one.user, one.password), with_code)
    };
    let links: Vec<NewLink> = fresh.iter().map(link).collect();
    let ends = expires_at(by.now, by.now, link_lasts(tx).await?);
    insert(tx, by, (customer, sheet), &links, ends).await?;
    let told: Vec<NewHandOver> = links.iter().map(|link| handed(link, by.now)).collect();
    hand_overs::note(tx, by, customer, &told).await?;
    log.add(event(sheet, length(links.len())));
    Ok(())
}

/// Writes links that open until `ends`. Their passwords end no sooner: what is opened lets its user in.
async fn insert(
    tx: &Tx,
    by: &Actor,
    (customer, sheet): (CustomerId, SheetId),
    links: &[NewLink],
    ends: Moment,
) -> Result<(), Error> {
    store::links::insert_many(tx, (customer, sheet), links, by.now, ends).await?;
    let users: Vec<UserId> = links.iter().map(|link| link.user).collect();
    Ok(store::users::prolong_passwords(tx, customer, &users, ends, by.now).await?)
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
        let one = Made::of(&by.app.secrets, customer, row, with_code);
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
    let all: Vec<Made> = rows.iter().map(|row| Made::of(&by.app.secrets, customer, row, with_code)).collect();
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
        let known = known.iter().map(|(link, _)| link);
        let open = known.filter(|link| link.ended.is_none() && link.expires_at > by.now);
        let known: HashSet<UserId> = open.map(|link| link.user).collect();
        let mut links = Vec::new();
        let mut told = Vec::new();
        for one in part {
            let Some(row) = standing.get(&one.new.user) else { continue };
            // Another password since, or another role.
            let may = by.may(Permission::ResetPasswords.on(Level::from_number(row.role_level)));
            let Some(hash) = row.password_hash.as_deref() else { continue };
            if row.added_at != one.password_at || !may || known.contains(&one.new.user) {
                continue;
            }
            links.push(NewLink { credential: credential_of(hash), ..one.new.clone() });
            told.push(handed(&one.new, one.password_at));
        }
        insert(tx, by, (customer, sheet), &links, ends).await?;
        hand_overs::note(tx, by, customer, &told).await?;
        count += length(links.len());
    }
    if count > 0 {
        log.add(event(sheet, count));
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
