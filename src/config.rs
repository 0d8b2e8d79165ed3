//! Every setting of the program, documented here and nowhere else.
//!
//! Each is a flag and a `PARTNERDESK_…` variable; the flag wins. Secrets are read from files only:
//! what stands in an argument can be seen by everybody on the machine.

use std::path::PathBuf;

use chrono_tz::Tz;
use clap::Args;
use ipnet::IpNet;
use url::Url;

/// Where data lies when nobody says so.
pub const DEFAULT_DATA_DIR: &str = "data";

/// Settings that every command takes.
#[derive(Args, Clone, Debug)]
pub struct DataSettings {
    /// Where the embedded database and the key lie; made if missing
    #[arg(long, env = "PARTNERDESK_DATA_DIR", default_value = DEFAULT_DATA_DIR, value_name = "DIR", global = true)]
    pub data_dir: PathBuf,

    /// A PostgreSQL database (postgres://…) instead of the embedded one; needs --key-file
    #[arg(long, env = "PARTNERDESK_DATABASE_URL", value_name = "URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,

    /// A file with the installation's secret key: 32 bytes in base64, readable by its owner only
    /// [default: `key` in the data directory, made on the first start]
    #[arg(long, env = "PARTNERDESK_KEY_FILE", value_name = "FILE", global = true)]
    pub key_file: Option<PathBuf>,

    /// A key that was replaced, still able to open what it sealed; may be given several times
    #[arg(long, env = "PARTNERDESK_OLD_KEY_FILE", value_name = "FILE", value_delimiter = ',', global = true)]
    pub old_key_file: Vec<PathBuf>,

    /// Where the ends of the chains of events are noted once an hour, best on another disk
    /// [default: `anchors.jsonl` in the data directory]
    #[arg(long, env = "PARTNERDESK_ANCHOR_FILE", value_name = "FILE", global = true)]
    pub anchor_file: Option<PathBuf>,

    /// The time zone in which days are shown until a person has one of their own, like Europe/Rome
    #[arg(long, env = "PARTNERDESK_TIME_ZONE", default_value = "UTC", value_name = "ZONE", global = true)]
    pub time_zone: Tz,
}

impl DataSettings {
    /// Where the ends of the chains of events are noted.
    pub fn anchors(&self) -> PathBuf {
        self.anchor_file.clone().unwrap_or_else(|| self.data_dir.join("anchors.jsonl"))
    }
}

/// Settings of the server.
#[derive(Args, Clone, Debug)]
pub struct ServerSettings {
    /// The address to listen on; port 0 takes any free one
    #[arg(long, env = "PARTNERDESK_BIND", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub bind: String,

    /// The address by which browsers reach this server, like `https://desk.partner.example`; needed
    /// as soon as it is not this machine alone
    #[arg(long, env = "PARTNERDESK_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<Url>,

    /// A further host name under which this server may be reached; may be given several times
    #[arg(long, env = "PARTNERDESK_ALSO_HOST", value_name = "HOST[:PORT]", value_delimiter = ',')]
    pub also_host: Vec<String>,

    /// A proxy in front of this server (address or network) whose X-Forwarded-For is believed; may
    /// be given several times
    #[arg(long, env = "PARTNERDESK_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',', value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,

    /// Minutes without a click after which a session ends
    #[arg(long, env = "PARTNERDESK_SESSION_IDLE_MINUTES", default_value_t = 30, value_name = "N",
        value_parser = clap::value_parser!(u32).range(5..=60))]
    pub session_idle_minutes: u32,

    /// Hours after which every session ends
    #[arg(long, env = "PARTNERDESK_SESSION_HOURS", default_value_t = 12, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=24))]
    pub session_hours: u32,

    /// Hours after which a temporary password can no longer be used
    #[arg(long, env = "PARTNERDESK_TEMPORARY_PASSWORD_HOURS", default_value_t = 72, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=336))]
    pub temporary_password_hours: u32,

    /// The server that takes mails: `smtp://user@host:587` (STARTTLS) or `smtps://user@host` (TLS). Without TLS
    /// only to this machine, or with ?tls=none. Without this setting no mail is sent
    #[arg(long, env = "PARTNERDESK_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// A file with that user's password, readable by its owner only
    #[arg(long, env = "PARTNERDESK_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,

    /// Certificates (PEM) to be trusted for the mail server beside those that browsers trust
    #[arg(long, env = "PARTNERDESK_SMTP_CA_FILE", value_name = "FILE")]
    pub smtp_ca_file: Option<PathBuf>,
}

fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from))
        .map_err(|_| "is no address or network".to_owned())
}

impl ServerSettings {
    /// The defaults, for commands that do not serve and for tests.
    pub fn defaults() -> Self {
        Self {
            bind: "127.0.0.1:8080".into(),
            public_url: None,
            also_host: Vec::new(),
            trusted_proxy: Vec::new(),
            session_idle_minutes: 30,
            session_hours: 12,
            temporary_password_hours: 72,
            smtp_url: None,
            smtp_password_file: None,
            smtp_ca_file: None,
        }
    }

    /// The hosts that requests may name, once the server listens on `port`. Without a public URL a
    /// server on a loopback address is reached as 127.0.0.1, `[::1]` and localhost of that port.
    pub fn hosts(&self, listening: std::net::SocketAddr) -> Vec<String> {
        let mut hosts: Vec<String> = self.also_host.iter().map(|host| host.to_ascii_lowercase()).collect();
        if let Some(url) = &self.public_url {
            let host = url.host_str().unwrap_or_default();
            hosts.push(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")));
        } else if listening.ip().is_loopback() {
            let port = listening.port();
            hosts.extend(["127.0.0.1", "[::1]", "localhost"].map(|host| format!("{host}:{port}")));
        } else {
            hosts.push(listening.to_string());
        }
        hosts
    }

    /// Whether browsers reach the server by https.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }
}

/// Names of `PARTNERDESK_…` variables that are set but mean nothing: a typing slip that would
/// otherwise be silent.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment by itself")]
pub fn unknown_variables(known: &[String]) -> Vec<String> {
    let ours = |name: &String| name.starts_with("PARTNERDESK_") && !known.contains(name);
    std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(ours).collect()
}
