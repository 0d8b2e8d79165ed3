//! A file that takes longer to be read than anybody should wait, or whose process ended meanwhile.

use super::Desk;
use crate::support::{Page, sql, texts};
use partnerdesk::domain::role::Role;
use partnerdesk::domain::task::{ReadUpload, Task as _};
use partnerdesk::tasks;

const COLUMNS_ASKED: &[u8] = b"Who,Where to write,Key\nAda Bianchi,ada@aquila.example,s3cret\n";

impl Desk {
    /// An upload as whoever was to read it leaves it when its process ends, tried so often. Gives its address.
    async fn left_unread(&mut self, file: &[u8], reading: Option<&str>, attempts: i64) -> String {
        let path = self.send("list.csv", file).await.location();
        let id = path.rsplit('/').next().unwrap().to_owned();
        let app = &self.site.app;
        sql(app, "UPDATE uploads SET state = 'reading', revision = 0, facts = '{}'", vec![]).await;
        if let Some(reading) = reading {
            sql(app, &format!("UPDATE uploads SET choice = '{reading}'"), vec![]).await;
        }
        let payload = serde_json::to_string(&ReadUpload { customer: self.customer, upload: id.parse().unwrap() });
        let task = format!(
            "INSERT INTO tasks (id, kind, payload, run_at, attempts) SELECT id, '{}', '{}', created_at, {attempts} FROM uploads",
            ReadUpload::KIND,
            payload.unwrap()
        );
        sql(app, &task, vec![]).await;
        path
    }

    async fn list(&mut self) -> Page {
        let path = self.path("/uploads");
        self.kim.visit(&path).await
    }

    async fn waiting(&self) -> Vec<String> {
        texts(&self.site.app, "SELECT kind AS text FROM tasks WHERE kind = 'upload-reading'").await
    }
}

#[actix_web::test]
async fn what_takes_longer_is_told_and_goes_on_by_itself() {
    let mut desk = Desk::new().await;
    let path = desk.left_unread(COLUMNS_ASKED, None, 0).await;
    let page = desk.kim.visit(&path).await;
    assert!(page.has("The file is being read") && page.has("list.csv"), "{}", page.text());
    assert!(desk.list().await.has("Being read"));
    assert!(desk.kim.visit("/").await.has("Being read"), "the dashboard tells of it");
    // How it is to be read is asked once it is known.
    let answer = desk.kim.get(&format!("{path}/reading")).await;
    assert_eq!((answer.status, answer.location()), (303, path.clone()));
    tasks::work_off(&desk.site.app).await.unwrap();
    let answer = desk.kim.get(&path).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{path}/reading")));
    assert_eq!(desk.kim.visit(&format!("{path}/reading")).await.heading(), "How to read the file");
    assert!(desk.waiting().await.is_empty());
}

#[actix_web::test]
async fn what_cannot_be_read_in_the_end_says_why_and_takes_another_file() {
    let mut desk = Desk::new().await;
    let path = desk.left_unread(COLUMNS_ASKED, Some(r#"{"is_headed":true}"#), 5).await;
    tasks::work_off(&desk.site.app).await.unwrap();
    let page = desk.kim.visit(&path).await;
    assert!(page.reason("file").contains("because of a failure here"), "{}", page.text());
    assert!(page.has("Cannot be read"), "the list beside it names it");
    assert!(desk.waiting().await.is_empty());
    assert!(texts(&desk.site.app, "SELECT 'there' AS text FROM upload_pieces").await.is_empty());
    assert_eq!(desk.send("users.csv", b"Display name,Email\nAda,ada@aquila.example\n").await.status, 303);
}

#[actix_web::test]
async fn what_was_thrown_away_meanwhile_is_not_read() {
    let mut desk = Desk::new().await;
    let path = desk.left_unread(COLUMNS_ASKED, None, 0).await;
    let page = desk.kim.visit(&path).await;
    let removal = page.link("Discard");
    let page = desk.kim.visit(&removal).await;
    let answer = desk.kim.post(&removal, &[("form_id", &page.value("form_id"))]).await;
    assert_eq!(answer.status, 303);
    tasks::work_off(&desk.site.app).await.unwrap();
    assert!(desk.waiting().await.is_empty());
    assert_eq!(desk.kim.get(&path).await.status, 404);
}

#[actix_web::test]
async fn a_file_is_read_to_its_end_whatever_becomes_of_who_sent_it() {
    for change in ["password_hash = 'another'", "blocked_at = created_at"] {
        let mut desk = Desk::new().await;
        let path = desk.left_unread(COLUMNS_ASKED, None, 0).await;
        sql(&desk.site.app, &format!("UPDATE staff SET {change}"), vec![]).await;
        tasks::work_off(&desk.site.app).await.unwrap();
        assert!(desk.waiting().await.is_empty());
        let mut other = desk.site.sign_in(Role::GlobalAdmin).await;
        let answer = other.get(&path).await;
        assert_eq!((answer.status, answer.location()), (303, format!("{path}/reading")), "{change}");
    }
}
