//! Rows that give no seats, and files in other encodings.

use super::desk::Desk;

/// A file with a name in one of its cells.
type Build<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

const HEAD: &str = "Subscription ID,Subscription,Quantity,Status,Reseller";

#[tokio::test]
async fn rows_that_give_no_seats_are_told_as_skipped_and_are_no_failure() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    let id = |number: u8| format!("d0000000-0000-4000-8000-0000000000{number:02}");
    let rows = [
        format!("{},Mail Plan 1,10,Active,", id(1)),
        format!("{},Azure plan,1,Active,", id(2)),
        format!("{},\"Reserved VM Instance, Standard_B1s, 1 Year\",,Active,", id(3)),
        format!("{},Windows Server 2022 - 1 User CAL (perpetual),5,Active,", id(4)),
        format!("{},Mail Plan 1,3,Pending,", id(5)),
        format!("{},Mail Plan 1,3,In sospeso,", id(6)),
    ];
    let file = desk.write("mixed.csv", format!("{HEAD}\n{}\n", rows.join("\n")).as_bytes());
    for counts in ["1 added, 0 updated, 0 unchanged", "0 added, 0 updated, 1 unchanged"] {
        let said = desk.run(&["import", "subscriptions", &file, "--customer", "aquila.example"]);
        assert_eq!((said.out, said.code), (format!("subscriptions: {counts}, 5 skipped, 0 refused\n"), 0));
        let lines: Vec<&str> = said.err.lines().collect();
        assert_eq!(lines.len(), 5, "{}", said.err);
        for (line, number) in lines.iter().zip(3..) {
            assert!(line.starts_with(&format!("line {number} skipped (d0000000-")), "{line}");
        }
        assert!(lines[0].contains("paid by use") && lines[4].contains("not active yet"), "{}", said.err);
    }
}

#[tokio::test]
async fn a_known_subscription_whose_status_is_pending_stays_as_it_is() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    let row = |quantity: u8, status: &str| {
        format!("{HEAD}\nd0000000-0000-4000-8000-000000000001,Mail Plan 1,{quantity},{status},\n")
    };
    let import = |text: String| {
        let file = desk.write("one.csv", text.as_bytes());
        desk.run(&["import", "subscriptions", &file, "--customer", "aquila.example"]).out
    };
    assert_eq!(import(row(5, "Active")), "subscriptions: 1 added, 0 updated, 0 unchanged, 0 refused\n");
    assert_eq!(import(row(7, "Pending")), "subscriptions: 0 added, 0 updated, 0 unchanged, 1 skipped, 0 refused\n");
    assert_eq!(import(row(5, "Active")), "subscriptions: 0 added, 0 updated, 1 unchanged, 0 refused\n");
}

#[tokio::test]
async fn every_import_says_what_it_took_the_file_for_and_what_looks_wrong() {
    let desk = Desk::new().await;
    desk.import("products", "products.csv", &[]);
    desk.import("customers", "customers.csv", &[]);
    let customer = |name: &[u8]| {
        let id = b"c0000000-0000-4000-8000-000000000009,";
        [b"Microsoft ID,Company name,Primary domain name\n".as_slice(), id, name, b",new.example\n"].concat()
    };
    let product = |name: &[u8]| {
        let head = b"Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n";
        [head.as_slice(), name, b",NEW,a0000000-0000-4000-8000-000000000099,,,\n"].concat()
    };
    let subscription = |name: &[u8]| {
        let row = b"d0000000-0000-4000-8000-000000000001,Mail Plan 1,10,Active,";
        [HEAD.as_bytes(), b"\n", row, name, b"\n"].concat()
    };
    let (right, wrong, doubled) =
        (b"Societ\xe0".as_slice(), b"Ksi\xb9\xbfka".as_slice(), "SocietÃ\u{a0} Caffè".as_bytes());
    let of: [(&str, Build<'_>); 3] =
        [("customers", &customer), ("products", &product), ("subscriptions", &subscription)];
    for (what, file) in of {
        let further: &[&str] = match what {
            "subscriptions" => &["--customer", "aquila.example"],
            "customers" => &["--location", "IT"],
            _ => &[],
        };
        let run = |bytes: &[u8]| {
            let path = desk.write("file.csv", &file(bytes));
            desk.run(&[&["import", what, path.as_str()], further].concat())
        };
        let said = run(right);
        assert!(said.err.starts_with("notice: the file was read as Windows-1252\n"), "{what}: {}", said.err);
        assert!(!said.err.contains("looks as if") && said.code == 0, "{what}: {}", said.err);
        let said = run(wrong);
        assert!(said.err.contains("read as Windows-1252\nwarning: line 2 looks as if"), "{what}: {}", said.err);
        assert_eq!(said.code, 0);
        let said = run(doubled);
        assert!(said.err.starts_with("warning: line 2 looks as if"), "{what}: {}", said.err);
        let said = run("Società Caffè".as_bytes());
        assert!(!said.err.contains("looks as if") && !said.err.contains("read as"), "{what}: {}", said.err);
    }
}
