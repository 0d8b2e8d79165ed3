//! What becomes of one-time links.

use partnerdesk::actions::{links, sheets};
use partnerdesk::domain::event::{Operation, Operation as O};
use partnerdesk::domain::role::Role;

use super::Desk;

/// What the walk notes.
pub const OF_LINKS: &[Operation] = &[
    O::IssueHandOverLinks,
    O::DownloadHandOverLinks,
    O::RevokeHandOverLinks,
    O::OpenHandOverLink,
    O::BlockHandOverLink,
];

#[actix_web::test]
async fn what_becomes_of_a_link_leaves_one_record_and_no_token_in_any() {
    let mut desk = Desk::new().await;
    let staff = desk.boss.clone();
    assert_eq!(staff.role, Role::GlobalAdmin);
    let id = desk.site.customer("Aquila", "aquila.example").await;
    let user = desk.site.user(&staff, id, "Ada Bianchi", &[]).await;
    let sheet = sheets::open_sheet(&desk.by(), id).await.unwrap().unwrap().id;
    let path = format!("/customers/{id}/sheets/{sheet}/links");
    let revocation = format!("/customers/{id}/users/{user}/link-revocation");
    let wish = [("with_code", "1")];
    let mut browser = desk.site.browser().await;
    for is_right in [true, false] {
        desk.post("issue_hand_over_links", &path, &[]).await;
        let mut kim = desk.browser.clone();
        let file = format!("{path}.csv");
        Box::pin(desk.notes("download_hand_over_links", kim.get(&file))).await;
        desk.post("revoke_hand_over_links", &revocation, &[]).await;
        desk.post("issue_hand_over_links", &path, &wish).await;
        let link = links::of_sheet(&desk.by(), id, sheet, None).await.unwrap().remove(&user).unwrap();
        let (token, code) = (link.token.unwrap().to_string(), link.code.unwrap().to_string());
        let address = format!("/handover/{token}");
        desk.secrets.push(token);
        if is_right {
            Box::pin(desk.notes("open_hand_over_link", browser.post(&address, &[("code", &code)]))).await;
            continue;
        }
        let wrong = if code == "123456" { "654321" } else { "123456" };
        let guesses = async {
            for _ in 0..5 {
                browser.post(&address, &[("code", wrong)]).await;
            }
        };
        Box::pin(desk.notes("block_hand_over_link", guesses)).await;
    }
    desk.check().await;
    desk.has_walked(OF_LINKS);
}
