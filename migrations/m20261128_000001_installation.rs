//! Facts about the installation, its staff, and how principals sign in and what they sent.

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
        run(manager, INSTALLATION).await
    }
}

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
        password_expires_at {time},
        time_zone text,
        blocked_at {time},
        removed_at {time},
        created_at {time} NOT NULL,
        last_sign_in_at {time},
        version bigint NOT NULL
    )",
    // A stolen database opens no session: the key itself is never here, only its SHA-256.
    "CREATE TABLE sessions (
        key_hash {fold} PRIMARY KEY,
        id {id} NOT NULL UNIQUE,
        principal {fold},
        state text NOT NULL,
        address text NOT NULL,
        browser text NOT NULL,
        created_at {time} NOT NULL,
        last_seen_at {time} NOT NULL
    )",
    "CREATE INDEX sessions_of_principal ON sessions (principal, created_at)",
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
    "CREATE TABLE known_addresses (
        principal {fold} NOT NULL,
        address {fold} NOT NULL,
        seen_at {time} NOT NULL,
        PRIMARY KEY (principal, address)
    )",
    "CREATE TABLE kept_forms (
        principal {fold} NOT NULL,
        id {id} NOT NULL,
        sealed {bytes} NOT NULL,
        expires_at {time} NOT NULL,
        PRIMARY KEY (principal, id)
    )",
    // customer_id is nil for a form that belongs to no customer yet.
    "CREATE TABLE requests (
        customer_id {id} NOT NULL,
        id {id} NOT NULL,
        principal {fold} NOT NULL,
        body_hash text NOT NULL,
        answer text NOT NULL,
        expires_at {time} NOT NULL,
        PRIMARY KEY (customer_id, id, principal)
    )",
    "CREATE INDEX requests_by_expiry ON requests (expires_at)",
];
