//! A real mail server on this machine, and what it says arrived.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use partnerdesk::channels::Channels;
use partnerdesk::config::ServerSettings;
use serde_json::Value;

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    None,
    Start,
    Implicit,
}

pub const USER: &str = "desk@partner.example";
pub const LOGIN_PASSWORD: &str = "a-Login-that-nobody-told";

/// The server, until it is dropped.
pub struct Post {
    server: Child,
    orders: Option<ChildStdin>,
    told: Receiver<Value>,
    arrived: Vec<Value>,
    pub port: u16,
    pub tls: Tls,
    has_login: bool,
    directory: tempfile::TempDir,
}

/// A Python that has aiosmtpd.
fn python() -> &'static str {
    static FOUND: OnceLock<&'static str> = OnceLock::new();
    FOUND.get_or_init(|| {
        let has_it = |python: &&str| {
            command(python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status().is_ok_and(|it| it.success())
        };
        let found = ["python3", "/usr/bin/python3"].into_iter().find(has_it);
        found.unwrap_or_else(|| {
            panic!("no mail server to test with: install Debian's python3-aiosmtpd, as tests/run does")
        })
    })
}

#[expect(clippy::disallowed_types, reason = "tests start servers; the program starts none")]
fn command(program: &str) -> std::process::Command {
    std::process::Command::new(program)
}

impl Post {
    pub fn new() -> Self {
        Self::listening(Tls::None, false, 0)
    }

    pub fn with(tls: Tls) -> Self {
        Self::listening(tls, true, 0)
    }

    /// On this port: after one that was there before.
    pub fn listening(tls: Tls, has_login: bool, port: u16) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut server = command(python());
        server.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mails/server.py"));
        server.args(["--port", &port.to_string()]);
        if tls != Tls::None {
            let (cert, key) = certify(directory.path());
            let kind = if tls == Tls::Start { "starttls" } else { "implicit" };
            server.args(["--tls", kind, "--cert", &cert, "--key", &key]);
        }
        if has_login {
            server.args(["--user", USER, "--password", LOGIN_PASSWORD]);
            std::fs::write(directory.path().join("password"), format!("{LOGIN_PASSWORD}\n")).unwrap();
        }
        let mut server = server.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (tell, told) = channel();
        let lines = BufReader::new(server.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                if tell.send(serde_json::from_str(&line).unwrap()).is_err() {
                    return;
                }
            }
        });
        let first: Value =
            told.recv_timeout(PATIENCE).unwrap_or_else(|why| panic!("the mail server did not start: {why}"));
        let port = u16::try_from(first["port"].as_u64().unwrap()).unwrap();
        let orders = server.stdin.take();
        Self { server, orders, told, arrived: Vec::new(), port, tls, has_login, directory }
    }

    /// The settings by which this server is used.
    pub fn settings(&self) -> ServerSettings {
        let (scheme, query) = match self.tls {
            Tls::None => ("smtp", ""),
            Tls::Start => ("smtp", "?tls=required"),
            Tls::Implicit => ("smtps", ""),
        };
        let user = if self.has_login { format!("{}@", USER.replace('@', "%40")) } else { String::new() };
        let file = |name: &str| self.directory.path().join(name);
        ServerSettings {
            smtp_url: Some(format!("{scheme}://{user}127.0.0.1:{}{query}", self.port)),
            smtp_password_file: self.has_login.then(|| file("password")),
            smtp_ca_file: (self.tls != Tls::None).then(|| file("ca.pem")),
            ..ServerSettings::defaults()
        }
    }

    pub fn channels(&self) -> Channels {
        Channels::of(&self.settings()).unwrap()
    }

    fn order(&mut self, words: &str) {
        writeln!(self.orders.as_mut().unwrap(), "{words}").unwrap();
        // It heeds from a thread of its own.
        std::thread::sleep(Duration::from_millis(50));
    }

    /// What becomes of the next mails.
    pub fn plan(&mut self, words: &[&str]) {
        self.order(&format!("plan {}", words.join(" ")));
    }

    /// Lets go of the mail that is held.
    pub fn go(&mut self) {
        self.order("go");
    }

    /// Waits until a mail is held there.
    pub fn wait_at(&mut self, place: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let told = self.told.recv_timeout(until - Instant::now());
            let told = told.unwrap_or_else(|why| panic!("nothing was held: {why}"));
            if told["at"] == place {
                return;
            }
            self.note(&told);
        }
    }

    fn note(&mut self, told: &Value) {
        if !told["arrived"].is_null() {
            self.arrived.push(told["arrived"].clone());
        }
    }

    /// All mails that arrived until now.
    pub fn arrived(&mut self) -> Vec<Value> {
        while let Ok(told) = self.told.recv_timeout(Duration::from_millis(100)) {
            self.note(&told);
        }
        self.arrived.clone()
    }

    /// Their Message-IDs, each as often as it came.
    pub fn message_ids(&mut self) -> Vec<String> {
        let ids = |mail: &Value| mail["headers"]["Message-ID"].as_str().unwrap().to_owned();
        self.arrived().iter().map(ids).collect()
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// An authority of its own, and the server's certificate from it.
fn certify(directory: &Path) -> (String, String) {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let path = |name: &str| directory.join(name);
    std::fs::write(path("ca.pem"), authority.pem()).unwrap();
    std::fs::write(path("cert.pem"), own.pem()).unwrap();
    std::fs::write(path("key.pem"), key.serialize_pem()).unwrap();
    (path("cert.pem").display().to_string(), path("key.pem").display().to_string())
}
