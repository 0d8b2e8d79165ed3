//! The catalog's rules, as shipped: by the ids that Microsoft publishes.

use partnerdesk::actions::imports::products;
use partnerdesk::actions::{Actor, Error, Submission, catalog, users};
use partnerdesk::domain::catalog_rule::Rule;
use partnerdesk::domain::id::SkuId;

use super::{Desk, row};
use crate::support::{new_user, sql, user_form};

const EXCHANGE_1: &str = "4b9405b0-7788-4568-add1-99614e613b69";
const EXCHANGE_2: &str = "19ec0d23-8335-4cbd-94ac-6050e30712fa";
const TEAMS_PHONE: &str = "e43b5b99-8dfb-405f-9987-dc307f34bcbd";
const BASIC: &str = "3b555118-da6a-4418-894f-7df1e2096870";
const F3: &str = "66b55226-6b4f-492c-910c-a3b7a3c9d993";

const CATALOG: &str = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names
Exchange Online (Plan 1),EXCHANGESTANDARD,4b9405b0-7788-4568-add1-99614e613b69,EXCHANGE_S_STANDARD,9aaf7827-d63c-4b61-89c3-182f06f82e5c,Exchange Online (Plan 1)
Exchange Online (Plan 2),EXCHANGEENTERPRISE,19ec0d23-8335-4cbd-94ac-6050e30712fa,EXCHANGE_S_ENTERPRISE,efb87545-963c-4e0d-99df-69c6916d9eb0,Exchange Online (Plan 2)
Microsoft Teams Phone Standard,MCOEV,e43b5b99-8dfb-405f-9987-dc307f34bcbd,MCOEV,4828c8ec-dc2e-4779-b502-87ac9ce28ab7,Microsoft 365 Phone System
Microsoft 365 Business Basic,O365_BUSINESS_ESSENTIALS,3b555118-da6a-4418-894f-7df1e2096870,TEAMS1,57ff2da0-773e-42df-b2af-ffb7a2317929,Microsoft Teams
Microsoft 365 F3,SPE_F1,66b55226-6b4f-492c-910c-a3b7a3c9d993,EXCHANGE_S_DESKLESS,4a82b400-a79f-41a4-b4e2-e94f5787b113,Exchange Online Kiosk
";

async fn desk() -> Desk {
    let desk = Desk::new().await;
    products::load(&Actor::command_line(&desk.site.app), CATALOG.as_bytes()).await.unwrap();
    for sku in [EXCHANGE_1, EXCHANGE_2, TEAMS_PHONE, BASIC, F3] {
        desk.site.buy(desk.id, sku.parse().unwrap(), 9).await;
    }
    desk
}

fn sku(raw: &str) -> SkuId {
    raw.parse().unwrap()
}

