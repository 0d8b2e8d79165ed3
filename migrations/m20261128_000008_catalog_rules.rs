//! What the rules of the catalog rest on, and the end of those that do not hold any more; products that are retired.
//!
//! Gone are, by their ids, only rules that came with the program. Since January 2023 one user may have any mix of
//! Exchange plans, as it was with those of `SharePoint` before; Skype for Business Online ended in July 2021.

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
        run(manager, COLUMNS).await?;
        let connection = manager.get_connection();
        for (one, other) in NO_EXCLUSIONS {
            let mut delete = Query::delete();
            delete.from_table("plan_exclusions").cond_where(Expr::col("plan_id").eq(one));
            delete.cond_where(Expr::col("other_id").eq(other));
            connection.execute(&delete).await?;
        }
        for (product, plan, shipped) in NEEDS {
            let mut update = Query::update();
            update.table("product_needs").value("shipped", shipped);
            update.cond_where(Expr::col("sku_id").eq(product)).cond_where(Expr::col("plan_id").eq(plan));
            connection.execute(&update).await?;
        }
        let mut update = Query::update();
        update.table("closed_countries").value("shipped", "country");
        update.cond_where(Expr::col("country").is_in(CLOSED)).cond_where(Expr::col("sku_id").eq(Uuid::nil()));
        connection.execute(&update).await?;
        Ok(())
    }
}

const COLUMNS: &[&str] = &[
    // `shipped` names the reason of a rule that came with the program, in words of the catalogues; `reason` is what
    // somebody wrote who added one.
    "ALTER TABLE plan_exclusions ADD COLUMN shipped text",
    "ALTER TABLE plan_exclusions ADD COLUMN reason text NOT NULL DEFAULT ''",
    "ALTER TABLE product_needs ADD COLUMN shipped text",
    "ALTER TABLE product_needs ADD COLUMN reason text NOT NULL DEFAULT ''",
    "ALTER TABLE closed_countries ADD COLUMN shipped text",
    "ALTER TABLE closed_countries ADD COLUMN reason text NOT NULL DEFAULT ''",
    "ALTER TABLE products ADD COLUMN retired boolean NOT NULL DEFAULT false",
    "CREATE INDEX seat_pools_by_product ON seat_pools (sku_id)",
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

const NO_EXCLUSIONS: [(Uuid, Uuid); 5] = [
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

/// Rules that hold, and the reason of each.
const NEEDS: [(Uuid, Uuid, &str); 7] = [
    (ARCHIVING, EXCHANGE_1, "archiving"),
    (ARCHIVING, EXCHANGE_KIOSK, "archiving"),
    (AUDIO_CONFERENCING, TEAMS, "meetings"),
    (AUDIO_CONFERENCING, SKYPE_2, "skype"),
    (TEAMS_PHONE, TEAMS, "phone"),
    (TEAMS_PHONE, SKYPE_2, "skype"),
    (DOMESTIC_CALLING, PHONE_SYSTEM, "calling"),
];

const CLOSED: [&str; 5] = ["CU", "IR", "KP", "SD", "SY"];
