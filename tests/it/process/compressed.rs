//! Compressed answers over a real connection: their length is told, and HEAD brings the head alone.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::Installation;
use super::program::Server;

/// The head of the answer in small letters, and its body.
fn answer(server: &Server, method: &str, path: &str, more: &str) -> (String, Vec<u8>) {
    let host = server.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{method} {path}: {head}");
    (head, bytes.split_off(end + 4))
}

/// The one header of this name.
fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut found = head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let first = found.next();
    assert_eq!(found.next(), None, "{name} stands twice: {head}");
    first
}

#[actix_web::test]
async fn the_length_of_what_goes_out_is_told_and_head_brings_no_body() {
    let installation = Installation::new().await;
    let server = installation.serve();
    let cookie = format!("Cookie: {}\r\n", installation.signed_in(&server).cookie().unwrap());
    // A page without a form: the id of a form is another one at each visit, and so is its length.
    for path in ["/static/app.css", "/static/app.js", "/roles"] {
        for coding in ["", "br", "gzip"] {
            let said = if coding.is_empty() { String::new() } else { format!("Accept-Encoding: {coding}\r\n") };
            let more = format!("{cookie}{said}");
            let (head, body) = answer(&server, "GET", path, &more);
            let length = body.len().to_string();
            assert_eq!(header(&head, "content-length"), Some(length.as_str()), "{path} {coding}");
            assert_eq!(header(&head, "content-encoding").unwrap_or_default(), coding, "{path}");
            assert_eq!(header(&head, "transfer-encoding"), None, "{path} {coding}");
            assert_eq!(header(&head, "vary"), Some("accept-encoding"), "{path} {coding}");
            if path.starts_with("/static/") {
                // It knows GET alone.
                continue;
            }
            let (head, body) = answer(&server, "HEAD", path, &more);
            assert_eq!(body.len(), 0, "{path} {coding}");
            assert_eq!(header(&head, "content-length"), Some(length.as_str()), "{path} {coding}");
            assert_eq!(header(&head, "content-encoding").unwrap_or_default(), coding, "{path}");
        }
    }
    assert_eq!(server.stop().code, 0);
}
