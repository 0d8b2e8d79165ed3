//! Signing in: without a hint whether an account exists.

use zeroize::Zeroizing;

use super::tries::{Keys, Login, Origin, address_key, count_failure, forgive, give_back};
use super::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::password::PASSWORD_BYTES_LIMIT;
use crate::domain::principal::{Principal, PrincipalId, SIGN_IN_CHAINS, STAFF_SIGN_INS};
use crate::domain::refusal::{AccessRefusal, InputRefusal, PasswordRefusal, Refusal, Refused};
use crate::domain::staff::Staff;
use crate::password::Busy;
use crate::secrets::{credential_of, random};
use crate::store;

/// Longer than any address.
const EMAIL_LOOKED_AT: usize = 300;

/// Lets somebody in by e-mail and password.
///
/// # Errors
/// [`AccessRefusal::SignInFailed`] whatever was wrong, [`AccessRefusal::TooManyTries`], [`Error::Busy`].
pub async fn sign_in(app: &App, email: &str, password: Zeroizing<String>, origin: Origin) -> Result<SignedIn, Error> {
    let now = app.clock.now();
    // What is no address is looked for like one: nobody has it, and it takes as long.
    let email_key: String = email.trim().chars().filter(|c| !c.is_control()).take(EMAIL_LOOKED_AT).collect();
    let email_key = email_key.to_lowercase();
    let found = store::staff::by_email(app.db.read(), &email_key).await?;
    let keys =
        Keys::of(app, Login::staff(&email_key), found.as_ref().map(|(staff, _)| staff.id.into()), origin).await?;
    count_failure(app, &keys, now).await?;
    let tried = try_password(app, found, password, (&keys, origin), now).await;
    // It was not the password that failed: it must not add up to a wait.
    if let Err(error) = &tried
        && !matches!(error, Error::Refused(_))
    {
        give_back(app, &keys, now).await;
    }
    tried
}

async fn try_password(
    app: &App,
    found: Option<(Staff, String)>,
    password: Zeroizing<String>,
    from: (&Keys, Origin),
    now: Moment,
) -> Result<SignedIn, Error> {
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let right = is_right(app, password.clone(), hash).await?;
    match found {
        Some((staff, hash)) if right && staff.may_sign_in(now) => {
            let rehashed = if app.hasher.is_outdated(&hash) { Some(app.hasher.hash(password).await?) } else { None };
            welcome(app, staff, &hash, from, now, rehashed).await
        }
        found => {
            note_failure(app, found.map(|(staff, _)| staff), now).await?;
            Err(Refusal::Access(AccessRefusal::SignInFailed).into())
        }
    }
}

/// Whether `password` belongs to `hash`. Looked at once, and as long, whoever it is and whether or not there is one.
pub(super) async fn is_right(app: &App, password: Zeroizing<String>, hash: Option<String>) -> Result<bool, Error> {
    let fits = password.len() <= PASSWORD_BYTES_LIMIT;
    let tried = if fits { password } else { Zeroizing::new(String::new()) };
    let right = app.hasher.verify(tried, hash).await?.map_err(|Busy| Error::Busy)?;
    Ok(right && fits)
}

