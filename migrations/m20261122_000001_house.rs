//! The first shape: staff and sessions, customers with their users, subscriptions and seats, the
//! product catalog, credential sheets, selections, and the chained events.
//!
//! Every table that belongs to a customer begins its primary key with `customer_id`, so no query can
//! forget the customer and PostgreSQL can be sharded by it.

use sea_orm_migration::prelude::*;

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All of it, or nothing: on SQLite, too, where a kill halfway would leave tables that the next
    /// start trips over.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INSTALLATION).await?;
        run(manager, CATALOG).await?;
        run(manager, CUSTOMERS).await?;
        run(manager, USERS).await?;
        run(manager, WORK).await?;
        run(manager, EVENTS).await
    }
}

/// Facts about the installation, its staff, and how they sign in.
const INSTALLATION: &[&str] = &[
    "CREATE TABLE settings (
        name text PRIMARY KEY,
        value text NOT NULL
    )",
    "CREATE TABLE staff (
        id {id} PRIMARY KEY,
        email text NOT NULL,
        email_key {fold} NOT NULL UNIQUE,
        name text NOT NULL,
        role text NOT NULL,
        language text,
        password_hash text NOT NULL,
        must_change_password boolean NOT NULL,
        blocked_at {time},
        created_at {time} NOT NULL,
        last_sign_in_at {time},
        version bigint NOT NULL
    )",
    // A stolen database opens no session: the key itself is never here, only its SHA-256.
    "CREATE TABLE sessions (
        key_hash {fold} PRIMARY KEY,
        staff_id {id} REFERENCES staff (id) ON DELETE CASCADE,
        state text NOT NULL,
        address text NOT NULL,
        browser text NOT NULL,
        created_at {time} NOT NULL,
        last_seen_at {time} NOT NULL
    )",
    "CREATE INDEX sessions_of_staff ON sessions (staff_id, created_at)",
    "CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at)",
    // One row an account and one an address, by HMAC: what people mistype into the e-mail field,
    // their password included, is not kept.
    "CREATE TABLE throttles (
        key_hash {fold} PRIMARY KEY,
        failures bigint NOT NULL,
        last_failure_at {time} NOT NULL,
        blocked_until {time} NOT NULL
    )",
    "CREATE TABLE setup_links (
        token_hash {fold} PRIMARY KEY,
        expires_at {time} NOT NULL
    )",
];

/// Products that can be bought, their aliases and service plans. The same for all customers.
const CATALOG: &[&str] = &[
    "CREATE TABLE products (
        sku_id {id} PRIMARY KEY,
        name text NOT NULL,
        part_number text NOT NULL,
        sort_key {fold} NOT NULL,
        shares_name boolean NOT NULL,
        assignable boolean NOT NULL
    )",
    "CREATE TABLE product_aliases (
        alias_key {fold} NOT NULL,
        sku_id {id} NOT NULL REFERENCES products (sku_id) ON DELETE CASCADE,
        alias text NOT NULL,
        PRIMARY KEY (alias_key, sku_id)
    )",
    "CREATE TABLE service_plans (
        id {id} PRIMARY KEY,
        name text NOT NULL,
        part_number text NOT NULL
    )",
    "CREATE TABLE product_plans (
        sku_id {id} NOT NULL REFERENCES products (sku_id) ON DELETE CASCADE,
        plan_id {id} NOT NULL REFERENCES service_plans (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        PRIMARY KEY (sku_id, plan_id)
    )",
];

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

const USERS: &[&str] = &[
    "CREATE TABLE users (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        first_name text NOT NULL,
        last_name text NOT NULL,
        display_name text NOT NULL,
        user_name text NOT NULL,
        upn_key {fold} NOT NULL,
        sort_key {fold} NOT NULL,
        search_text {fold} NOT NULL,
        location text,
        sign_in_allowed boolean NOT NULL,
        role_level bigint NOT NULL,
        license_count bigint NOT NULL CHECK (license_count >= 0),
        password_hash text,
        must_change_password boolean NOT NULL,
        password_expires_at {time},
        last_sign_in_at {time},
        created_at {time} NOT NULL,
        deleted_at {time},
        deleted_by {id},
        deleted_by_name text,
        version bigint NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE UNIQUE INDEX active_user_names ON users (customer_id, upn_key) WHERE deleted_at IS NULL",
    "CREATE INDEX active_users_by_name ON users (customer_id, sort_key, id) WHERE deleted_at IS NULL",
    "CREATE INDEX active_users_by_created ON users (customer_id, created_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX unlicensed_users_by_name ON users (customer_id, sort_key, id)
        WHERE deleted_at IS NULL AND license_count = 0",
    "CREATE INDEX active_users_by_location ON users (customer_id, location) WHERE deleted_at IS NULL",
    "CREATE INDEX deleted_users_by_time ON users (customer_id, deleted_at, id) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX deleted_users_everywhere ON users (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE TABLE user_roles (
        customer_id {id} NOT NULL,
        user_id {id} NOT NULL,
        role_id {id} NOT NULL,
        PRIMARY KEY (customer_id, user_id, role_id),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE TABLE license_assignments (
        customer_id {id} NOT NULL,
        user_id {id} NOT NULL,
        sku_id {id} NOT NULL,
        assigned_at {time} NOT NULL,
        PRIMARY KEY (customer_id, user_id, sku_id),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE,
        FOREIGN KEY (customer_id, sku_id) REFERENCES seat_pools (customer_id, sku_id)
    )",
    "CREATE INDEX assignments_of_product ON license_assignments (customer_id, sku_id, user_id)",
    "CREATE TABLE disabled_plans (
        customer_id {id} NOT NULL,
        user_id {id} NOT NULL,
        sku_id {id} NOT NULL,
        plan_id {id} NOT NULL,
        PRIMARY KEY (customer_id, user_id, sku_id, plan_id),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
    // What a deleted user held, for the restore. The disabled plans stay where they are.
    "CREATE TABLE released_licenses (
        customer_id {id} NOT NULL,
        user_id {id} NOT NULL,
        sku_id {id} NOT NULL,
        assigned_at {time} NOT NULL,
        PRIMARY KEY (customer_id, user_id, sku_id),
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
];

