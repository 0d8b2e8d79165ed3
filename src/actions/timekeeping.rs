//! Looks at the machine's clock before anything is removed by it, and keeps what is known of the time.

use chrono::TimeDelta;

use super::{Actor, Error, with_audit};
use crate::app::App;
use crate::domain::Moment;
use crate::domain::event::{Event, Operation, Target};
use crate::domain::id::CustomerId;
use crate::domain::permission::Permission;
use crate::domain::timekeeping::{State, Timekeeping};
use crate::domain::user::expired_up_to;
use crate::store::{self, Tx};

const TIMEKEEPING: &str = "timekeeping";
/// A clock that runs is noted so often.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Looks at the clock. Gives up to which moment what is due may be removed; `None` while it is doubted.
pub(super) async fn look(app: &App) -> Result<Option<Moment>, Error> {
    let now = app.clock.now();
    let (was, known) = app
        .db
        .write(async |tx| {
            let was = find(tx, now).await?;
            let known = was.look(now);
            if known.state != was.state || now < was.seen || now >= was.seen + NOTE_EVERY {
                put(tx, &known).await?;
            }
            Ok::<_, Error>((was, known))
        })
        .await?;
    if let (State::Doubted { base, .. }, true) = (known.state, was.state != known.state) {
        tracing::warn!(
            event = "clock_doubted",
            newest = %base,
            %now,
            "the clock is far ahead of all that is known: deleted users are not removed until a Global admin confirms \
             it on the dashboard, `partnerdesk confirm-clock` does, or it has run for 24 hours"
        );
    }
    Ok(known.removes_up_to())
}

async fn find(tx: &Tx, now: Moment) -> Result<Timekeeping, Error> {
    if let Some(kept) = store::settings::find(tx, TIMEKEEPING).await? {
        return serde_json::from_str(&kept).map_err(|error| Error::Failed(error.to_string()));
    }
    let newest = store::audit::newest_of_all(tx).await?;
    let known = Timekeeping::begun(newest.unwrap_or(now));
    put(tx, &known).await?;
    Ok(known)
}

async fn put(tx: &Tx, known: &Timekeeping) -> Result<(), Error> {
    let kept = serde_json::to_string(known).map_err(|error| Error::Failed(error.to_string()))?;
    Ok(store::settings::put(tx, TIMEKEEPING, &kept).await?)
}

/// That the clock is doubted, and keeps somebody from being removed.
#[derive(Clone, Copy, Debug)]
pub struct Doubt {
    /// The newest moment that was known before.
    pub newest: Moment,
    /// How many users would be removed; counted up to [`COUNTED`].
    pub users: usize,
}

/// Users counted that wait for the clock.
pub const COUNTED: u64 = 1_000;

/// How far the clock may have gone on since it was shown.
const SHOWN_LATELY: TimeDelta = TimeDelta::hours(1);

/// Whether something waits for the clock to be confirmed, for somebody who can do so.
pub async fn doubt(by: &Actor) -> Result<Option<Doubt>, Error> {
    if !by.may(Permission::ManageGlobalAdmins) {
        return Ok(None);
    }
    let db = by.app.db.read();
    let kept = store::settings::find(db, TIMEKEEPING).await?;
    let known: Option<Timekeeping> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
    let Some(State::Doubted { base, .. }) = known.map(|known| known.state) else { return Ok(None) };
    let users = store::users::deleted::up_to(db, expired_up_to(by.now), &[], COUNTED).await?.len();
    Ok((users > 0).then_some(Doubt { newest: base, users }))
}

/// What became of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    Now,
    /// Nothing waited for it.
    Before,
    /// The clock says something else than what was shown.
    Moved,
}

/// Says that the clock is right, as it was `shown`.
///
/// # Errors
/// [`Error::MissingRole`] for all but Global admins; [`Error::PasswordTooOld`], as users are removed by it.
pub async fn confirm(by: &Actor, shown: Moment) -> Result<Confirmed, Error> {
    by.require(Permission::ManageGlobalAdmins)?;
    by.require_recent_password()?;
    with_audit(by, CustomerId::INSTALLATION, async |tx, log| {
        if (by.now - shown).abs() > SHOWN_LATELY {
            return Ok(Confirmed::Moved);
        }
        let was = find(tx, by.now).await?;
        let known = was.confirmed(by.now);
        put(tx, &known).await?;
        let was_doubted = matches!(known.state, State::CatchingUp { .. }) && known.state != was.state;
        if was_doubted {
            log.add(Event::new(Operation::ConfirmClock, Target::Installation, ""));
        }
        Ok(if was_doubted { Confirmed::Now } else { Confirmed::Before })
    })
    .await
}
