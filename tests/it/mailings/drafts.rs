//! Without a mail server: what the page offers, and letters for one's own mail program.

use partnerdesk::channels::Channels;
use partnerdesk::domain::role::Role;

use super::Desk;

/// Text as mails write it, unfolded.
fn unfolded(eml: &str) -> String {
    eml.replace("=\r\n", "").replace("=3D", "=")
}

#[actix_web::test]
async fn without_a_server_the_page_offers_paper_files_and_drafts_with_the_same_link() {
    let mut desk = Desk::of(Role::AdminAgent, Channels::default()).await;
    desk.set(0, "alternate_email", "ada+x@home.example").await;
    let page = desk.kim.visit(&format!("{}/mails/new", desk.path())).await;
    assert!(page.has("This installation has no mail server") && page.select("form.mailing").is_empty());
    let drafts = format!("{}/drafts", desk.path());
    for offered in [drafts.clone(), format!("{}/print", desk.path()), format!("{}.csv", desk.path())] {
        assert!(!page.select(&format!("form[action='{offered}']")).is_empty(), "{offered}");
    }
    let form = desk.form(["ada@home.example", "", ""], &[super::EACH]);
    let refused = desk.send(&form).await;
    assert!(refused.status == 422 && refused.page().alert().contains("no mail server"));
    let empty = desk.kim.visit(&drafts).await;
    assert!(empty.has("There is no link yet"));
    assert_eq!(desk.kim.get(&format!("{drafts}.eml")).await.status, 404);
    let page = desk.kim.submit(&format!("{}/links", desk.path()), &[("return", &drafts)]).await;
    assert_eq!(page.heading(), "Drafts for your mail program");
    let (link, password) = (desk.link(0).await, desk.password(0).await);
    let mailto = page.attribute("td a[href^='mailto:']", "href").unwrap();
    assert!(mailto.starts_with("mailto:ada%2Bx@home.example?subject="), "{mailto}");
    let encoded: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
    assert!(mailto.contains(&encoded) && !mailto.contains(&password) && !mailto.contains('+'), "{mailto}");
    let file = page.attribute("td a[download]", "href").unwrap();
    for (path, to, links) in [(file, "ada+x@home.example", 1), (format!("{drafts}.eml"), "", 3)] {
        let answer = desk.kim.get(&path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "message/rfc822"));
        assert!(answer.header("content-disposition").contains("mail.eml"));
        let text = unfolded(&answer.body);
        assert!(text.contains("X-Unsent: 1") && text.contains(&link) && !text.contains(&password), "{text}");
        assert_eq!(text.contains("To: \"Ada Bianchi\" <ada+x@home.example>"), !to.is_empty(), "{text}");
        assert_eq!(text.matches("<a href=\"http://desk.test/handover/").count(), links, "{text}");
    }
    let csv = desk.kim.get(&format!("{}/links.csv", desk.path())).await;
    assert!(csv.body.contains(&link));
    let log = desk.kim.visit(&format!("/customers/{}/activity", desk.customer)).await;
    assert!(log.has("Downloaded one-time links"));
}

#[actix_web::test]
async fn a_draft_hands_out_whose_link_it_holds_and_looking_at_them_nobody_s() {
    let mut desk = Desk::of(Role::AdminAgent, Channels::default()).await;
    let drafts = format!("{}/drafts", desk.path());
    let done = format!("{}/completion", desk.path());
    let page = desk.kim.submit(&format!("{}/links", desk.path()), &[("return", &drafts)]).await;
    let asked = desk.kim.post(&done, &[]).await;
    assert!(asked.status == 422 && asked.page().alert().contains("Ada Bianchi"), "they were only looked at");
    desk.kim.get(&page.attribute("td a[download]", "href").unwrap()).await;
    let asked = desk.kim.post(&done, &[]).await;
    assert!(asked.status == 422 && !asked.page().alert().contains("Ada Bianchi"), "{}", asked.page().text());
    desk.kim.get(&format!("{drafts}.eml")).await;
    assert_eq!(desk.kim.post(&done, &[]).await.status, 303);
}
