//! Rows that look like headers, and rows that do not fit them: nobody is lost, nobody becomes somebody else.

use super::Desk;
use crate::support::texts;

/// The users that a file of these rows makes.
async fn written(file: &str) -> Vec<String> {
    let mut desk = Desk::new().await;
    let (path, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(!page.has("nothing would be written"), "{}", page.text());
    desk.save(&path, &[]).await;
    desk.users().await
}

#[actix_web::test]
async fn the_first_person_stays_whatever_the_cells_say() {
    for (second, cell) in [
        ("Department", "Sede"),
        ("Reparto", "Ufficio"),
        ("Office", "Office"),
        ("Mansione", "Password1!"),
        ("City", "Città"),
        ("Department", "Nome utente"),
    ] {
        let file =
            format!("Display name,Email,{second}\nAda,ada@aquila.example,{cell}\nBea,bea@aquila.example,{cell}\n");
        assert_eq!(written(&file).await, ["Ada", "Bea"], "{second}: {cell}");
    }
    // Without addresses, too: these rows ask for one.
    let mut desk = Desk::new().await;
    let (_, page) = desk.review("users.csv", b"First name,Last name,Email\nNome,Sede,\nAda,Weg,\n").await;
    assert!(page.has("Nome Sede") && page.has("Ada Weg"), "{}", page.text());
}

#[actix_web::test]
async fn a_second_row_of_headers_is_nobody() {
    let file = "Nome;Cognome;E-mail\nfirstName;lastName;mail\nAda;Weg;ada@aquila.example\n";
    assert_eq!(written(file).await, ["Ada Weg"]);
}

#[actix_web::test]
async fn a_file_without_headers_is_asked_about() {
    for file in [
        "Ada Weg;Password1!;ada@aquila.example\n",
        "Ada;Weg;Pass2024\nBea;Weg;Pass2025\n",
        "Rosa;c;rosa@aquila.example\n",
    ] {
        let mut desk = Desk::new().await;
        let answer = desk.send("list.csv", file.as_bytes()).await;
        assert_eq!(answer.status, 303, "{file}: {}", answer.page().text());
        let answer = desk.kim.get(&answer.location()).await;
        assert_eq!(answer.status, 303, "{file}: {}", answer.page().text());
        let page = desk.kim.visit(&answer.location()).await;
        assert_eq!(page.heading(), "How to read the file", "{file}");
        assert!(!page.has("Pass2024") && !page.has("Password1!"), "{file}: {}", page.text());
    }
}

#[actix_web::test]
async fn a_row_with_more_cells_than_headers_is_refused() {
    let mut desk = Desk::new().await;
    let file = "Nome;Cognome;E-mail\nMario;De; Luca;ml@aquila.example\nAda;Weg;ada@aquila.example\n";
    let (path, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(page.has("One user will be written") && page.has("One row is refused"), "{}", page.text());
    desk.save(&path, &[]).await;
    assert_eq!(desk.users().await, ["Ada Weg"]);
    // Where nearly all rows are longer, the last column has no header.
    let file = "Nome;Cognome;E-mail\nMario;Luca;ml@aquila.example;x\nAda;Weg;ada@aquila.example;y\n";
    assert_eq!(written(file).await, ["Ada Weg", "Mario Luca"]);
}

#[actix_web::test]
async fn what_is_saved_from_an_old_page_changes_nothing_and_is_not_lost() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email,Usage location\nAda,ada@aquila.example,Atlantis\nBea,bea@aquila.example,Lemuria\n";
    let (path, old) = desk.review("users.csv", file).await;
    desk.sent(&path, &[("then", "check"), ("cell.0.location", "Italy")]).await;
    for then in ["check", "save"] {
        let (revision, form) = (old.value("revision"), old.value("form_id"));
        let fields = [
            ("revision", revision.as_str()),
            ("form_id", form.as_str()),
            ("permissions", "user"),
            ("location", ""),
            ("then", then),
            ("cell.0.location", "Atlantis"),
            ("cell.1.location", "France"),
        ];
        let answer = desk.kim.post(&path, &fields).await;
        assert_eq!(answer.status, 422, "{then}: {}", answer.body);
        assert_eq!(answer.page().value("cell.1.location"), "France", "{then}: {}", answer.body);
        let page = desk.kim.visit(&path).await;
        assert!(page.has("One user will be written"), "{then}: {}", page.text());
        assert_eq!(page.value("cell.1.location"), "Lemuria", "{then}");
    }
}

#[actix_web::test]
async fn headers_that_nobody_knows_are_asked_about_and_are_nobody() {
    let mut desk = Desk::new().await;
    let file = "Who,Where to write\nAda Weg,ada@aquila.example\nBea Weg,bea@aquila.example\n";
    let path = desk.send("list.csv", file.as_bytes()).await.location();
    let reading = desk.kim.get(&path).await.location();
    let page = desk.kim.visit(&reading).await;
    assert!(
        page.attribute("[name='header_row'][value='yes']", "checked").is_some(),
        "over addresses it looks like one"
    );
    let columns = [("column", "display_name"), ("column", "email"), ("header_row", "asked"), ("header_row", "yes")];
    desk.kim.post(&reading, &columns).await;
    assert!(desk.kim.visit(&path).await.has("2 users will be written"));
    // The next file with them is not asked about.
    let (path, page) = desk.review("list.csv", b"Who,Where to write\nCleo Weg,cleo@aquila.example\n").await;
    assert!(page.has("One user will be written") && !page.has("refused"), "{}", page.text());
    // Without headers nothing is remembered: another file of as many columns may hold other things.
    desk.save(&path, &[]).await;
    for round in 0..2 {
        let path = desk.send("plain.csv", b"Dora Weg;Roma\nEva Weg;Milano\n").await.location();
        let answer = desk.kim.get(&path).await;
        assert_eq!(answer.status, 303, "{round}: {}", answer.body);
        let reading = answer.location();
        let page = desk.kim.visit(&reading).await;
        assert!(page.attribute("[name='header_row'][value='yes']", "checked").is_none());
        let columns = [("column", "display_name"), ("column", "city"), ("header_row", "asked")];
        desk.kim.post(&reading, &columns).await;
        assert!(desk.kim.visit(&path).await.has("Dora Weg"));
    }
}

#[actix_web::test]
async fn it_is_told_what_each_column_is() {
    let mut desk = Desk::new().await;
    let file = "Nome;Cognome;Matricola;Blocca accesso;Paese;Località di utilizzo;UPN;E-mail;Aggiornamento stato\n\
                Ada;Weg;7;Sì;Francia;IT;ada@corp.local;ada@aquila.example;\n";
    let (path, page) = desk.review("users.csv", file.as_bytes()).await;
    let told = page.text();
    for column in ["Matricola", "Blocca accesso", "Paese", "UPN"] {
        assert!(told.contains(column), "{column}: {told}");
    }
    assert!(page.has("One user will be written"), "{told}");
    desk.save(&path, &[]).await;
    // The file comes back under its own headers, in its own order.
    let back = desk.kim.get(&format!("{path}.csv")).await.body;
    let back = back.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<Vec<_>>();
    let expected = [
        "Nome;Cognome;Blocca accesso;Località di utilizzo;E-mail;Aggiornamento stato",
        "Ada;Weg;Sì;IT;ada@aquila.example;Created: Blocked in the file: the user is created with sign-in blocked.",
    ];
    assert_eq!(back.iter().map(|line| line.replace('"', "")).collect::<Vec<_>>(), expected);
}

#[actix_web::test]
async fn a_password_that_stands_under_another_header_is_kept_nowhere() {
    let mut desk = Desk::new().await;
    let file = "Nome;Cognome;Password;E-mail;Telefono\nAl;De;Luca;Segreta1!;al@aquila.example\n\
                Ida;Mo;Segr;eta2!;ida@aquila.example;02\nAda;Weg;Segreta3!;ada@aquila.example;02\n";
    let (path, page) = desk.review("users.csv", file.as_bytes()).await;
    assert!(page.has("One user will be written") && page.has("2 rows are refused"), "{}", page.text());
    let kept = texts(&desk.site.app, "SELECT cells || detail AS text FROM upload_rows ORDER BY position").await;
    let back = desk.kim.get(&format!("{path}.csv")).await.body;
    for secret in ["Segreta1!", "eta2!", "Segreta3!"] {
        assert!(!kept.concat().contains(secret) && !back.contains(secret) && !page.has(secret), "{kept:?} {back}");
    }
}

#[actix_web::test]
async fn what_was_ticked_goes_along_to_another_part_of_the_rows() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email,Permissions\nAda,ada@aquila.example,Global administrator\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("nothing would be written"));
    let there = format!("{path}?show=ticks");
    let answer = desk.sent(&path, &[("go", there.as_str()), ("row", "0"), ("tick", "0")]).await;
    assert_eq!(answer.location(), format!("{there}#rows"));
    let page = desk.kim.visit(&there).await;
    assert!(page.has("One user will be written") && page.attribute("[name='tick']", "checked").is_some());
    let answer = desk.sent(&path, &[("go", "https://elsewhere.example/")]).await;
    assert_eq!(answer.location(), path, "nowhere else");
    // Also where nothing is to be written before something is ticked, it can be saved at once.
    let (path, page) = desk
        .review("users.csv", b"Display name,Email,Permissions\nBea,bea@aquila.example,Global administrator\n")
        .await;
    assert!(page.has("Save") && page.has("nothing would be written"), "{}", page.text());
    desk.save(&path, &[("row", "0"), ("tick", "0")]).await;
    assert_eq!(desk.users().await, ["Bea"]);
}

