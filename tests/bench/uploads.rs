//! Measures uploads of users: how fast a file is validated and written, against what hashing alone takes; how other
//! pages answer meanwhile; and what is answered, with how much memory, when the largest and the worst files come all
//! at once. `tests/bench/run` says what to expect.

#![expect(clippy::unwrap_used, reason = "a measurement ends at the first thing that fails")]

#[expect(dead_code, reason = "the others need more of it")]
mod installation;

use std::io::{Cursor, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use partnerdesk::password::{Hasher, temporary};
use zip::write::SimpleFileOptions;

use self::installation::{Installation, millis};

// As the program has it: it decides what hashing costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long hashing alone is measured.
const HASHING: Duration = Duration::from_secs(6);
/// Between two looks at what is under way, where nothing else shall be.
const SELDOM: Duration = Duration::from_millis(300);
const MIB: usize = 1024 * 1024;
/// Files at once: one of them a bomb, one with a line of 10 MB.
const AT_ONCE: usize = 20;
/// How long an answer is waited for.
const MOST_PATIENCE: Duration = Duration::from_mins(5);
/// The most rows that are taken.
const MOST_ROWS: usize = 50_000;

/// Passwords hashed a second at the program's cost, on all cores.
fn hashes_a_second() -> f64 {
    actix_web::rt::System::new().block_on(async {
        let hasher = Hasher::new().unwrap();
        let begun = Instant::now();
        let at_once: Vec<_> = (0..hasher.at_once())
            .map(|_| {
                let hasher = hasher.clone();
                actix_web::rt::spawn(async move {
                    let mut count = 0_u32;
                    while begun.elapsed() < HASHING {
                        hasher.hash(temporary()).await.unwrap();
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let mut all = 0;
        for one in at_once {
            all += one.await.unwrap();
        }
        f64::from(all) / begun.elapsed().as_secs_f64()
    })
}

/// A file of so many users, as long as `bytes` at least.
fn file(rows: usize, prefix: &str, domain: &str, bytes: usize) -> Vec<u8> {
    let mut file = "First name,Last name,Display name,Email,Department,Phone,City,Job title\n".to_owned();
    let line = |number: usize, title: &str| {
        let name = format!("{prefix}{number}");
        format!("Ada,{name},Ada {name},{name}@{domain},Sales,+39 010 {number},Genova,{title}\n")
    };
    let title = "x".repeat((bytes / rows).saturating_sub(line(rows, "").len()));
    file.extend((0..rows).map(|number| line(number, &title)));
    file.into_bytes()
}

/// A workbook of a few kilobytes whose worksheet unpacks to gigabytes.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(9));
    let mut part = |name: &str, text: &str, times: usize, rest: &str| {
        zip.start_file(name, options).unwrap();
        let (first, repeated) = text.split_once('|').unwrap_or((text, ""));
        zip.write_all(first.as_bytes()).unwrap();
        let block = repeated.repeat(10_000);
        (0..times).for_each(|_| zip.write_all(block.as_bytes()).unwrap());
        zip.write_all(rest.as_bytes()).unwrap();
    };
    let (main, kinds) = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "application/vnd.openxmlformats-officedocument.spreadsheetml",
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let types = format!(
        "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-\
         package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kinds}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kinds}.worksheet+xml\"/></Types>"
    );
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    part("[Content_Types].xml", &types, 0, "");
    part("_rels/.rels", &relation("officeDocument", "xl/workbook.xml"), 0, "");
    part("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml"), 0, "");
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets>\
         </workbook>"
    );
    part("xl/workbook.xml", &workbook, 0, "");
    let cells = format!("<worksheet xmlns=\"{main}\"><sheetData>|<row><c t=\"str\"><v>Email</v></c></row>");
    part("xl/worksheets/sheet1.xml", &cells, 8_000, "</sheetData></worksheet>");
    zip.finish().unwrap().into_inner()
}

/// Somebody who uploads for a customer.
struct Desk<'a> {
    installation: &'a Installation,
    customer: &'a str,
    domain: String,
}

impl Desk<'_> {
    /// Sends a file; where the answer leads, and how long it took.
    fn validate(&self, file: &[u8]) -> (String, Duration) {
        let begun = Instant::now();
        let reply = self.installation.kim.upload(&format!("{}/uploads", self.customer), "users.csv", file).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        (reply.location, begun.elapsed())
    }

    /// Sends a file over a connection of its own; what is answered, and how long after the last byte was sent.
    fn answered_after(&self, file: &[u8]) -> (u16, Duration) {
        let (host, cookie) = (self.installation.host(), self.installation.kim.cookie().unwrap());
        let part = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n\r\n";
        let body = [part.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let head = format!(
            "POST {}/uploads HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: \
             multipart/form-data; boundary=edge\r\nContent-Length: {}\r\n\r\n",
            self.customer,
            body.len()
        );
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(MOST_PATIENCE)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // Who is refused at once is not listened to.
        let _ = stream.write_all(&body);
        let sent = Instant::now();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        let status = String::from_utf8_lossy(&answer[9..]).parse().unwrap();
        (status, sent.elapsed())
    }

    /// *Save*, until the last row is written; how long that took.
    fn save(&self, upload: &str) -> Duration {
        let review = self.installation.kim.visit(upload);
        let hidden = |name: &str| {
            let (_, rest) = review.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            rest.split('"').next().unwrap()
        };
        let fields =
            [("revision", hidden("revision")), ("form_id", hidden("form_id")), ("location", "IT"), ("then", "save")];
        let begun = Instant::now();
        let reply = self.installation.kim.post(upload, &[&fields[..], &[("permissions", "user")]].concat()).unwrap();
        assert_eq!(reply.status, 303, "{}", reply.body);
        while self.installation.kim.visit(upload).contains("<progress") {
            sleep(SELDOM);
        }
        begun.elapsed()
    }
}

/// Looks at pages of another customer's while `work` is done, and prints how they answered.
fn beside<T>(installation: &Installation, pages: &[(&str, String)], what: &str, work: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    let (done, times) = scope(|scope| {
        let looking = scope.spawn(|| {
            let mut times = vec![Vec::new(); pages.len()];
            while !is_over.load(Ordering::Relaxed) {
                for ((_, path), times) in pages.iter().zip(&mut times) {
                    let asked = Instant::now();
                    installation.kim.visit(path);
                    times.push(asked.elapsed());
                    sleep(Duration::from_millis(10));
                }
            }
            times
        });
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        (done, looking.join().unwrap())
    });
    for ((page, _), times) in pages.iter().zip(times) {
        println!("{what:24} {page:12} p50 {:8.2} ms  p99 {:8.2} ms", millis(&times, 50), millis(&times, 99));
    }
    done
}

/// Sends the largest files and the worst at once; the longest that one waited after its last byte.
fn all_at_once(desk: &Desk<'_>) -> Duration {
    let largest = file(MOST_ROWS, "large", &desk.domain, 20 * MIB - 64 * 1024);
    assert!(largest.len() < 20 * MIB, "{}", largest.len());
    let line = [b"Display name,Email\n".as_slice(), &vec![b'x'; 10_000_000]].concat();
    let files = [bomb(), line];
    scope(|scope| {
        let senders: Vec<_> = (0..AT_ONCE)
            .map(|number| {
                let file = files.get(number).unwrap_or(&largest);
                scope.spawn(move || desk.answered_after(file))
            })
            .collect();
        let answers: Vec<(u16, Duration)> = senders.into_iter().map(|sender| sender.join().unwrap()).collect();
        assert!(answers.iter().all(|(status, _)| matches!(status, 303 | 422 | 503)), "{answers:?}");
        let count = |status: u16| answers.iter().filter(|(answered, _)| *answered == status).count();
        println!("{AT_ONCE} at once: {} taken, {} refused, {} told to wait", count(303), count(422), count(503));
        answers.into_iter().map(|(_, waited)| waited).max().unwrap()
    })
}

fn main() {
    // `cargo bench` adds a flag of its own.
    let rows: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let installation = Installation::new(4_000);
    let [other, customer] = installation.customers();
    let form = installation.kim.visit(&format!("{customer}/users/new"));
    let (_, domain) = form.split_once("name=\"domain\"").unwrap();
    let domain = domain.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let desk = Desk { installation: &installation, customer: &customer, domain };
    let users = format!("{other}/users");
    let list = installation.kim.visit(&users);
    let user = list.split_once(&format!("href=\"{users}/")).unwrap().1.split(['"', '?']).next().unwrap().to_owned();
    let pages = [("users", users.clone()), ("a user", format!("{users}/{user}")), ("dashboard", "/".to_owned())];
    beside(&installation, &pages, "nothing under way", || sleep(Duration::from_secs(3)));

    let before = hashes_a_second();
    let (upload, validated) = desk.validate(&file(rows, "first", &desk.domain, 0));
    println!("{rows} rows validated in {:.2} s", validated.as_secs_f64());
    let written = desk.save(&upload).as_secs_f64();
    let hashes = f64::midpoint(before, hashes_a_second());
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let ratio = written * hashes / rows as f64;
    println!("{rows} rows written in {written:.2} s; {hashes:.0} hashes a second; to hashing alone {ratio:.3}");
    println!("{} MB at most", installation.peak() / 1_000_000);

    let (upload, _) =
        beside(&installation, &pages, "validated", || desk.validate(&file(rows, "second", &desk.domain, 0)));
    beside(&installation, &pages, "written", || desk.save(&upload));
    println!("{} MB at most", installation.peak() / 1_000_000);

    let waited = beside(&installation, &pages, "twenty at once", || all_at_once(&desk));
    println!("answered {:.1} s after the last byte at most", waited.as_secs_f64());
    println!("{} MB at most", installation.peak() / 1_000_000);
    installation.check();
}
