//! Rows of users who are known already: looked up one by one, by their whole keys.
//!
//! PostgreSQL plans what it is asked often without the values, as for a customer of the usual size. Asked for
//! a customer's rows *of these users*, it may then read all that the customer has, and leave out the others: a
//! hundred thousand for fifty. So a server is given the keys whole, customer and user, out of a list that it
//! cannot look into. Whatever it thinks of the customer, nothing is quicker then than to look up each. One
//! list is also one value, and one statement for all lengths.

use sea_orm::sea_query::{ArrayType, Expr, ExprTrait as _, Func, Query, SelectStatement, Value};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use crate::domain::id::{CustomerId, UserId};

/// Rows of these users; `key` is the customer's column and the user's.
pub(super) fn of_users<C: ColumnTrait>(
    backend: DbBackend,
    key: [C; 2],
    customer: CustomerId,
    users: &[UserId],
) -> Condition {
    let users = users.iter().map(|id| Value::from(id.0));
    one_of(backend, key, customer, ArrayType::Uuid, users.collect())
}

/// Rows with these texts; `key` is the customer's column and the text's.
pub(super) fn of_texts<C: ColumnTrait>(
    backend: DbBackend,
    key: [C; 2],
    customer: CustomerId,
    texts: &[String],
) -> Condition {
    let texts = texts.iter().map(|text| Value::from(text.as_str()));
    one_of(backend, key, customer, ArrayType::String, texts.collect())
}

fn one_of<C: ColumnTrait>(
    backend: DbBackend,
    key: [C; 2],
    customer: CustomerId,
    kind: ArrayType,
    values: Vec<Value>,
) -> Condition {
    if !is_server(backend) {
        return of_customer(key[0], customer).add(key[1].is_in(values));
    }
    let list = Expr::value(Value::Array(kind, Some(Box::new(values))));
    let keys = Query::select().expr(Expr::value(customer.0)).expr(Func::cust("unnest").arg(list)).to_owned();
    Condition::all().add(whole(key).in_subquery(keys))
}

/// Rows whose keys `other` has, two columns of the same customer's rows. `key` is the customer's column and
/// another one.
pub(super) fn found_in<C: ColumnTrait, O: ColumnTrait>(
    backend: DbBackend,
    key: [C; 2],
    customer: CustomerId,
    other: [O; 2],
    mut rows: SelectStatement,
) -> Condition {
    let column = |column: O| Expr::col(column.as_column_ref());
    if is_server(backend) {
        // OFFSET keeps the two questions apart: what is known of the customer is not carried over.
        rows.exprs(other.map(column)).offset(0);
        return Condition::all().add(whole(key).in_subquery(rows));
    }
    let [_, other] = other;
    rows.expr(column(other));
    of_customer(key[0], customer).add(key[1].in_subquery(rows))
}

/// Whether a condition on each row is asked of that row alone: a server may otherwise ask it of all that the
/// customer has.
pub(super) fn is_server(backend: DbBackend) -> bool {
    backend == DbBackend::Postgres
}

fn of_customer<C: ColumnTrait>(column: C, customer: CustomerId) -> Condition {
    Condition::all().add(column.eq(customer.0))
}

fn whole<C: ColumnTrait>(key: [C; 2]) -> Expr {
    Expr::tuple(key.map(|column| Expr::col(column.as_column_ref())))
}