#[actix_web::test]
async fn what_was_not_ticked_is_in_the_file_of_what_was_not_written() {
    let mut desk = Desk::new().await;
    let file =
        b"Display name,Email,Permissions\nAda,ada@aquila.example,Global administrator\nBea,bea@aquila.example,\n";
    let (path, _) = desk.review("users.csv", file).await;
    let page = desk.save(&path, &[]).await;
    let back = desk.kim.get(&page.link("Download these rows")).await.body;
    assert!(back.contains("Ada") && back.contains("Not ticked") && !back.contains("Bea"), "{back}");
}

#[actix_web::test]
async fn what_was_said_of_columns_can_be_said_otherwise() {
    let mut desk = Desk::new().await;
    let file = b"Zname,Zsurname,Zmail\nRossi,Pino,pino@aquila.example\n";
    let path = desk.send("list.csv", file).await.location();
    let reading = desk.kim.get(&path).await.location();
    let say = |first: &'static str, last: &'static str| {
        [("column", first), ("column", last), ("column", "email"), ("header_row", "asked"), ("header_row", "yes")]
    };
    desk.kim.post(&reading, &say("first_name", "last_name")).await;
    assert!(desk.kim.visit(&path).await.has("Rossi Pino"));
    let (path, page) = desk.review("list.csv", file).await;
    assert!(page.has("Rossi Pino") && page.has("earlier file with these headers"), "{}", page.text());
    let reading = page.link("Read the file in another way");
    desk.kim.post(&reading, &say("last_name", "first_name")).await;
    assert!(desk.kim.visit(&path).await.has("Pino Rossi"));
    let (_, page) = desk.review("list.csv", file).await;
    assert!(page.has("Pino Rossi"), "{}", page.text());
}

