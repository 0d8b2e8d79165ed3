//! Bringing deleted users back: the account as it was, with its licenses as far as seats are free.
//!
//! Seats and user names go in the order in which the list of deleted users shows them. What the
//! page said before may have changed since: everything is judged again inside the transaction.

mod apply;
mod prospects;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) use self::apply::apply;
pub use self::prospects::{Prospect, prospects};
use super::audience::{Audience, NAMED};
use super::licenses::stock::{Depth, inventory};
use super::{Actor, Error, jobs, licenses, selections};
use crate::domain::id::{CustomerId, SkuId, UserId};
use crate::domain::job::Kind;
use crate::domain::length;
use crate::domain::licensing::Reason;
use crate::domain::permission::Permission;
use crate::domain::refusal::{AccountRefusal, Refusal, Refused, UserRefusal};
use crate::domain::restoration::{self, Candidate, Fate, Names};
use crate::domain::user::License;
use crate::domain::user_name::{Domain, UserName};
use crate::store::users::chosen::UserSet;
use crate::store::users::deleted::{self, Deleted};
use crate::store::{self, released};

/// A product of which licenses would come back.
#[derive(Clone, Debug)]
pub struct SeatsNeeded {
    pub product: String,
    pub licenses: i64,
    /// Those that would come back now.
    pub back: i64,
}

impl SeatsNeeded {
    /// Licenses that would not come back.
    pub fn lacking(&self) -> i64 {
        self.licenses - self.back
    }
}

/// A user who cannot come back under the old user name.
#[derive(Clone, Debug)]
pub struct Clash {
    pub user: Deleted,
    pub is_domain_gone: bool,
    /// A user name that is free.
    pub instead: Option<UserName>,
}

/// What is told before anybody is restored.
#[derive(Clone, Debug)]
pub struct Question {
    pub first: Vec<Deleted>,
    pub users: i64,
    /// Chosen, and not to be restored any more.
    pub left_out: i64,
    pub products: Vec<SeatsNeeded>,
    /// Why licenses would stay away, and from how many users; the most frequent reason first.
    pub reasons: Vec<(Option<SkuId>, Reason, i64)>,
    pub names: licenses::Names,
    /// The first of those who need another user name.
    pub clashes: Vec<Clash>,
    pub clashing: i64,
    pub domains: Vec<Domain>,
}

/// What a restore would find now.
///
/// # Errors
/// [`Error::NotFound`] when nobody of those chosen can be restored; [`UserRefusal::NobodyChosen`].
pub async fn ask(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<Question, Error> {
    by.require(Permission::ManageUsers)?;
    by.require_reach(customer)?;
    let (db, state) = (by.app.db.read(), Kind::Restore.state(by.now));
    let (chosen, asked) = chosen(by, customer, choice).await?;
    let found = deleted::chosen(db, customer, state, &chosen).await?;
    if found.is_empty() {
        return Err(Error::NotFound);
    }
    let users = length(found.len());
    let taken = deleted::names_taken_from(db, customer, state, &chosen).await?;
    let names = Names { domains: store::customers::domains(db, customer).await?.into_iter().collect(), taken };
    let clashing = clashing(&found, &names);
    // What is offered instead is nobody's old name either.
    let mut known = names.clone();
    known.taken.extend(found.iter().map(|user| user.upn_key.clone()));
    let shown = usize::try_from(NAMED).unwrap_or(usize::MAX);
    let clashes = with_other_names(by, customer, &clashing[..clashing.len().min(shown)], known).await?;
    // Also of those who need another name: they are offered one.
    let mut held = released::of_chosen(db, customer, &chosen).await?;
    let mut candidate = |user: &Deleted| candidate(UserId(user.id), &user.user_name, user.location.as_ref(), &mut held);
    let candidates: Vec<Candidate> = found.iter().filter_map(&mut candidate).collect();
    let decisions = restoration::licenses(&candidates, &inventory(db, customer, Depth::Ruled).await?);
    let reasons = decisions.reasons();
    let mut seats: BTreeMap<SkuId, (i64, i64)> = BTreeMap::new();
    for (candidate, (_, step)) in candidates.iter().zip(&decisions.steps) {
        candidate.licenses.iter().for_each(|license| seats.entry(license.sku).or_default().0 += 1);
        step.add.iter().for_each(|license| seats.entry(license.sku).or_default().1 += 1);
    }
    let blockers = reasons.iter().filter_map(|(_, reason, _)| match reason {
        Reason::Blocker(why) => Some(why),
        Reason::Absent(_) => None,
    });
    let labels = licenses::Names::of(db, seats.keys().copied(), blockers, []).await?;
    let mut products: Vec<SeatsNeeded> = seats
        .into_iter()
        .map(|(sku, (licenses, back))| SeatsNeeded { product: labels.product(sku), licenses, back })
        .collect();
    products.sort_by(|one, other| one.product.cmp(&other.product));
    Ok(Question {
        users,
        left_out: asked.map_or(0, |asked| asked - users),
        products,
        reasons,
        names: labels,
        clashing: length(clashing.len()),
        clashes,
        domains: names.domains,
        first: found.into_iter().take(shown).collect(),
    })
}

/// A deleted user with what was held, taken from `held`; nothing where the user name cannot be read.
fn candidate(
    id: UserId,
    user_name: &str,
    location: Option<&String>,
    held: &mut HashMap<UserId, Vec<License>>,
) -> Option<Candidate> {
    let user_name = UserName::parse(user_name).ok()?;
    Some(Candidate { id, user_name, location: location.cloned(), licenses: held.remove(&id).unwrap_or_default() })
}

/// Who is chosen, and how many that are, if that is known beforehand.
async fn chosen(by: &Actor, customer: CustomerId, choice: &Audience) -> Result<(UserSet, Option<i64>), Error> {
    if let Some(id) = choice.of {
        return Ok((UserSet::Job(jobs::deletion(by, customer, id).await?.id), None));
    }
    if let Some(id) = choice.selection {
        let selection = selections::own(by, customer, id).await?.id;
        let size = store::selections::size(by.app.db.read(), customer, selection).await?;
        return Ok((UserSet::Selection(selection), Some(size)));
    }
    let users: BTreeSet<UserId> = choice.users.iter().copied().collect();
    if users.is_empty() && choice.unreadable == 0 {
        return Err(Refusal::User(UserRefusal::NobodyChosen).into());
    }
    let asked = length(users.len()) + choice.unreadable;
    Ok((UserSet::Users(users.into_iter().collect()), Some(asked)))
}

/// Those who cannot have their own name back, the later ones of several who share one included.
fn clashing<'a>(found: &'a [Deleted], names: &Names) -> Vec<(&'a Deleted, UserName, Fate)> {
    let mut names = names.clone();
    let clash = |user: &'a Deleted| {
        let name = UserName::parse(&user.user_name).ok()?;
        let fate = names.refuse(&name);
        names.taken.insert(name.key());
        Some((user, name, fate?))
    };
    found.iter().filter_map(clash).collect()
}

