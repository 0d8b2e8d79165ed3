//! Issuing links: for whom, by whom, how often, and what it costs; the same link on the screen, in the file and in print.

use partnerdesk::actions::{Submission, users};
use partnerdesk::actions::{links, sheets};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::staff::Staff;

use super::Desk;
use crate::support::{new_user, roles, user_form};

#[actix_web::test]
async fn screen_file_and_paper_show_the_same_link_until_the_sheet_is_closed() {
    let mut desk = Desk::new().await;
    let (link, code) = desk.issued(true).await;
    let address = format!("http://desk.test{link}");
    let page = desk.kim.visit(&desk.path()).await;
    assert_eq!(page.texts("code.address"), [address.as_str()]);
    let file = desk.kim.get(&page.attribute("form[action$='links.csv']", "action").unwrap()).await;
    assert_eq!(file.header("cache-control"), "no-store");
    let line =
        format!("\"Ada Bianchi\",\"ada.bianchi@aquila.example\",\"{address}\",\"{code}\",\"Link can be opened until");
    assert!(file.body.contains(&line), "{}", file.body);
    let print = desk.kim.visit(&format!("{}/print", desk.path())).await;
    assert_eq!(print.select("svg.qr path").len(), 1);
    assert!(!print.has(&link), "on paper it stands as a picture");
    // Once more changes nothing: there is one that can be opened.
    let again = desk.kim.submit(&format!("{}/links", desk.path()), &[]).await;
    assert!(again.status().contains("Every user here has a link"), "{}", again.text());
    assert_eq!(desk.link().await.0, link);

    assert_eq!(desk.kim.post(&format!("{}/completion", desk.path()), &[]).await.status, 303);
    for gone in ["", "/links.csv", "/print"] {
        assert_eq!(desk.kim.get(&format!("{}{gone}", desk.path())).await.status, 410, "{gone}");
    }
    assert_eq!(desk.kim.post(&format!("{}/links", desk.path()), &[]).await.status, 410);
    let mut ada = desk.site.browser().await;
    assert_eq!(ada.post(&link, &[("code", &code)]).await.status, 200, "who has it opens it all the same");
}

#[actix_web::test]
async fn administrators_get_links_only_from_those_who_may_reset_them() {
    let mut desk = Desk::new().await;
    let customer = desk.site.now(desk.customer).await;
    let mut form = user_form(&customer, "Eva Capo", &[]);
    form.roles = Some(roles("global", &[]));
    let by = desk.site.actor(&desk.staff);
    let eva = users::add(&by, customer.id, &new_user(&form), &Submission::never_twice()).await.unwrap().user;
    let demoted = Staff { role: Role::HelpdeskAgent, ..desk.staff.clone() };
    // In the database, too: a change asks once more.
    partnerdesk::actions::staff::set_role(
        &partnerdesk::actions::Actor::command_line(&desk.site.app),
        desk.staff.id,
        Role::HelpdeskAgent,
    )
    .await
    .unwrap();
    let helpdesk = desk.site.actor(&demoted);
    let issued = links::issue_many(&helpdesk, desk.customer, desk.sheet, None, false).await.unwrap();
    assert_eq!((issued.count, issued.out_of_reach), (1, 1));
    let known = links::of_sheet(&helpdesk, desk.customer, desk.sheet, None).await.unwrap();
    assert!(known.contains_key(&desk.user) && !known.contains_key(&eva));
    let refused = links::revoke(&helpdesk, desk.customer, &[eva]).await;
    assert!(matches!(refused, Err(partnerdesk::actions::Error::MissingRole(_))));
    for role in [Role::SalesAgent, Role::UserManagementAdmin] {
        let mut other = desk.site.sign_in(role).await;
        assert_eq!(other.post(&format!("{}/links", desk.path()), &[]).await.status, 403);
    }
    let mut stranger = desk.site.sign_in(Role::AdminAgent).await;
    for path in ["/links", "/links.csv"].map(|rest| format!("{}{rest}", desk.path())) {
        let answer = if path.ends_with("csv") { stranger.get(&path).await } else { stranger.post(&path, &[]).await };
        assert_eq!(answer.status, 404, "another's sheet");
    }
    desk.kim.get("/").await;
}

#[actix_web::test]
async fn links_for_many_are_one_record_and_as_many_statements_as_for_one() {
    let mut costs = Vec::new();
    for more in [0, 30] {
        let mut desk = Desk::new().await;
        for number in 0..more {
            desk.site.user(&desk.staff, desk.customer, &format!("User {number}"), &[]).await;
        }
        let by = desk.site.actor(&desk.staff);
        let before = desk.site.app.db.statements();
        let issued = links::issue_many(&by, desk.customer, desk.sheet, None, false).await.unwrap();
        costs.push(desk.site.app.db.statements() - before);
        assert_eq!(issued.count, more + 1);
        let mut known = links::of_sheet(&by, desk.customer, desk.sheet, None).await.unwrap();
        let mut tokens: Vec<String> = known.drain().map(|(_, link)| link.token.unwrap().to_string()).collect();
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), usize::try_from(more).unwrap() + 1);
        assert!(tokens.iter().all(|token| token.len() == 43));
        let page = desk.kim.visit(&desk.path()).await;
        assert_eq!(page.select("code.address").len(), tokens.len());
        let last = partnerdesk::store::audit::after(desk.site.app.db.read(), desk.customer, 0, 1_000).await.unwrap();
        assert_eq!(last.iter().filter(|one| one.operation == "issue_hand_over_links").count(), 1);
        assert_eq!(sheets::view(&by, desk.customer, desk.sheet, 0, 100).await.unwrap().total, more + 1);
    }
    assert!(costs[1] <= costs[0] + 2, "a chunk more, not a statement a user: {costs:?}");
}
