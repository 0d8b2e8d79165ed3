//! What is known of users beside their names.

use std::collections::HashMap;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

use crate::domain::contact::{Contact, ContactField as F};
use crate::domain::id::{CustomerId, UserId};
use crate::store::entity::user::{ActiveModel, Column as C, Entity, Model};
use crate::store::keys::of_users;
use crate::store::{Connection, Error};

fn column(field: F) -> C {
    match field {
        F::JobTitle => C::JobTitle,
        F::Department => C::Department,
        F::Office => C::Office,
        F::Phone => C::Phone,
        F::Mobile => C::Mobile,
        F::Street => C::Street,
        F::City => C::City,
        F::State => C::State,
        F::PostalCode => C::PostalCode,
        F::AlternateEmail => C::AlternateEmail,
    }
}

/// Puts `contact` into a row that is to be inserted.
pub(in crate::store) fn filled(mut row: ActiveModel, contact: &Contact) -> ActiveModel {
    for field in F::ALL {
        row.set(column(*field), contact.get(*field).map(str::to_owned).into());
    }
    row
}

pub(in crate::store) fn of(row: &Model) -> Contact {
    let value = |field: &F| {
        let kept = match field {
            F::JobTitle => &row.job_title,
            F::Department => &row.department,
            F::Office => &row.office,
            F::Phone => &row.phone,
            F::Mobile => &row.mobile,
            F::Street => &row.street,
            F::City => &row.city,
            F::State => &row.state,
            F::PostalCode => &row.postal_code,
            F::AlternateEmail => &row.alternate_email,
        };
        (*field, kept.clone())
    };
    Contact::kept(F::ALL.iter().map(value))
}

/// What an update writes.
pub(in crate::store) fn values(contact: &Contact) -> impl Iterator<Item = (C, SimpleExpr)> + use<'_> {
    F::ALL.iter().map(|field| (column(*field), Expr::value(contact.get(*field).map(str::to_owned))))
}

/// What is known of each of `users`. One statement.
pub async fn contacts(
    db: &impl Connection,
    customer: CustomerId,
    users: &[UserId],
) -> Result<HashMap<UserId, Contact>, Error> {
    let rows = Entity::find()
        .filter(of_users(db.get_database_backend(), [C::CustomerId, C::Id], customer, users))
        .all(db)
        .await?;
    Ok(rows.iter().map(|row| (UserId(row.id), of(row))).collect())
}
