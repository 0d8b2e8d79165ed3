//! Every address against a customer's user: with no session, with a temporary password, with one's own.

use actix_web::http::Method;
use partnerdesk::web::routes;

use super::{ADA, OWN, World, sign_in};

const SIGN_IN: &str = "303 /account/sign-in";
const PASSWORD: &str = "303 /account/password";

/// Method and path, what is sent, and what it answers: to nobody, with a temporary password, with one's own.
const TABLE: [(&str, &str, [&str; 3]); 7] = [
    ("GET /account/sign-in", "", ["200", "303 /account", "303 /account"]),
    ("POST /account/sign-in", "user_name=x&password=x", ["422", "422", "422"]),
    ("POST /account/language", "language=en&return=/account/sign-in", [SIGN_IN, SIGN_IN, SIGN_IN]),
    ("GET /account/password", "", [SIGN_IN, "200", "200"]),
    ("POST /account/password", "", [SIGN_IN, "422", "422"]),
    ("GET /account", "", [SIGN_IN, PASSWORD, "200"]),
    ("POST /account/sign-out", "", [SIGN_IN, SIGN_IN, SIGN_IN]),
];

#[actix_web::test]
async fn a_user_reaches_the_own_page_and_nothing_else() {
    let world = World::new().await;
    let theirs = world.site.customer("CANARY-7f3a", "canary-7f3a.example").await;
    let canary = world.site.user(&world.boss, theirs, "CANARY-7f3a", &[]).await;
    let mut temporary = world.site.browser().await;
    assert_eq!(sign_in(&mut temporary, ADA, &world.temporary).await.status, 303);
    let mut own = None;
    let mut walked = 0;
    for at in 0..3 {
        let mut browser = match at {
            0 => world.site.browser().await,
            1 => temporary.clone(),
            _ => own.get_or_insert(world.settled().await).clone(),
        };
        // Signing out comes last.
        let mut pages: Vec<_> = routes::pages();
        pages.sort_by_key(|route| route.path == "/account/sign-out");
        for route in pages {
            let name = format!("{} {}", route.method, route.path);
            let ours = TABLE.iter().find(|(one, ..)| *one == name);
            assert_eq!(ours.is_some(), route.path.starts_with("/account"), "nobody said what {name} answers");
            let path = route
                .path
                .replace("{customer}", &theirs.to_string())
                .replace("{user}", &canary.to_string())
                .replace(['{', '}'], "");
            let body =
                (route.method == Method::POST).then(|| ours.map_or_else(String::new, |(_, sent, _)| (*sent).into()));
            let answer = browser.request(route.method.clone(), &path, body).await;
            assert!(!answer.body.contains("CANARY"), "{name}");
            let told = format!("{} {}", answer.status, answer.location());
            match ours {
                Some((.., expected)) => assert_eq!(told.trim(), expected[at], "{name}, {at}"),
                None if route.permission.is_some() => {
                    assert!(told.starts_with("303 /sign-in"), "{name}, {at}: {told}");
                }
                None => {}
            }
            walked += 1;
        }
    }
    assert!(walked > 300, "{walked}");
}

#[actix_web::test]
async fn nothing_in_an_address_leads_to_another_s_account() {
    let world = World::new().await;
    let theirs = world.site.customer("CANARY-7f3a", "canary-7f3a.example").await;
    let canary = world.site.user(&world.boss, theirs, "CANARY-7f3a", &[]).await;
    let colleague = world.site.user(&world.boss, world.ours, "CANARY-8b1c", &[]).await;
    let mut ada = world.settled().await;
    for query in [
        format!("?user={colleague}"),
        format!("?customer={theirs}&user={canary}"),
        format!("?id={canary}&principal=customer-user:{theirs}:{canary}"),
    ] {
        for path in ["/account", "/account/password"] {
            let answer = ada.get(&format!("{path}{query}")).await;
            assert_eq!(answer.status, 200);
            assert!(!answer.body.contains("CANARY") && answer.body.contains("Ada Bianchi"), "{path}{query}");
        }
    }
    let fields = [
        ("user", canary.to_string()),
        ("customer", theirs.to_string()),
        ("user_name", "canary-7f3a@canary-7f3a.example".into()),
        ("current", OWN.into()),
        ("password", "autumn rain on copper bells".into()),
        ("password_again", "autumn rain on copper bells".into()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(ada.post("/account/password", &fields).await.status, 303);
    let mut other = world.site.browser().await;
    let refused = sign_in(&mut other, "canary-7f3a@canary-7f3a.example", "autumn rain on copper bells").await;
    assert_eq!(refused.status, 422);
    assert_eq!(sign_in(&mut other, ADA, "autumn rain on copper bells").await.status, 303);
}
