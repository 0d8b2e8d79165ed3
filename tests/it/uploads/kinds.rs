//! Kinds of files that people and programs make: what they mean is what becomes of them.

use super::Desk;

/// Of the customer's new users, by the pattern of the review.
const NAMES: (&str, &str) = ("pattern", "first-dot-last");

impl Desk {
    async fn user_names(&self) -> Vec<String> {
        let names = "SELECT user_name AS text FROM users ORDER BY user_name";
        crate::support::texts(&self.site.app, names).await
    }
}

#[actix_web::test]
async fn an_address_in_the_file_is_made_for_nobody_else() {
    let mut desk = Desk::new().await;
    let file = b"First name,Last name,Email\nBea,Verdi,\nBeatrice,Verdi,bea.verdi@aquila.example\n";
    let (path, _) = desk.review("users.csv", file).await;
    desk.sent(&path, &[NAMES, ("then", "check")]).await;
    let page = desk.kim.visit(&path).await;
    assert!(page.has("bea.verdi2@aquila.example"), "{}", page.text());
    desk.save(&path, &[NAMES]).await;
    let names = ["bea.verdi2@aquila.example", "bea.verdi@aquila.example"];
    assert_eq!(desk.user_names().await, names);
    assert_eq!(desk.users().await, ["Bea Verdi", "Beatrice Verdi"]);
    desk.site.assert_sound().await;
}

/// Where the customer's own defaults say it, nobody chooses it first.
#[actix_web::test]
async fn nor_where_names_are_made_as_soon_as_the_file_is_read() {
    let mut desk = Desk::new().await;
    let defaults = desk.path("/new-user-defaults");
    let version = desk.site.now(desk.customer).await.version.to_string();
    let fields = [
        ("default_location", "IT"),
        ("permissions", "user"),
        ("user_name_pattern", "first-dot-last"),
        ("version", &version),
    ];
    desk.kim.submit(&defaults, &fields).await;
    let file = b"First name,Last name,Email\nBea,Verdi,\nBeatrice,Verdi,bea.verdi@aquila.example\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("bea.verdi2@aquila.example") && !page.has("has the same user name"), "{}", page.text());
    desk.save(&path, &[NAMES]).await;
    assert_eq!(desk.user_names().await.len(), 2);
}

#[actix_web::test]
async fn who_stands_there_twice_without_an_address_needs_a_tick() {
    for ticked in [false, true] {
        let mut desk = Desk::new().await;
        let file = b"Display name,Email\nAnna Rossi,a.rossi@aquila.example\nAnna Rossi,\nUgo Sala,\nUgo Sala,\n";
        let (path, _) = desk.review("users.csv", file).await;
        desk.sent(&path, &[NAMES, ("then", "check")]).await;
        let page = desk.kim.visit(&path).await;
        for line in [2, 4] {
            assert!(page.has(&format!("Row {line} has the same name")), "{}", page.text());
        }
        let ticks = [NAMES, ("row", "1"), ("tick", "1"), ("row", "3"), ("tick", "3")];
        let page = desk.save(&path, if ticked { &ticks } else { &ticks[..1] }).await;
        let expected: &[&str] =
            if ticked { &["Anna Rossi", "Anna Rossi", "Ugo Sala", "Ugo Sala"] } else { &["Anna Rossi", "Ugo Sala"] };
        assert_eq!(desk.users().await, expected, "{}", page.text());
        desk.site.assert_sound().await;
    }
}

#[actix_web::test]
async fn a_refused_formula_is_refused_again_when_it_is_given_back() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email\n=1+1,ada@aquila.example\nEva Weg,eva@aquila.example\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("This is a formula, not a value"), "{}", page.text());
    let refused = desk.kim.get(&format!("{path}.csv?show=refused")).await;
    assert_eq!(refused.status, 200);
    let (_, page) = desk.review("refused.csv", refused.body.as_bytes()).await;
    assert!(page.has("This is a formula without a stored value"), "{}", page.text());
}

#[actix_web::test]
async fn columns_that_are_chosen_together_with_the_encoding_count() {
    let mut desk = Desk::new().await;
    let file = b"Imi\xea;Nazwisko;Adres;PippoB\n\xa3ukasz;Nowak;lukasz@aquila.example;Ksi\xb9\xbfki\n";
    let path = desk.send("users.csv", file).await.location();
    let answer = [
        ("encoding", "windows-1250"),
        ("column", "first_name"),
        ("column", "last_name"),
        ("column", "email"),
        ("column", "department"),
        ("header_row", "asked"),
        ("header_row", "yes"),
    ];
    let answer = desk.kim.post(&format!("{path}/reading"), &answer).await;
    assert_eq!((answer.status, answer.location()), (303, path.clone()), "{}", answer.page().text());
    let page = desk.kim.visit(&path).await;
    assert!(page.has("Łukasz Nowak"), "{}", page.text());
    desk.save(&path, &[]).await;
    let departments = "SELECT COALESCE(department, '') AS text FROM users";
    assert_eq!(crate::support::texts(&desk.site.app, departments).await, ["Książki"]);
}

#[actix_web::test]
async fn what_directories_write_is_read_as_they_mean_it() {
    let mut desk = Desk::new().await;
    let file =
        b"DN,givenName,sn,displayName,userPrincipalName,mail,userAccountControl,telephoneNumber,businessPhones\n\
        \"CN=a\",X'5361726120c3a8',Weg,Sara,sara@aquila.example,,514,System.String[],\n\
        \"CN=b\",Ugo,Sala,Ugo Sala,,ugo@aquila.example,512,,[]\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("created with sign-in blocked"), "{}", page.text());
    desk.save(&path, &[]).await;
    assert_eq!(desk.user_names().await, ["sara@aquila.example", "ugo@aquila.example"]);
    let told = "SELECT first_name || '/' || COALESCE(phone, '') AS text FROM users WHERE NOT sign_in_allowed";
    assert_eq!(crate::support::texts(&desk.site.app, told).await, ["Sara è/"]);
}

#[actix_web::test]
async fn a_mistyped_country_makes_no_office() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email,Location\nAda Weg,ada@aquila.example,Germny\n";
    let (_, page) = desk.review("users.csv", file).await;
    assert!(page.has("No country is called") || page.has("Germny"), "{}", page.text());
    assert!(page.has("Refused"), "{}", page.text());
}
