//! Products that can be bought, their aliases and service plans, the same for all customers; and what the catalog
//! knows of products beside each other, with a few rules that Microsoft publishes to begin with.

use sea_orm_migration::prelude::*;
use uuid::{Uuid, uuid};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, CATALOG).await?;
        put_pairs(manager, "plan_exclusions", ["plan_id", "other_id"], &EXCLUSIONS).await?;
        put_pairs(manager, "product_needs", ["sku_id", "plan_id"], &NEEDS).await?;
        let mut insert = Query::insert();
        insert.into_table("closed_countries").columns(["country", "sku_id"]);
        for country in CLOSED {
            insert.values_panic([country.into(), Uuid::nil().into()]);
        }
        manager.get_connection().execute(&insert).await?;
        Ok(())
    }
}

async fn put_pairs(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: [&'static str; 2],
    pairs: &[(Uuid, Uuid)],
) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns);
    for (one, other) in pairs {
        insert.values_panic([(*one).into(), (*other).into()]);
    }
    manager.get_connection().execute(&insert).await?;
    Ok(())
}

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
    // None of these refers to a row of the catalog: a rule may be there before the product is imported.
    "CREATE TABLE plan_exclusions (
        plan_id {id} NOT NULL,
        other_id {id} NOT NULL,
        PRIMARY KEY (plan_id, other_id)
    )",
    "CREATE TABLE product_needs (
        sku_id {id} NOT NULL,
        plan_id {id} NOT NULL,
        PRIMARY KEY (sku_id, plan_id)
    )",
    // A nil sku_id stands for every product.
    "CREATE TABLE closed_countries (
        country text NOT NULL,
        sku_id {id} NOT NULL,
        PRIMARY KEY (country, sku_id)
    )",
];

const EXCHANGE_1: Uuid = uuid!("9aaf7827-d63c-4b61-89c3-182f06f82e5c");
const EXCHANGE_2: Uuid = uuid!("efb87545-963c-4e0d-99df-69c6916d9eb0");
const EXCHANGE_KIOSK: Uuid = uuid!("4a82b400-a79f-41a4-b4e2-e94f5787b113");
const SHAREPOINT_1: Uuid = uuid!("c7699d2e-19aa-44de-8edf-1736da088ca1");
const SHAREPOINT_2: Uuid = uuid!("5dbe027f-2339-4123-9542-606e4d348a72");
const SKYPE_1: Uuid = uuid!("afc06cb0-b4f4-4473-8286-d644f70d8faf");
const SKYPE_2: Uuid = uuid!("0feaeb32-d00e-4d66-bd5a-43b5b83db82c");
const TEAMS: Uuid = uuid!("57ff2da0-773e-42df-b2af-ffb7a2317929");
const PHONE_SYSTEM: Uuid = uuid!("4828c8ec-dc2e-4779-b502-87ac9ce28ab7");

/// Service plans that conflict with each other within one user.
const EXCLUSIONS: [(Uuid, Uuid); 5] = [
    (EXCHANGE_1, EXCHANGE_2),
    (EXCHANGE_1, EXCHANGE_KIOSK),
    (EXCHANGE_2, EXCHANGE_KIOSK),
    (SHAREPOINT_1, SHAREPOINT_2),
    (SKYPE_1, SKYPE_2),
];

const ARCHIVING: Uuid = uuid!("ee02fd1b-340e-4a4b-b355-4a514e4c8943");
const AUDIO_CONFERENCING: Uuid = uuid!("0c266dff-15dd-4b49-8397-2bb16070ed52");
const TEAMS_PHONE: Uuid = uuid!("e43b5b99-8dfb-405f-9987-dc307f34bcbd");
const DOMESTIC_CALLING: Uuid = uuid!("0dab259f-bf13-4952-b7f8-7db8f131b28d");

/// Add-ons, each with the service plans of which the user's base product must have one.
const NEEDS: [(Uuid, Uuid); 7] = [
    (ARCHIVING, EXCHANGE_1),
    (ARCHIVING, EXCHANGE_KIOSK),
    (AUDIO_CONFERENCING, TEAMS),
    (AUDIO_CONFERENCING, SKYPE_2),
    (TEAMS_PHONE, TEAMS),
    (TEAMS_PHONE, SKYPE_2),
    (DOMESTIC_CALLING, PHONE_SYSTEM),
];

/// Countries in which Microsoft does not offer its online services at all.
const CLOSED: [&str; 5] = ["CU", "IR", "KP", "SD", "SY"];
