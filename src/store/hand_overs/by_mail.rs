//! Which mail handed over what.

use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::domain::Moment;
use crate::domain::id::{CustomerId, MessageId, UserId};
use crate::store::entity::hand_over;
use crate::store::keys::of_users;
use crate::store::{Connection, Error};

use hand_over::Column as C;

/// What a mail hands over to somebody.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ByMail {
    pub user_id: Uuid,
    /// When the password was made.
    pub password_at: Moment,
    /// Nil where the mail holds the password itself.
    pub link_id: Uuid,
    /// When the user got another one.
    pub changed_at: Option<Moment>,
}

/// What a mail hands over, user by user.
pub async fn of_mail(db: &impl Connection, customer: CustomerId, mail: MessageId) -> Result<Vec<ByMail>, Error> {
    let rows = hand_over::Entity::find()
        .filter(C::CustomerId.eq(customer.0))
        .filter(C::MailId.eq(mail.0))
        .select_only()
        .columns([C::UserId, C::PasswordAt, C::LinkId, C::ChangedAt])
        .order_by_asc(C::UserId)
        .into_model::<ByMail>();
    Ok(rows.all(db).await?)
}

/// By which mails the passwords of these users went: the user, when the password was made, and the mail, the latest
/// of each last.
pub async fn mails_of(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<Vec<(UserId, Moment, MessageId)>, Error> {
    let rows: Vec<(Uuid, Moment, Uuid)> = hand_over::Entity::find()
        .filter(of_users(db.get_database_backend(), [C::CustomerId, C::UserId], customer, users))
        .filter(C::MailId.is_not_null())
        .filter(C::ChangedAt.is_null())
        .select_only()
        .columns([C::UserId, C::PasswordAt, C::MailId])
        // Ids grow with time, and those of one moment, too.
        .order_by_asc(C::MailId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(user, at, mail)| (UserId(user), at, MessageId(mail))).collect())
}

/// The mails in which any of these users stands, of whichever password.
pub async fn mails_about(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<Vec<MessageId>, Error> {
    let mails: Vec<Uuid> = hand_over::Entity::find()
        .filter(of_users(db.get_database_backend(), [C::CustomerId, C::UserId], customer, users))
        .filter(C::MailId.is_not_null())
        .select_only()
        .column(C::MailId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    Ok(mails.into_iter().map(MessageId).collect())
}
