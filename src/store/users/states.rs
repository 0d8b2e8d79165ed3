//! Active users, deleted ones, administrators: what queries begin with.

use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, Select, sea_query::Expr};

use crate::domain::directory_role::Level;
use crate::domain::id::CustomerId;
use crate::domain::user::UserState;
use crate::store::entity::user;

pub(in crate::store) fn in_state(customer: CustomerId, state: UserState) -> Select<user::Entity> {
    user::Entity::find().filter(user::Column::CustomerId.eq(customer.0)).filter(is(state))
}

pub(super) fn is(state: UserState) -> Condition {
    use user::Column as C;
    match state {
        UserState::Active => Condition::all().add(C::DeletedAt.is_null()),
        // The first says it as the index of deleted users has it.
        UserState::DeletedAfter(moment) => {
            Condition::all().add(C::DeletedAt.is_not_null()).add(C::DeletedAt.gt(moment))
        }
    }
}

/// Administrators of this level, said as their index has it: a value apart would not do.
pub(super) fn administrators(level: Level) -> Condition {
    Condition::all().add(user::Column::RoleLevel.eq(level as i64)).add(Expr::cust(r#""users"."role_level" <> 0"#))
}

pub(super) fn active(customer: CustomerId) -> Select<user::Entity> {
    in_state(customer, UserState::Active)
}