#[actix_web::test]
async fn any_mix_of_exchange_plans_stands_in_one_user() {
    let mut desk = desk().await;
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[sku(F3)]).await;
    let both = [("license", EXCHANGE_1), ("license", EXCHANGE_2)];
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[]).await;
    let (_, page) = desk.preview(&[ada, bo], &both).await;
    assert!(page.texts(".reasons li").is_empty(), "{}", page.text());
    desk.save(&page).await;
    assert_eq!(desk.holders(sku(EXCHANGE_1), &[ada, bo]).await, [true, true]);
    let form = user_form(&desk.site.now(desk.id).await, "Cy", &[sku(EXCHANGE_1), sku(EXCHANGE_2), sku(F3)]);
    let sent = Submission::never_twice();
    users::add(&desk.site.actor(&desk.staff), desk.id, &new_user(&form), &sent).await.unwrap();
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn plans_that_exclude_each_other_are_not_had_by_one_user() {
    let mut desk = desk().await;
    // What a Global admin says of two plans, and Microsoft does not.
    let plans = ["9aaf7827-d63c-4b61-89c3-182f06f82e5c", "efb87545-963c-4e0d-99df-69c6916d9eb0"];
    let [one, other] = plans.map(|plan| plan.parse().unwrap());
    let rule = Rule::exclusion(one, other).unwrap();
    let by = Actor::command_line(&desk.site.app);
    catalog::rules::add(&by, &rule, "One mailbox is enough.", &Submission::never_twice()).await.unwrap();
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[sku(EXCHANGE_1)]).await;
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[]).await;
    let (_, page) = desk.preview(&[ada, bo], &[("license", EXCHANGE_2)]).await;
    let reason = "Exchange Online (Plan 2) in Exchange Online (Plan 2) and Exchange Online (Plan 1) in Exchange Online (Plan 1) \
                  exclude each other. Keep only one of the two products, or switch one of the two plans off under View service plans. 1 user";
    assert_eq!(page.texts(".reasons li"), [reason]);
    assert_eq!(row(&page, "Bo")[0], "Exchange Online (Plan 2)");
    // In place of each other they are.
    let swap = [("to", "swap"), ("swap_from", EXCHANGE_1), ("swap_to", EXCHANGE_2)];
    let (_, page) = desk.preview(&[ada, bo], &swap).await;
    desk.save(&page).await;
    assert_eq!(desk.holders(sku(EXCHANGE_2), &[ada, bo]).await, [true, false]);
    // One user's own page says the same, and so does adding somebody.
    let user = ada.to_string();
    let answer = desk.kim.post(&desk.at("/license-assignments"), &[("user", &user), ("license", EXCHANGE_1)]).await;
    let page = answer.page();
    let told = page.reason(&format!("license:{EXCHANGE_1}"));
    assert!(answer.status == 422 && told.contains("exclude each other"), "{told}");
    let form = user_form(&desk.site.now(desk.id).await, "Cy", &[sku(EXCHANGE_1), sku(EXCHANGE_2)]);
    let added = users::add(&desk.site.actor(&desk.staff), desk.id, &new_user(&form), &Submission::never_twice()).await;
    let Err(Error::Refused(refused)) = added else { panic!("added with both") };
    assert_eq!(refused.0.len(), 1);
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn an_add_on_needs_its_base_and_keeps_it() {
    let mut desk = desk().await;
    let ada = desk.site.user(&desk.staff, desk.id, "Ada", &[sku(BASIC)]).await;
    let bo = desk.site.user(&desk.staff, desk.id, "Bo", &[]).await;
    let (_, page) = desk.preview(&[ada, bo], &[("license", TEAMS_PHONE)]).await;
    // The other plan that would do is in no product that is known here.
    let told = "Microsoft Teams Phone Standard needs a product with Microsoft Teams. Assign that first, or together with it. 1 user";
    assert_eq!(page.texts(".reasons li"), [told]);
    let (assign, both) = (format!("{BASIC}:assign"), [("license", TEAMS_PHONE)]);
    let (_, page) = desk.preview(&[ada, bo], &[("want", &assign), both[0]]).await;
    assert!(page.texts(".reasons li").is_empty(), "{}", page.text());
    desk.save(&page).await;
    let all = format!("{BASIC}:all");
    let (_, page) = desk.preview(&[ada, bo], &[("was", &all)]).await;
    assert!(page.has("Microsoft 365 Business Basic stays: Microsoft Teams Phone Standard needs it. Revoke that, too."));
    assert!(page.alert().contains("There is nothing to save"));
    let had = format!("{TEAMS_PHONE}:all");
    let (_, page) = desk.preview(&[ada, bo], &[("was", &all), ("was", &had)]).await;
    desk.save(&page).await;
    assert_eq!((desk.consumed(sku(BASIC)).await, desk.consumed(sku(TEAMS_PHONE)).await), (0, 0));
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn products_for_the_tenant_suspended_pools_and_closed_countries_are_told() {
    let mut desk = desk().await;
    let people = desk.people(2, &[]).await;
    sql(&desk.site.app, "UPDATE users SET location = 'KP' WHERE id = $1", vec![people[1].0.into()]).await;
    let (_, page) = desk.preview(&people, &[("license", BASIC)]).await;
    assert_eq!(row(&page, "User 01")[2], "Microsoft 365 Business Basic: not to be had in North Korea");
    assert!(page.has("Microsoft 365 Business Basic cannot be had in North Korea. Check the user’s location."));
    let suspend = "UPDATE seat_pools SET active = 0, suspended = 9 WHERE sku_id = $1";
    sql(&desk.site.app, suspend, vec![sku(BASIC).0.into()]).await;
    let (_, page) = desk.preview(&people, &[("license", BASIC)]).await;
    assert!(page.has("The subscription of Microsoft 365 Business Basic is suspended. Reactivate it first."));
    sql(&desk.site.app, "UPDATE products SET assignable = false WHERE sku_id = $1", vec![sku(EXCHANGE_1).0.into()])
        .await;
    let offered = desk.kim.visit(&desk.at(&format!("/license-assignments/new?user={}", people[0]))).await;
    assert!(!offered.has("Exchange Online (Plan 1)"), "it is not offered");
    let (_, page) = desk.preview(&people, &[("license", EXCHANGE_1)]).await;
    assert!(page.has("Exchange Online (Plan 1) is for the whole customer and cannot be assigned to users."));
    let one = people[0].to_string();
    let answer = desk.kim.post(&desk.at("/license-assignments"), &[("user", &one), ("license", EXCHANGE_1)]).await;
    assert_eq!(answer.status, 422);
}
