//! Customers' users, their roles and licenses.

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
        run(manager, USERS).await
    }
}

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
    // Of administrators only: with everybody in it, SQLite would walk through the customer's users by
    // their roles to find a few that are known by their ids.
    "CREATE INDEX administrators_by_name ON users (customer_id, role_level, sort_key, id)
        WHERE deleted_at IS NULL AND role_level <> 0",
    // With all that the question needs, also what its condition says already: SQLite would otherwise
    // look up each of these users.
    "CREATE INDEX idle_users ON users (customer_id, id, sign_in_allowed, last_sign_in_at, deleted_at)
        WHERE deleted_at IS NULL AND (NOT sign_in_allowed OR last_sign_in_at IS NULL)",
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
