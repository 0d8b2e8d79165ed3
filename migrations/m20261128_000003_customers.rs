//! Customers, their domains and subscriptions, and the seats that these make.

use sea_orm_migration::prelude::*;

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, CUSTOMERS).await
    }
}

const CUSTOMERS: &[&str] = &[
    // The three counts move in the transaction of the change they count.
    "CREATE TABLE customers (
        id {id} PRIMARY KEY,
        microsoft_id {id} NOT NULL UNIQUE,
        company_name text NOT NULL,
        sort_key {fold} NOT NULL,
        search_text {fold} NOT NULL,
        primary_domain text NOT NULL,
        default_location text,
        contact_name text,
        contact_email text,
        contact_language text,
        relationship text NOT NULL,
        active_users bigint NOT NULL CHECK (active_users >= 0),
        deleted_users bigint NOT NULL CHECK (deleted_users >= 0),
        unlicensed_users bigint NOT NULL CHECK (unlicensed_users >= 0),
        created_at {time} NOT NULL,
        version bigint NOT NULL
    )",
    "CREATE INDEX customers_by_name ON customers (sort_key, id)",
    "CREATE TABLE domains (
        domain {fold} PRIMARY KEY,
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        is_primary boolean NOT NULL
    )",
    "CREATE INDEX domains_of_customer ON domains (customer_id, domain)",
    "CREATE TABLE subscriptions (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        external_id {id} NOT NULL UNIQUE,
        sku_id {id} NOT NULL REFERENCES products (sku_id),
        name text NOT NULL,
        quantity bigint NOT NULL CHECK (quantity >= 0),
        status text NOT NULL,
        started_on {date},
        term_ends_on {date},
        auto_renew boolean,
        term text,
        offer_id text,
        reseller text,
        created_at {time} NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX subscriptions_of_product ON subscriptions (customer_id, sku_id)",
    "CREATE INDEX subscriptions_by_term_end ON subscriptions (term_ends_on)",
    // consumed may stand above active + warning when the total fell; no assignment takes it there.
    "CREATE TABLE seat_pools (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        sku_id {id} NOT NULL REFERENCES products (sku_id),
        active bigint NOT NULL CHECK (active >= 0),
        warning bigint NOT NULL CHECK (warning >= 0),
        suspended bigint NOT NULL CHECK (suspended >= 0),
        consumed bigint NOT NULL CHECK (consumed >= 0),
        PRIMARY KEY (customer_id, sku_id)
    )",
];