/// Opens the door, if the account is still as it was when the password was looked at: a new password
/// or a block in between shuts it.
async fn welcome(
    app: &App,
    staff: Staff,
    hash: &str,
    (keys, origin): (&Keys, Origin),
    now: Moment,
    rehashed: Option<String>,
) -> Result<SignedIn, Error> {
    let credential = rehashed.as_deref().map_or_else(|| credential_of(hash), credential_of);
    let by = Actor { now, ..Actor::new(app, staff.clone().into()) };
    with_audit(&by, PrincipalId::Staff(staff.id).sign_in_chain(), async |tx, log| {
        let still = store::staff::lock(tx, staff.id).await?;
        if !still.is_some_and(|(still, known)| known == hash && still.may_sign_in(now)) {
            return Err(Refusal::Access(AccessRefusal::SignInFailed).into());
        }
        store::staff::signed_in(tx, staff.id, now, rehashed.as_deref()).await?;
        forgive(tx, keys, now).await?;
        store::known_addresses::put(tx, staff.id.into(), &address_key(app, origin.address), now).await?;
        log.add(Event::new(Operation::SignIn, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(())
    })
    .await?;
    Ok(SignedIn { staff, credential })
}

/// Proves that somebody who is signed in knows the current password, for what only that person may
/// change. It counts like a sign-in: an open browser is no place to guess in.
///
/// # Errors
/// At `current` [`PasswordRefusal::Wrong`]; [`AccessRefusal::TooManyTries`], [`Error::Busy`].
pub(super) async fn prove(by: &Actor, staff: &Staff, hash: &str, password: Zeroizing<String>) -> Result<Keys, Error> {
    let proved = try_own(by, Login::staff(&staff.email.key()), hash, password).await?;
    if let Some(keys) = proved {
        return Ok(keys);
    }
    note_failure(&by.app, Some(staff.clone()), by.now).await?;
    Err(Refused::one("current", Refusal::Password(PasswordRefusal::Wrong)).into())
}

/// Looks at the password of somebody who is signed in as `login`, and gives what the try was counted under; nothing
/// where it was wrong.
pub(super) async fn try_own(
    by: &Actor,
    login: Login<'_>,
    hash: &str,
    password: Zeroizing<String>,
) -> Result<Option<Keys>, Error> {
    let keys = Keys::of_own(&by.app, login);
    count_failure(&by.app, &keys, by.now).await?;
    match is_right(&by.app, password, Some(hash.to_owned())).await {
        Ok(right) => Ok(right.then_some(keys)),
        Err(error) => {
            give_back(&by.app, &keys, by.now).await;
            Err(error)
        }
    }
}

/// Takes the password of somebody who is signed in once more, before what asks for it.
///
/// # Errors
/// At `current` [`InputRefusal::Required`], and as a sign-in.
pub async fn reauthenticate(by: &Actor, password: Zeroizing<String>) -> Result<SignedIn, Error> {
    let (staff, hash) = store::staff::find(by.app.db.read(), by.staff_id()?).await?.ok_or(Error::SignedOut)?;
    let credential = credential_of(&hash);
    if by.credential.as_ref().is_some_and(|known| *known != credential) {
        return Err(Error::SignedOut);
    }
    if password.is_empty() {
        return Err(Refused::one("current", Refusal::Input(InputRefusal::Required)).into());
    }
    let keys = prove(by, &staff, &hash, password).await?;
    let noted = with_audit(by, PrincipalId::Staff(staff.id).sign_in_chain(), async |tx, log| {
        forgive(tx, &keys, by.now).await?;
        log.add(Event::new(Operation::Reauthenticate, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(())
    })
    .await;
    if noted.as_ref().is_err_and(|error| error.outage().is_some()) {
        give_back(&by.app, &keys, by.now).await;
    }
    noted.map(|()| SignedIn { staff, credential })
}

/// Somebody who may come in, and the sign of the password by which; a session lasts as long as it.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub staff: Staff,
    pub credential: String,
}

/// Who is signed in by this password, if that person still may be.
pub async fn signed_in(
    app: &App,
    id: PrincipalId,
    credential: Option<&str>,
    now: Moment,
) -> Result<Option<Principal>, Error> {
    let is_same = |hash: &str| credential == Some(credential_of(hash).as_str());
    match id {
        PrincipalId::Staff(id) => {
            let found = store::staff::find(app.db.read(), id).await?;
            let found = found.filter(|(staff, hash)| staff.may_sign_in(now) && is_same(hash));
            Ok(found.map(|(staff, _)| staff.into()))
        }
        PrincipalId::CustomerUser(customer, id) => {
            let found = store::users::access::find(app.db.read(), customer, id).await?;
            let found = found.filter(|one| one.access.may_sign_in(now) && one.hash.as_deref().is_some_and(is_same));
            Ok(found.map(|account| Principal::CustomerUser(account.principal())))
        }
        // They have no door here.
        PrincipalId::ApiClient(_) => Ok(None),
    }
}

async fn note_failure(app: &App, staff: Option<Staff>, now: Moment) -> Result<(), Error> {
    let whose = staff.as_ref().map(|staff| PrincipalId::Staff(staff.id));
    // Who nobody knows is not named: people type their password into the wrong field.
    let (target, name) = staff.map_or((Target::Installation, String::new()), |s| (Target::Staff(s.id.0), s.name));
    let event = Event::new(Operation::SignInFailed, target, name);
    note_failed(app, whose, STAFF_SIGN_INS, event, now).await
}

/// Notes a sign-in that failed: in the chain of whose it was, or else in one of that kind.
pub(super) async fn note_failed(
    app: &App,
    whose: Option<PrincipalId>,
    kind: u8,
    event: Event,
    now: Moment,
) -> Result<(), Error> {
    let by = Actor { now, ..Actor::system(app) };
    let any = || CustomerId::authentication(kind, random::<1>()[0] % SIGN_IN_CHAINS);
    with_audit(&by, whose.map_or_else(any, PrincipalId::sign_in_chain), async |_, log| {
        log.add(event.clone());
        Ok(())
    })
    .await
}

/// Notes that somebody signed out.
pub async fn sign_out(by: &Actor) -> Result<(), Error> {
    let Some(staff) = by.staff() else { return Ok(()) };
    with_audit(by, PrincipalId::Staff(staff.id).sign_in_chain(), async |_, log| {
        log.add(Event::new(Operation::SignOut, Target::Staff(staff.id.0), staff.name.clone()));
        Ok(())
    })
    .await
}
