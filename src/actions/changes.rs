//! How anything is changed: one transaction with its events, for somebody who still may act in it, and a
//! form that was sent twice once.

use chrono::TimeDelta;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::actor::{Actor, Submission};
use super::audit::Log;
use super::error::Error;
use crate::domain::id::{CustomerId, FormId};
use crate::domain::outage::Outage;
use crate::domain::principal::Principal;
use crate::domain::refusal::Refused;
use crate::secrets::credential_of;
use crate::store::users::access;
use crate::store::{self, Tx};

/// How long a second POST of the same form is recognized.
pub(super) const REQUEST_KEPT: TimeDelta = TimeDelta::hours(24);

/// Carries out `work` in one transaction with the events it notes, for somebody who still may act in it.
/// The customer's chain is locked first, so changes to one customer come one after the other and never
/// wait crosswise.
pub(super) async fn with_audit<T>(
    by: &Actor,
    customer: CustomerId,
    work: impl AsyncFn(&Tx, &mut Log) -> Result<T, Error>,
) -> Result<T, Error> {
    with_audit_unchecked(by, customer, async |tx, log| {
        still_acts(tx, by).await?;
        work(tx, log).await
    })
    .await
}

/// Writes what is no event: selections, previews, wishes. For somebody who still may act.
pub(super) async fn note<T>(by: &Actor, work: impl AsyncFn(&Tx) -> Result<T, Error>) -> Result<T, Error> {
    by.app
        .db
        .write(async |tx| {
            still_acts(tx, by).await?;
            work(tx).await
        })
        .await
}

/// Refuses what somebody asks who, since the request came in, was removed or blocked, or got another role
/// or password: a request can take as long as its sender likes. Asked in every write, here and nowhere else.
async fn still_acts(tx: &Tx, by: &Actor) -> Result<(), Error> {
    if by.only_shows {
        return Err(Refused::default().into());
    }
    let is_same = |hash: &str| by.credential.as_ref().is_none_or(|known| *known == credential_of(hash));
    if let Some(Principal::CustomerUser(user)) = &by.principal {
        let known = access::find(tx, user.customer, user.id).await?;
        let lasts =
            known.is_some_and(|now| now.access.may_sign_in(by.now) && now.hash.is_some_and(|hash| is_same(&hash)));
        return if lasts { Ok(()) } else { Err(Error::SignedOut) };
    }
    let Some(Principal::Staff(staff)) = &by.principal else { return Ok(()) };
    let known = store::staff::find(tx, staff.id).await?;
    match known.filter(|(now, hash)| now.may_sign_in(by.now) && is_same(hash)) {
        None => Err(Error::SignedOut),
        Some((now, _)) if now.role != staff.role => Err(Error::RoleChanged),
        Some(_) => Ok(()),
    }
}

/// Like [`with_audit`], where who acts is looked at by `work` itself.
pub(super) async fn with_audit_unchecked<T>(
    by: &Actor,
    customer: CustomerId,
    work: impl AsyncFn(&Tx, &mut Log) -> Result<T, Error>,
) -> Result<T, Error> {
    by.require_reach(customer)?;
    by.app
        .db
        .write(async |tx| {
            let mut log = Log::open(tx, by, customer).await?;
            let value = work(tx, &mut log).await?;
            log.write(tx).await?;
            Ok(value)
        })
        .await
}

/// Like [`with_audit`], but the same form sent twice is carried out once, and answered alike. So it can be
/// asked again where the answer to COMMIT was lost: the chain's lock waits for what may still be under
/// way, and then the form's answer is there, or nothing was stored.
pub(super) async fn with_audit_idempotent<T: Serialize + DeserializeOwned>(
    by: &Actor,
    customer: CustomerId,
    sent: &Submission,
    work: impl AsyncFn(&Tx, &mut Log) -> Result<T, Error>,
) -> Result<T, Error> {
    if sent.form == FormId::NONE {
        return with_audit(by, customer, work).await;
    }
    let key = store::requests::Sent {
        customer,
        form: sent.form,
        principal: by.principal_id()?,
        body_hash: sent.body_hash.clone(),
    };
    let once = async || {
        with_audit(by, customer, async |tx, log| {
            if let Some(answer) = store::requests::answer(tx, &key, by.now).await? {
                return serde_json::from_str(&answer).map_err(|error| Error::Failed(error.to_string()));
            }
            let value = work(tx, log).await?;
            let answer = serde_json::to_string(&value).map_err(|error| Error::Failed(error.to_string()))?;
            store::requests::keep(tx, &key, &answer, by.now + REQUEST_KEPT).await?;
            Ok(value)
        })
        .await
    };
    match once().await {
        Err(unknown) if unknown.outage() == Some(Outage::Unknown) => match once().await {
            // While nothing can be asked, the first one stays unknown.
            Err(error) if error.outage().is_some() => Err(unknown),
            found => found,
        },
        known => known,
    }
}
