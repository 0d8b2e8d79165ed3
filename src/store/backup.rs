//! A copy of an embedded database that can be kept for years: whole, and without what must not
//! come alive again or be read by whoever finds it.

use std::path::Path;

use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, Statement, sea_query::Expr,
};

use super::entity::{
    credential_row, hand_over_link, kept_form, mail, message, request, session, setup_link, task, throttle,
    upload_piece,
};
use super::open::at;
use super::{Db, Error};
use crate::domain::Moment;
use crate::domain::link::Ending;
use crate::domain::mail::State;
use crate::domain::task::{Send, Task as _};

impl Db {
    /// Writes a consistent copy of an embedded database to `file`, which must be absolute, while others
    /// read and write, without sessions, set-up and one-time links, sealed passwords, answered and kept forms,
    /// messages that wait, uploaded files, and throttles. Not
    /// a byte of them is left in the file.
    ///
    /// # Errors
    /// When the file holds anything already or cannot be written; when what was to be taken out is in it.
    pub async fn back_up_to(&self, file: &Path) -> Result<(), Error> {
        self.copy_to(file).await?;
        // A journal would be a second copy of what is taken out; a failure here spoils the copy only.
        let mut options = at(file, |options| {
            options.pragma("journal_mode", "OFF").pragma("secure_delete", "ON").pragma("foreign_keys", "OFF")
        });
        options.max_connections(1);
        let copy = Database::connect(options.clone()).await?;
        session::Entity::delete_many().exec(&copy).await?;
        setup_link::Entity::delete_many().exec(&copy).await?;
        credential_row::Entity::delete_many().exec(&copy).await?;
        end_links(&copy).await?;
        request::Entity::delete_many().exec(&copy).await?;
        kept_form::Entity::delete_many().exec(&copy).await?;
        throttle::Entity::delete_many().exec(&copy).await?;
        upload_piece::Entity::delete_many().exec(&copy).await?;
        message::Entity::delete_many().filter(waiting()).exec(&copy).await?;
        end_mails(&copy).await?;
        task::Entity::delete_many().filter(task::Column::Kind.eq(Send::KIND)).exec(&copy).await?;
        copy.execute_unprepared("VACUUM").await?;
        copy.close().await?;
        // As whoever puts it back finds it.
        let copy = Database::connect(options).await?;
        let is_clean = is_whole(&copy).await? && secrets(&copy).await? == 0;
        copy.close().await?;
        if is_clean { Ok(()) } else { Err(Error::other("the copy is not whole, or holds what it must not".into())) }
    }
}

/// Messages that did not leave: they must not, from a copy that is put back.
fn waiting() -> Condition {
    Condition::all().add(message::Column::SentAt.is_null()).add(message::Column::GivenUpAt.is_null())
}

/// Mails that wait here are over there: what stands in them is not in the copy.
async fn end_mails(copy: &DatabaseConnection) -> Result<(), Error> {
    use mail::Column as C;
    let waits = || Condition::all().add(C::EndedAt.is_null());
    mail::Entity::update_many()
        .col_expr(C::State, Expr::value(State::Withdrawn.name()))
        .filter(waits().add(C::State.eq(State::Queued.name())))
        .exec(copy)
        .await?;
    mail::Entity::update_many()
        .col_expr(C::EndedAt, Expr::col(C::StateAt))
        .col_expr(C::NextAt, Expr::value(None::<Moment>))
        .col_expr(C::Credential, Expr::value(None::<String>))
        .filter(waits())
        .exec(copy)
        .await?;
    Ok(())
}

/// Links that open something, or can be shown.
fn opens() -> Condition {
    use hand_over_link::Column as C;
    Condition::any().add(C::SealedUntil.is_not_null()).add(C::Token.is_not_null()).add(C::Ending.is_null())
}

/// That they were there stays told; from a copy that is put back, none opens.
async fn end_links(copy: &DatabaseConnection) -> Result<(), Error> {
    use hand_over_link::Column as C;
    let open = hand_over_link::Entity::update_many()
        .col_expr(C::Ending, Expr::value(Ending::Revoked.name()))
        .col_expr(C::EndedAt, Expr::col(C::IssuedAt));
    open.filter(C::Ending.is_null()).exec(copy).await?;
    hand_over_link::Entity::update_many()
        .col_expr(C::Sealed, Expr::value(Vec::<u8>::new()))
        .col_expr(C::SealedUntil, Expr::value(None::<Moment>))
        .col_expr(C::Token, Expr::value(None::<Vec<u8>>))
        .exec(copy)
        .await?;
    Ok(())
}

async fn is_whole(copy: &DatabaseConnection) -> Result<bool, Error> {
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check");
    let told = copy.query_one_raw(check).await?;
    Ok(told.is_some_and(|told| told.try_get_by_index::<String>(0).is_ok_and(|told| told == "ok")))
}

/// How many rows there are of what must not be in it.
async fn secrets(copy: &DatabaseConnection) -> Result<u64, Error> {
    Ok(session::Entity::find().count(copy).await?
        + setup_link::Entity::find().count(copy).await?
        + credential_row::Entity::find().count(copy).await?
        + hand_over_link::Entity::find().filter(opens()).count(copy).await?
        + request::Entity::find().count(copy).await?
        + kept_form::Entity::find().count(copy).await?
        + message::Entity::find().filter(waiting()).count(copy).await?
        + upload_piece::Entity::find().count(copy).await?
        + throttle::Entity::find().count(copy).await?)
}