/// What staff have under way: sheets of temporary passwords, choices of users, forms once sent.
const WORK: &[&str] = &[
    "CREATE TABLE credential_sheets (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        opened_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        closed_at {time},
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE UNIQUE INDEX open_sheet_of_staff ON credential_sheets (customer_id, staff_id) WHERE closed_at IS NULL",
    "CREATE INDEX open_sheets_by_expiry ON credential_sheets (expires_at) WHERE closed_at IS NULL",
    "CREATE TABLE credential_rows (
        customer_id {id} NOT NULL,
        sheet_id {id} NOT NULL,
        user_id {id} NOT NULL,
        sealed {bytes} NOT NULL,
        added_at {time} NOT NULL,
        PRIMARY KEY (customer_id, sheet_id, user_id),
        FOREIGN KEY (customer_id, sheet_id) REFERENCES credential_sheets (customer_id, id) ON DELETE CASCADE,
        FOREIGN KEY (customer_id, user_id) REFERENCES users (customer_id, id) ON DELETE CASCADE
    )",
    "CREATE INDEX credential_rows_in_order ON credential_rows (customer_id, sheet_id, added_at, user_id)",
    "CREATE INDEX credential_rows_of_user ON credential_rows (customer_id, user_id)",
    "CREATE TABLE selections (
        customer_id {id} NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        id {id} NOT NULL,
        staff_id {id} NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        filter text,
        expires_at {time} NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX selections_by_expiry ON selections (expires_at)",
    "CREATE TABLE selection_users (
        customer_id {id} NOT NULL,
        selection_id {id} NOT NULL,
        user_id {id} NOT NULL,
        PRIMARY KEY (customer_id, selection_id, user_id),
        FOREIGN KEY (customer_id, selection_id) REFERENCES selections (customer_id, id) ON DELETE CASCADE
    )",
    // customer_id is nil for a form that belongs to no customer yet.
    "CREATE TABLE requests (
        customer_id {id} NOT NULL,
        id {id} NOT NULL,
        staff_id {id} NOT NULL,
        body_hash {fold} NOT NULL,
        answer text NOT NULL,
        expires_at {time} NOT NULL,
        PRIMARY KEY (customer_id, id)
    )",
    "CREATE INDEX requests_by_expiry ON requests (expires_at)",
];

/// `customer_id` is nil in the installation's own chain.
const EVENTS: &[&str] = &[
    "CREATE TABLE chains (
        customer_id {id} PRIMARY KEY,
        seq bigint NOT NULL,
        mac {bytes} NOT NULL
    )",
    "CREATE TABLE events (
        customer_id {id} NOT NULL,
        seq bigint NOT NULL,
        at {time} NOT NULL,
        operation text NOT NULL,
        actor text NOT NULL,
        staff_id {id},
        target_kind text NOT NULL,
        target_id {id},
        request_id {id},
        detail_hash {bytes} NOT NULL,
        mac {bytes} NOT NULL,
        PRIMARY KEY (customer_id, seq)
    )",
    "CREATE INDEX events_by_time ON events (at)",
    "CREATE INDEX events_of_target ON events (customer_id, target_id, seq)",
    // Before and after lie apart under a salted hash: a purge deletes them and the chain stays whole.
    "CREATE TABLE event_details (
        customer_id {id} NOT NULL,
        seq bigint NOT NULL,
        salt {bytes} NOT NULL,
        detail text NOT NULL,
        PRIMARY KEY (customer_id, seq),
        FOREIGN KEY (customer_id, seq) REFERENCES events (customer_id, seq) ON DELETE CASCADE
    )",
];
