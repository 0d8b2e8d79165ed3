//! A password of the user's own, in the place of one that was handed out or of an older one.

use zeroize::Zeroizing;

use super::sign_in::note_failure;
use super::{SignedIn, company};
use crate::actions::sign_in::try_own;
use crate::actions::tries::{Keys, Login, forgive, give_back};
use crate::actions::{Actor, Error, hand_overs, sessions, with_audit};
use crate::domain::event::{Event, Operation, Target};
use crate::domain::link::Ending;
use crate::domain::password::{PasswordStrength, UserPassword, is_alike};
use crate::domain::permission::Permission;
use crate::domain::principal::CustomerUser;
use crate::domain::refusal::{InputRefusal, PasswordRefusal, Refusal, Refused};
use crate::secrets::credential_of;
use crate::store;
use crate::store::users::access::{self, Account};

/// A password that was changed: what opens the session that goes on, and how hard it is to guess.
#[derive(Clone, Debug)]
pub struct Changed {
    pub signed_in: SignedIn,
    pub strength: PasswordStrength,
}

/// What stands against `word` in the current one's place, or the word as one that may be chosen.
fn judge(
    account: &Account,
    company: &str,
    current: &str,
    word: Zeroizing<String>,
    beside: Refused,
) -> Result<UserPassword, Refused> {
    let mut refused = Refused::default();
    if current.is_empty() {
        refused.take("current", Err::<(), _>(Refusal::Input(InputRefusal::Required)));
    }
    let like = (*word == current).then_some(PasswordRefusal::Same);
    let like = like.or_else(|| is_alike(&word, current).then_some(PasswordRefusal::Alike));
    let context = [account.user_name.as_str(), &account.display_name, company];
    let chosen = refused.take("password", UserPassword::choose(word, &context));
    if let Some(like) = like.filter(|_| refused.is_empty()) {
        refused.take("password", Err::<(), _>(Refusal::Password(like)));
    }
    refused.0.extend(beside.0);
    chosen.filter(|_| refused.is_empty()).ok_or(refused)
}

/// Changes one's own password, by the current one, and ends all sessions: what comes back opens the one that goes
/// on. A temporary password dies, and with it what is kept of it on a sheet. With reasons `beside`, that the caller
/// knows, nothing is changed: the current password is judged all the same, so that they are told together.
///
/// # Errors
/// At `current` [`PasswordRefusal::Wrong`], which counts like a failed sign-in; at `password` what
/// [`UserPassword::choose`] refuses and [`PasswordRefusal::Same`]; what stands `beside`; too many tries;
/// [`Error::Busy`]; [`Error::SignedOut`].
pub async fn change_password(
    by: &Actor,
    current: Zeroizing<String>,
    word: Zeroizing<String>,
    beside: Refused,
) -> Result<Changed, Error> {
    by.require(Permission::SignedIn)?;
    let own = by.customer_user()?;
    let account = access::find(by.app.db.read(), own.customer, own.id).await?.ok_or(Error::SignedOut)?;
    let known = account.hash.clone().ok_or(Error::SignedOut)?;
    // What is typed here is no try at a password that somebody else has given since.
    if by.credential.as_ref().is_some_and(|credential| *credential != credential_of(&known)) {
        return Err(Error::SignedOut);
    }
    let is_given = !current.is_empty();
    let judged = judge(&account, &company(by).await?, &current, word, beside);
    if !is_given {
        return Err(judged.err().unwrap_or_default().into());
    }
    let (keys, chosen) = match (prove(by, &account, &known, current).await, judged) {
        (Ok(keys), Ok(chosen)) => (keys, chosen),
        (Ok(keys), Err(refused)) => {
            // It was the right one: only this try is not held against anybody.
            give_back(&by.app, &keys, by.now).await;
            return Err(refused.into());
        }
        (Err(Error::Refused(mut wrong)), Err(mut refused)) if wrong.at("current").is_some() => {
            wrong.0.append(&mut refused.0);
            return Err(wrong.into());
        }
        (Err(error), _) => return Err(error),
    };
    let strength = chosen.strength();
    let hash = by.app.hasher.hash(chosen.reveal()).await?;
    let changed = write(by, &account, (&known, &hash), &keys).await;
    if changed.as_ref().is_err_and(|error| error.outage().is_some()) {
        give_back(&by.app, &keys, by.now).await;
    }
    changed.map(|signed_in| Changed { signed_in, strength })
}

async fn prove(by: &Actor, account: &Account, hash: &str, current: Zeroizing<String>) -> Result<Keys, Error> {
    // User names are compared without case.
    let name = account.user_name.to_ascii_lowercase();
    if let Some(keys) = try_own(by, Login::customer_user(&name), hash, current).await? {
        return Ok(keys);
    }
    note_failure(&by.app, Some(account), by.now).await?;
    Err(wrong())
}

fn wrong() -> Error {
    Refused::one("current", Refusal::Password(PasswordRefusal::Wrong)).into()
}

async fn write(by: &Actor, account: &Account, (before, hash): (&str, &str), keys: &Keys) -> Result<SignedIn, Error> {
    let (customer, id) = (account.customer, account.id);
    let lasting = sessions::lasting(&by.app, by.now);
    with_audit(by, customer, async |tx, log| {
        let now = access::lock(tx, customer, id).await?.ok_or(Error::SignedOut)?;
        if now.hash.as_deref() != Some(before) || !now.access.may_sign_in(by.now) {
            return Err(wrong());
        }
        access::set_own_password(tx, customer, id, hash).await?;
        store::sheets::drop_rows(tx, customer, &[id], Ending::Replaced, by.now).await?;
        hand_overs::password_changed(tx, customer, id, by.now).await?;
        let ended = store::sessions::end_all(tx, now.principal_id(), lasting).await?;
        forgive(tx, keys, by.now).await?;
        let event = Event::new(Operation::ChangeCustomerUserPassword, Target::User(id.0), now.display_name.clone());
        // The one in which this was done goes on.
        log.add(event.with("sessions", ended.saturating_sub(1)));
        let user = CustomerUser { must_change_password: false, ..now.principal() };
        Ok(SignedIn { user, credential: credential_of(hash) })
    })
    .await
}
