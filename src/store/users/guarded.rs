//! Whether what was made for a user still holds: who may sign in, and with which password.

use std::collections::HashMap;

use sea_orm::{EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::list::KEY;
use crate::domain::Moment;
use crate::domain::directory_role::Level;
use crate::domain::id::{CustomerId, UserId};
use crate::store::entity::user;
use crate::store::keys::of_users;
use crate::store::{Connection, Error};

/// What a mail to a user depends on.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Guarded {
    pub id: Uuid,
    pub display_name: String,
    pub role_level: i64,
    pub sign_in_allowed: bool,
    pub deleted_at: Option<Moment>,
    pub password_hash: Option<String>,
    pub must_change_password: bool,
    pub password_expires_at: Option<Moment>,
    /// Where mail reaches the user who cannot sign in yet.
    pub alternate_email: Option<String>,
    /// When the user name was changed last.
    pub renamed_at: Option<Moment>,
}

impl Guarded {
    /// Whether the temporary password opens nothing any more.
    pub fn has_expired_password(&self, now: Moment) -> bool {
        self.must_change_password && self.password_expires_at.is_some_and(|end| end <= now)
    }

    pub fn level(&self) -> Level {
        Level::from_number(self.role_level)
    }
}

/// How each of `users` stands, as far as it is there.
pub async fn guarded(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Guarded>, Error> {
    use user::Column as C;
    let rows = user::Entity::find()
        .select_only()
        .columns([C::Id, C::DisplayName, C::RoleLevel, C::SignInAllowed, C::DeletedAt, C::PasswordHash])
        .columns([C::AlternateEmail, C::MustChangePassword, C::PasswordExpiresAt, C::RenamedAt])
        .filter(of_users(db.get_database_backend(), KEY, customer, users))
        .into_model::<Guarded>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.id), row)).collect())
}