#[actix_web::test]
async fn who_is_blocked_in_the_file_is_created_blocked_and_who_is_deleted_needs_a_word() {
    let mut desk = Desk::new().await;
    let file = b"Block credential,Display name,Soft deletion time stamp,User principal name\n\
        True,Ada,,ada@aquila.example\nFalse,Bea,,bea@aquila.example\n\
        False,Cleo,2026-11-01T10:00:00Z,cleo@aquila.example\nperhaps,Dora,,dora@aquila.example\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("the user is created with sign-in blocked"), "{}", page.text());
    assert!(page.has("In this file the user is deleted") && page.has("Write Yes or No"), "{}", page.text());
    let mended = [("cell.2.deleted", ""), ("cell.3.sign_in_blocked", "No")];
    desk.save(&path, &mended).await;
    assert_eq!(desk.users().await, ["Ada", "Bea", "Cleo", "Dora"]);
    let blocked = "SELECT display_name AS text FROM users WHERE NOT sign_in_allowed";
    assert_eq!(crate::support::texts(&desk.site.app, blocked).await, ["Ada"]);
    // Who is there stays as allowed as before.
    let file = b"Display name,User principal name,Account enabled,Permissions\n\
        Bea,bea@aquila.example,False,Global administrator\nCleo,cleo@aquila.example,True,User\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("There already") && !page.has("created with sign-in blocked"), "{}", page.text());
    desk.sent(&path, &[("then", "check"), ("updates", "yes")]).await;
    let page = desk.kim.visit(&path).await;
    for told in ["A file changes nobody’s permissions", "A file blocks nobody who is there"] {
        assert_eq!(page.text().matches(told).count(), 1, "{told}: {}", page.text());
    }
    desk.site.assert_sound().await;
}

#[actix_web::test]
async fn a_row_that_only_sums_up_is_left_out_and_that_is_told() {
    let mut desk = Desk::new().await;
    let file = b"Display name,Email\nAda,ada@aquila.example\nTotal,1\n";
    let (path, page) = desk.review("users.csv", file).await;
    assert!(page.has("One row that only sums up was left out"), "{}", page.text());
    desk.save(&path, &[]).await;
    assert_eq!(desk.users().await, ["Ada"]);
}
