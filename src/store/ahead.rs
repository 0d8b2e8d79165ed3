//! Moments that lie too far ahead: they were written by a clock that has been set right since. What they
//! say counts from now.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter as _, sea_query::Expr};

use super::entity::{
    credential_sheet, hand_over_link, kept_form, license_preview, mail, request, selection, session, staff, task,
};
use super::{Error, Tx};
use crate::domain::Moment;

/// The clocks of two nodes may differ by so much.
pub(super) const BELIEVED: TimeDelta = TimeDelta::days(1);

/// How long what is kept lasts at most.
#[derive(Clone, Copy, Debug)]
pub struct Lasts {
    pub sheets: TimeDelta,
    pub kept_forms: TimeDelta,
    pub requests: TimeDelta,
    pub drafts: TimeDelta,
    pub staff_passwords: TimeDelta,
    pub links: TimeDelta,
}

/// Has everything that is to end, or to begin, later than it can by the clock of now do so as if it had been
/// written now.
pub async fn settle(tx: &Tx, now: Moment, lasts: Lasts) -> Result<(), Error> {
    let none = TimeDelta::zero();
    bring::<session::Entity>(tx, session::Column::LastSeenAt, now, none).await?;
    bring::<session::Entity>(tx, session::Column::CreatedAt, now, none).await?;
    bring::<task::Entity>(tx, task::Column::RunAt, now, none).await?;
    bring::<mail::Entity>(tx, mail::Column::LeftAt, now, none).await?;
    bring::<mail::Entity>(tx, mail::Column::NextAt, now, none).await?;
    bring::<credential_sheet::Entity>(tx, credential_sheet::Column::ExpiresAt, now, lasts.sheets).await?;
    bring::<kept_form::Entity>(tx, kept_form::Column::ExpiresAt, now, lasts.kept_forms).await?;
    bring::<request::Entity>(tx, request::Column::ExpiresAt, now, lasts.requests).await?;
    bring::<selection::Entity>(tx, selection::Column::ExpiresAt, now, lasts.drafts).await?;
    bring::<license_preview::Entity>(tx, license_preview::Column::ExpiresAt, now, lasts.drafts).await?;
    bring::<hand_over_link::Entity>(tx, hand_over_link::Column::ExpiresAt, now, lasts.links).await?;
    bring::<hand_over_link::Entity>(tx, hand_over_link::Column::SealedUntil, now, lasts.links).await?;
    bring::<staff::Entity>(tx, staff::Column::PasswordExpiresAt, now, lasts.staff_passwords).await
}

async fn bring<E: EntityTrait>(tx: &Tx, column: impl ColumnTrait, now: Moment, lasts: TimeDelta) -> Result<(), Error> {
    let latest = now + lasts;
    E::update_many().col_expr(column, Expr::value(latest)).filter(column.gt(latest + BELIEVED)).exec(tx).await?;
    Ok(())
}