async fn with_other_names(
    by: &Actor,
    customer: CustomerId,
    clashing: &[(&Deleted, UserName, Fate)],
    mut names: Names,
) -> Result<Vec<Clash>, Error> {
    let mut instead: Vec<Option<UserName>> = vec![None; clashing.len()];
    let mut open: Vec<usize> = (0..clashing.len()).collect();
    // One question about the next name of each, until all have one that is free: mostly the first.
    while !open.is_empty() {
        let mut proposed = Vec::new();
        for at in open {
            let name = names.instead_of(&clashing[at].1);
            let key = name.as_ref().map(UserName::key);
            names.taken.extend(key.clone());
            proposed.extend(key.map(|key| (at, key)));
            instead[at] = name;
        }
        let keys: Vec<String> = proposed.iter().map(|(_, key)| key.clone()).collect();
        let taken = deleted::names_taken(by.app.db.read(), customer, &keys).await?;
        open = proposed.into_iter().filter(|(_, key)| taken.contains(key)).map(|(at, _)| at).collect();
    }
    let clash = |((user, _, fate), instead): (&(&Deleted, UserName, Fate), Option<UserName>)| Clash {
        user: Deleted::clone(user),
        is_domain_gone: *fate == Fate::DomainGone,
        instead,
    };
    Ok(clashing.iter().zip(instead).map(clash).collect())
}

/// Reads the user names that were typed for those who need another one; who was left empty has none.
///
/// # Errors
/// Each wrong one's reason at `user_name:USER`, or `domain:USER`.
pub async fn read_names(
    by: &Actor,
    customer: CustomerId,
    typed: &[(UserId, String, String)],
) -> Result<BTreeMap<UserId, String>, Error> {
    by.require_sight(customer)?;
    let db = by.app.db.read();
    let domains = store::customers::domains(db, customer).await?;
    let mut refused = Refused::default();
    let mut names: BTreeMap<UserId, UserName> = BTreeMap::new();
    let mut keys = BTreeSet::new();
    for (user, local, domain) in typed.iter().filter(|(_, local, _)| !local.trim().is_empty()) {
        let field = format!("user_name:{user}");
        let owned = Domain::parse(domain).and_then(|domain| {
            if domains.contains(&domain) {
                Ok(domain)
            } else {
                Err(Refusal::Account(AccountRefusal::DomainNotOwned { domain: domain.to_string() }))
            }
        });
        let Some(domain) = refused.take(format!("domain:{user}"), owned) else { continue };
        let Some(name) = refused.take(field.clone(), UserName::new(local, domain)) else { continue };
        if keys.insert(name.key()) {
            names.insert(*user, name);
        } else {
            refused.0.push((field, Refusal::User(UserRefusal::UserNameTaken { name: name.to_string() })));
        }
    }
    let keys: Vec<String> = keys.into_iter().collect();
    let taken = deleted::names_taken(db, customer, &keys).await?;
    for (user, name) in names.iter().filter(|(_, name)| taken.contains(&name.key())) {
        refused
            .0
            .push((format!("user_name:{user}"), Refusal::User(UserRefusal::UserNameTaken { name: name.to_string() })));
    }
    if refused.is_empty() {
        Ok(names.into_iter().map(|(user, name)| (user, name.to_string())).collect())
    } else {
        Err(refused.into())
    }
}
