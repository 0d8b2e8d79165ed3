//! Customers: the list, a new one, the account.

use partnerdesk::domain::role::Role;

use crate::support::Site;

#[actix_web::test]
async fn a_customer_is_added_found_and_edited() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::SalesAgent).await;
    assert!(kim.visit("/customers").await.has("There is no customer yet."));
    let fields = [
        ("company_name", "Aquila Meccanica S.p.A."),
        ("primary_domain", "Aquila.example"),
        ("further_domains", "aquila-officina.example"),
        ("default_location", "IT"),
        ("contact_email", "posta@aquila.example"),
        ("contact_language", "it"),
    ];
    let page = kim.submit("/customers", &fields).await;
    assert_eq!(page.heading(), "Users and licenses");
    assert!(page.status().contains("Aquila Meccanica S.p.A. was added."));
    for search in ["aquila", "MECCANICA", "officina.example", "nobody"] {
        let found = kim.visit(&format!("/customers?search={search}")).await.rows().len();
        assert_eq!(found, usize::from(search != "nobody"), "{search}");
    }
    assert!(kim.visit("/customers?search=%25").await.has("No customer has this"));
    let list = kim.visit("/customers").await;
    let account = list.link("Account");
    let page = kim.visit(&account).await;
    assert_eq!(page.value("company_name"), "Aquila Meccanica S.p.A.");
    let mut changed = fields.to_vec();
    changed[0].1 = "Aquila S.p.A.";
    changed.push(("version", "1"));
    let page = kim.submit(&account, &changed).await;
    assert_eq!(page.value("company_name"), "Aquila S.p.A.");
    assert!(page.status().contains("was saved"));
}

#[actix_web::test]
async fn every_wrong_field_is_told_and_nothing_typed_is_lost() {
    let site = Site::new().await;
    site.customer("Contoso", "contoso.example").await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let long = "x".repeat(101);
    let fields = [("company_name", long.as_str()), ("primary_domain", "no domain"), ("microsoft_id", "12")];
    let answer = kim.post("/customers", &fields).await;
    let page = answer.page();
    assert_eq!(answer.status, 422);
    assert_eq!(page.reason("company_name"), "Use at most 100 characters.");
    assert!(page.reason("primary_domain").starts_with("Write a domain like"));
    assert!(page.reason("microsoft_id").starts_with("Write a GUID"));
    assert_eq!(page.value("company_name"), long);
    assert!(page.alert().contains("This could not be done yet"));
    let taken = [("company_name", "Other"), ("primary_domain", "CONTOSO.example")];
    let answer = kim.post("/customers", &taken).await;
    assert!(answer.page().reason("primary_domain").contains("contoso.example belongs to Contoso."));
}

#[actix_web::test]
async fn a_double_click_adds_one_customer() {
    let site = Site::new().await;
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let form_id = kim.visit("/customers/new").await.value("form_id");
    let fields = [("form_id", form_id.as_str()), ("company_name", "Contoso"), ("primary_domain", "contoso.example")];
    let first = kim.post("/customers", &fields).await;
    let second = kim.post("/customers", &fields).await;
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    assert_eq!(kim.visit("/customers").await.rows().len(), 1);
}

#[actix_web::test]
async fn a_conflict_says_who_changed_what() {
    let site = Site::new().await;
    let id = site.customer("Contoso", "contoso.example").await;
    let path = format!("/customers/{id}");
    let mut kim = site.sign_in(Role::AdminAgent).await;
    let mut lee = site.sign_in(Role::SalesAgent).await;
    let form = |name: &'static str, version: &'static str| {
        [
            ("company_name", name),
            ("primary_domain", "contoso.example"),
            ("default_location", "IT"),
            ("version", version),
        ]
    };
    kim.submit(&path, &form("Contoso Italia", "1")).await;
    let answer = lee.post(&path, &form("Contoso Europe", "1")).await;
    let page = answer.page();
    assert_eq!(answer.status, 409);
    assert!(page.alert().contains("Kim admin-agent saved a change"), "{}", page.alert());
    assert!(page.alert().contains("Company name Contoso Italia Contoso Europe"), "{}", page.alert());
    assert_eq!((page.value("company_name").as_str(), page.value("version").as_str()), ("Contoso Europe", "2"));
    lee.submit(&path, &form("Contoso Europe", "2")).await;
    assert_eq!(site.now(id).await.account.company_name, "Contoso Europe");
}

#[actix_web::test]
async fn a_domain_in_use_cannot_be_removed() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Contoso", "contoso.example").await;
    site.user(&staff, id, "Ada Bianchi", &[]).await;
    let mut kim = site.sign_in_as(&staff).await;
    let fields = [("company_name", "Contoso"), ("primary_domain", "other.example"), ("version", "1")];
    let answer = kim.post(&format!("/customers/{id}"), &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.page().reason("further_domains").contains("1 user has a name in it"));
    let kept = [("further_domains", "contoso.example"), fields[0], fields[1], fields[2]];
    kim.submit(&format!("/customers/{id}"), &kept).await;
}

#[actix_web::test]
async fn the_list_is_paged_both_ways() {
    let site = Site::new().await;
    for number in 0..120 {
        site.customer(&format!("Company {number:03}"), &format!("company{number}.example")).await;
    }
    let mut kim = site.sign_in(Role::HelpdeskAgent).await;
    let first = kim.visit("/customers").await;
    assert!(first.has("120 customers"));
    let second = kim.visit(&first.link("Next")).await;
    assert!(second.rows()[0][0].ends_with("Company 050"));
    let last = kim.visit(&second.link("Last")).await;
    assert!(last.rows().last().unwrap()[0].ends_with("Company 119"));
    let before = kim.visit(&last.link("Previous")).await;
    assert!(before.rows().last().unwrap()[0].ends_with("Company 069"));
    assert_eq!(kim.get("/customers?after=nonsense").await.status, 400);
}

#[actix_web::test]
async fn the_export_has_partner_center_s_columns_and_opens_in_excel() {
    let site = Site::new().await;
    site.customer("=Formula & Sons", "formula.example").await;
    site.customer("Łódź \"Quoted\"", "lodz.example").await;
    let mut kim = site.sign_in(Role::HelpdeskAgent).await;
    let answer = kim.get("/customers.csv").await;
    assert!(
        answer
            .body
            .starts_with("\u{feff}\"Microsoft ID\",\"Company name\",\"Primary domain name\",\"Relationship\"\r\n")
    );
    assert!(answer.body.contains("\"'=Formula & Sons\"") && answer.body.contains("\"Łódź \"\"Quoted\"\"\""));
    assert!(answer.header("content-disposition").starts_with("attachment"));
    assert_eq!(kim.get("/customers.csv?search=lodz").await.body.lines().count(), 2);
}

#[actix_web::test]
async fn the_dashboard_counts() {
    let site = Site::new().await;
    let staff = site.staff(Role::GlobalAdmin).await;
    let id = site.customer("Contoso", "contoso.example").await;
    let sku = site.owns(id, "Office 365 E3", 10).await;
    site.user(&staff, id, "Ada Bianchi", &[sku]).await;
    site.user(&staff, id, "Bo Lind", &[]).await;
    let page = site.sign_in_as(&staff).await.visit("/").await;
    let tiles = page.texts(".tile");
    assert_eq!(
        tiles[..5],
        ["1 Customers", "2 Users 1 unlicensed", "10 Licenses bought", "1 Licenses assigned", "9 Licenses available"]
    );
}
