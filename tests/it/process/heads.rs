//! What is no proper request is refused before anything of it is done, and the next connection is served.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::Installation;
use super::program::Server;

/// What comes back, until the other side ends the connection or is silent for long.
fn told(server: &Server, parts: &[&str]) -> String {
    let mut stream = TcpStream::connect(server.address.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    for part in parts {
        stream.write_all(part.as_bytes()).unwrap();
        stream.flush().unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    let (mut told, mut bytes) = (String::new(), [0; 4096]);
    while let Ok(read @ 1..) = stream.read(&mut bytes) {
        told.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    told
}

fn answers(told: &str) -> Vec<&str> {
    told.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.get(..3)).collect()
}

#[actix_web::test]
async fn a_line_of_a_head_that_ends_in_lf_alone_is_refused() {
    let installation = Installation::new().await;
    let server = installation.serve();
    let host = server.address.strip_prefix("http://").unwrap().to_owned();
    let fine = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let last = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let post = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nemail=a\nb"
    );
    assert_eq!(answers(&told(&server, &[&last])), ["200"]);
    assert_eq!(answers(&told(&server, &[&post, &last])), ["422", "200"], "a body may hold what it likes");
    let (begin, end) = fine.split_at(30);
    assert_eq!(answers(&told(&server, &[begin, end, &last])), ["200", "200"], "and a head may come in parts");
    for bad in [
        format!("GET /sign-in HTTP/1.1\nHost: {host}\n\n"),
        format!("GET /sign-in HTTP/1.1\r\nHost: {host}\n\r\n"),
        format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nX: y\nZ: w\r\n\r\n"),
        format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\n\n"),
    ] {
        assert_eq!(answers(&told(&server, &[&bad])), ["400"], "{bad:?}");
        let (begin, end) = bad.split_at(bad.len() - 1);
        assert_eq!(answers(&told(&server, &[begin, end])), ["400"], "{bad:?} in parts");
        assert_eq!(answers(&told(&server, &[&format!("{post}{bad}{fine}")])), ["422", "400"], "{bad:?} after another");
    }
    assert_eq!(answers(&told(&server, &[&last])), ["200"]);
    assert_eq!(server.stop().code, 0);
}
