//! What a customer's new users begin with.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, ExprTrait as _, QueryFilter as _, QuerySelect as _};

use super::super::entity::customer;
use super::super::{Connection, Error, Tx};
use crate::domain::directory_role::RoleChoice;
use crate::domain::id::{CustomerId, SkuId};
use crate::domain::new_user_defaults::NewUserDefaults;
use crate::domain::user_name_pattern::UserNamePattern;

/// A customer's defaults for new users; those that nobody set where there is no such customer. What this program does
/// not know is left out. One statement.
pub async fn new_user_defaults(db: &impl Connection, id: CustomerId) -> Result<NewUserDefaults, Error> {
    use customer::Column as C;
    type Kept = (Option<String>, Option<String>, Option<String>, Option<String>);
    let kept: Option<Kept> = customer::Entity::find_by_id(id.0)
        .select_only()
        .columns([C::DefaultLocation, C::NewUserRoles, C::NewUserLicenses, C::UserNamePattern])
        .into_tuple()
        .one(db)
        .await?;
    let (location, roles, licenses, pattern) = kept.unwrap_or_default();
    let skus = licenses.as_deref().unwrap_or_default().split_whitespace();
    let licenses: BTreeSet<SkuId> = skus.filter_map(|sku| sku.parse().ok()).collect();
    Ok(NewUserDefaults {
        location,
        licenses,
        roles: roles.as_deref().and_then(read_roles).unwrap_or_default(),
        pattern: pattern.as_deref().and_then(UserNamePattern::from_name),
    })
}

/// Writes the defaults over version `version` of the customer, and raises it; `false` when somebody else was first.
pub async fn put_new_user_defaults(
    tx: &Tx,
    id: CustomerId,
    version: i64,
    defaults: &NewUserDefaults,
) -> Result<bool, Error> {
    use customer::Column as C;
    let licenses: Vec<String> = defaults.licenses.iter().map(ToString::to_string).collect();
    let updated = customer::Entity::update_many()
        .col_expr(C::DefaultLocation, Expr::value(defaults.location.clone()))
        .col_expr(C::NewUserRoles, Expr::value(kept_roles(&defaults.roles)))
        .col_expr(C::NewUserLicenses, Expr::value(licenses.join(" ")))
        .col_expr(C::UserNamePattern, Expr::value(defaults.pattern.map(UserNamePattern::name)))
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(id.0))
        .filter(C::Version.eq(version))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected > 0)
}

fn kept_roles(roles: &RoleChoice) -> String {
    std::iter::once(roles.level().name()).chain(roles.limited_names()).collect::<Vec<_>>().join(" ")
}

fn read_roles(kept: &str) -> Option<RoleChoice> {
    let mut words = kept.split_whitespace();
    let level = words.next()?;
    let limited: Vec<String> = words.map(str::to_owned).collect();
    RoleChoice::parse(level, &limited).ok()
}
