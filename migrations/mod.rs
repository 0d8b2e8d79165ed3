//! The database's shape, for SQLite and PostgreSQL from one source.
//!
//! Each migration is a list of statements in the SQL that both databases share; the few types that
//! differ are written as `{words}` and filled in by [`dialect`]. A statement that has been released
//! is never edited: changes come as new migrations, so that every installation takes the same path.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

mod m20261128_000001_installation;
mod m20261128_000002_catalog;
mod m20261128_000003_customers;
mod m20261128_000004_users;
mod m20261128_000005_work;
mod m20261128_000006_events;
mod m20261128_000007_search;
mod m20261128_000008_catalog_rules;
mod m20261128_000010_sheets;
mod m20261128_000011_contacts;
mod m20261128_000012_archive;
mod m20261128_000013_uploads;
mod m20261128_000014_new_user_defaults;
mod m20261128_000015_users_sign_ins;
mod m20261128_000016_mails;
mod m20261128_000017_hand_overs;
mod m20261128_000018_mails_of_hand_overs;
mod m20261129_000019_users_renamed;

/// Applies what the database lacks, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261128_000001_installation::Migration),
            Box::new(m20261128_000002_catalog::Migration),
            Box::new(m20261128_000003_customers::Migration),
            Box::new(m20261128_000004_users::Migration),
            Box::new(m20261128_000005_work::Migration),
            Box::new(m20261128_000006_events::Migration),
            Box::new(m20261128_000007_search::Migration),
            Box::new(m20261128_000008_catalog_rules::Migration),
            Box::new(m20261128_000010_sheets::Migration),
            Box::new(m20261128_000011_contacts::Migration),
            Box::new(m20261128_000012_archive::Migration),
            Box::new(m20261128_000013_uploads::Migration),
            Box::new(m20261128_000014_new_user_defaults::Migration),
            Box::new(m20261128_000015_users_sign_ins::Migration),
            Box::new(m20261128_000016_mails::Migration),
            Box::new(m20261128_000017_hand_overs::Migration),
            Box::new(m20261128_000018_mails_of_hand_overs::Migration),
            Box::new(m20261129_000019_users_renamed::Migration),
        ]
    }
}

/// The words that the two databases spell differently.
///
/// `{fold}` is text that is compared byte by byte: PostgreSQL would otherwise sort by locale and
/// pages would come in another order than on SQLite.
fn dialect(backend: DbBackend) -> [(&'static str, &'static str); 6] {
    match backend {
        DbBackend::Postgres => [
            ("{id}", "uuid"),
            ("{time}", "timestamptz"),
            ("{bytes}", "bytea"),
            ("{fold}", "text COLLATE \"C\""),
            ("{float}", "double precision"),
            ("{date}", "date"),
        ],
        _ => [
            ("{id}", "blob"),
            ("{time}", "text"),
            ("{bytes}", "blob"),
            ("{fold}", "text"),
            ("{float}", "real"),
            ("{date}", "text"),
        ],
    }
}

/// Runs `statements` one by one in the dialect of the connection.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let words = dialect(manager.get_database_backend());
    for statement in statements {
        let mut sql = (*statement).to_owned();
        for (word, spelled) in words {
            sql = sql.replace(word, spelled);
        }
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}
