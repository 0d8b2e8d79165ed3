//! Which rows belong to customers that somebody reaches.

use sea_orm::{ColumnTrait, Condition};

use crate::domain::principal::Reach;

/// Rows whose customer, in `column`, is within reach.
pub(super) fn within_reach(reach: &Reach, column: impl ColumnTrait) -> Condition {
    match reach {
        Reach::All => Condition::all(),
        Reach::Only(customers) => Condition::all().add(column.is_in(customers.iter().map(|customer| customer.0))),
    }
}
