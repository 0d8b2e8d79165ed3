//! Users and customers are found by what people type and paste, however the name was written.

use partnerdesk::domain::role::Role;

use crate::support::{Browser, Site, sql};

/// As it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat()
}

async fn found(kim: &mut Browser, list: &str, search: &str) -> Vec<String> {
    let query = encoded(search);
    kim.visit(&format!("{list}?search={query}")).await.texts("tbody th a")
}

#[actix_web::test]
async fn a_user_is_found_however_the_name_is_typed_or_pasted() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Aquila", "aquila.example").await;
    for (name, user_name) in [
        ("Siobhán O’Brien", "siobhan"),
        ("Jean‑Luc Weiß", "jean-luc"),
        ("Ada Bianchi", "ada.bianchi"),
        ("Soft\u{ad}y Ｗｉｄｅ", "softy"),
        ("Σωκράτης Ιωάννου", "sokratis"),
        ("Bo Lind", "bo.lind"),
    ] {
        let customer = site.now(id).await;
        let mut form = crate::support::user_form(&customer, user_name, &[]);
        form.profile.as_mut().unwrap().display_name = name.into();
        let by = site.actor(&staff);
        let never = partnerdesk::actions::Submission::never_twice();
        partnerdesk::actions::users::add(&by, id, &crate::support::new_user(&form), &never).await.unwrap();
    }
    let mut kim = site.sign_in_as(&staff).await;
    let list = format!("/customers/{id}/users");
    for (typed, name) in [
        ("o'brien", "Siobhán O’Brien"),
        ("O`BRIEN", "Siobhán O’Brien"),
        ("o´brien, siobhan", "Siobhán O’Brien"),
        ("jean-luc", "Jean‑Luc Weiß"),
        ("Jean–Luc WEISS", "Jean‑Luc Weiß"),
        ("Bianchi, Ada", "Ada Bianchi"),
        ("Ada Bianchi <ada.bianchi@aquila.example>", "Ada Bianchi"),
        ("\"Bianchi, Ada\" <mailto:ADA.BIANCHI@aquila.example>;", "Ada Bianchi"),
        ("\u{200b}Ada\u{a0}Bian\u{ad}chi\u{200e}\u{feff}", "Ada Bianchi"),
        ("softy wide", "Soft\u{ad}y Ｗｉｄｅ"),
        ("ΣΩΚΡΑΤΗΣ", "Σωκράτης Ιωάννου"),
    ] {
        assert_eq!(found(&mut kim, &list, typed).await, [name], "{typed:?}");
    }
    assert_eq!(found(&mut kim, &list, "o brien@").await, Vec::<String>::new());
    // By the object ID, however it was pasted.
    let page = kim.visit(&format!("{list}?search=bo")).await;
    let object = page.attribute("tbody input[name=user]", "value").unwrap();
    let object: uuid::Uuid = object.parse().unwrap();
    for typed in [object.to_string(), object.simple().to_string().to_uppercase(), format!(" {} ", object.braced())] {
        assert_eq!(found(&mut kim, &list, &typed).await, ["Bo Lind"], "{typed}");
    }
    assert_eq!(found(&mut kim, &list, &uuid::Uuid::from_u128(7).to_string()).await, Vec::<String>::new());
    // And what was done to them.
    for (typed, name) in [
        ("o'brien", "Siobhán O’Brien"),
        ("Jean–Luc", "Jean‑Luc Weiß"),
        ("Bianchi, Ada", "Ada Bianchi"),
        ("ΣΩΚΡΑΤΗΣ", "Σωκράτης Ιωάννου"),
        ("Ada Bianchi <ada.bianchi@aquila.example>", "Ada Bianchi"),
    ] {
        for log in ["/activity".to_owned(), format!("/customers/{id}/activity")] {
            let query = encoded(typed);
            let page = kim.visit(&format!("{log}?text={query}")).await;
            assert_eq!(page.rows().len(), 1, "{log} {typed}");
            assert!(page.has(name), "{log} {typed}");
        }
    }
    site.assert_sound().await;
}

#[actix_web::test]
async fn a_product_is_found_however_its_name_is_typed_or_pasted() {
    let site = Site::new().await;
    let id = site.customer("Aquila", "aquila.example").await;
    site.product("Field Service – Routing, d’Arte (Plan 1)", &[]).await;
    site.product("Other", &[]).await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    for typed in ["service - routing", "D'ARTE", "routing, plan 1", "(plan 1)", "\u{200b}field\u{a0}service"] {
        let query = encoded(typed);
        assert_eq!(kim.visit(&format!("/catalog/products?search={query}")).await.rows().len(), 1, "{typed}");
        let page = kim.visit(&format!("/customers/{id}/subscriptions/new?search={query}")).await;
        assert_eq!(page.select("input[name=product]").len(), 1, "{typed}");
    }
}

#[actix_web::test]
async fn a_customer_is_found_by_its_id_and_by_an_address() {
    let site = Site::new().await;
    let id = site.customer("L’Aquila", "aquila.example").await;
    site.customer("Other", "other.example").await;
    let mut kim = site.sign_in(Role::GlobalAdmin).await;
    let microsoft = uuid::Uuid::from_u128(0x0190_b3a0_0000_7000_8000_0000_0000_00aa);
    let set = "UPDATE customers SET microsoft_id = $1 WHERE id = $2";
    crate::support::sql(&site.app, set, vec![microsoft.into(), id.0.into()]).await;
    for typed in [
        microsoft.to_string(),
        microsoft.simple().to_string().to_uppercase(),
        format!(" {} ", microsoft.braced()),
        "ada@aquila.example".into(),
        "Ada Bianchi <ada@Aquila.Example>".into(),
        "https://www.aquila.example/kontakt".into(),
        "aquila.ex".into(),
        "l'aquila".into(),
    ] {
        assert_eq!(found(&mut kim, "/customers", &typed).await, ["L’Aquila"], "{typed}");
        let file = kim.get(&format!("/customers.csv?search={}", typed.trim().replace([' ', '<', '>'], "+"))).await;
        assert!(!file.body.contains("Other"), "{typed}: {}", file.body);
    }
    assert_eq!(found(&mut kim, "/customers", "ada@nowhere.example").await, Vec::<String>::new());
}

/// What an earlier version wrote is brought along.
#[actix_web::test]
async fn who_was_there_before_is_found_too() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("L’Aquila", "aquila.example").await;
    let user = site.user(&staff, id, "Bo Lind", &[]).await;
    for (table, column, name, rest) in [
        ("users", "display_name", "Bo O’Lind", "bo.lind@aquila.example"),
        ("customers", "company_name", "L’Aquila", "aquila.example"),
    ] {
        let before = format!("UPDATE {table} SET {column} = $1, sort_key = $2, search_text = $3 WHERE id = $4");
        let key = name.to_lowercase();
        let of = if table == "users" { user.0 } else { id.0 };
        let values = vec![name.into(), key.clone().into(), format!("{key} {rest}").into(), of.into()];
        sql(&site.app, &before, values).await;
    }
    let mut kim = site.sign_in_as(&staff).await;
    let list = format!("/customers/{id}/users");
    assert_eq!(found(&mut kim, &list, "o'lind").await, Vec::<String>::new());
    sql(&site.app, "DELETE FROM seaql_migrations WHERE version = 'm20261128_000007_search'", vec![]).await;
    site.app.db.migrate().await.unwrap();
    assert_eq!(found(&mut kim, &list, "o'lind").await, ["Bo O’Lind"]);
    assert_eq!(found(&mut kim, "/customers", "l'aquila").await, ["L’Aquila"]);
    site.assert_sound().await;
}
