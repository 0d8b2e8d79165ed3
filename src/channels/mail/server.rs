//! The mail server, as the settings name it. Its password stands in a file; a setting that holds one is refused,
//! and no sentence about a setting repeats it.

use std::fmt;
use std::fs;
use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use url::Url;
use zeroize::Zeroizing;

use crate::config::ServerSettings;
use crate::files::mend;

/// How what is said is kept from others.
#[derive(Clone)]
pub enum Protection {
    /// TLS from the first byte on.
    Tls(TlsParameters),
    /// TLS after STARTTLS, or nothing is said.
    StartTls(TlsParameters),
    /// None: to this machine, or because somebody said so.
    None,
}

/// Who takes mails.
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub protection: Protection,
    pub login: Option<Login>,
    /// By which this installation says hello.
    pub hello: ClientId,
}

/// By what we are let in.
pub struct Login {
    pub credentials: Credentials,
    /// Never to be told, whatever the server answers.
    pub password: Zeroizing<String>,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailServer").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl MailServer {
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn of(settings: &ServerSettings) -> Result<Option<Self>, String> {
        let Some(raw) = &settings.smtp_url else {
            return match (&settings.smtp_password_file, &settings.smtp_ca_file) {
                (None, None) => Ok(None),
                _ => {
                    Err("--smtp-password-file and --smtp-ca-file need --smtp-url, the server that they are for".into())
                }
            };
        };
        let url = Url::parse(raw).map_err(|error| wrong(&error.to_string()))?;
        if url.password().is_some() {
            return Err("--smtp-url holds a password, which everybody on this machine could see: put it into a file \
                        and give that with --smtp-password-file"
                .into());
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("there is no host in it"))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(wrong("nothing may stand behind the host but ?tls="));
        }
        let wish = wish(&url)?;
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let tls = || tls(&host, settings);
        let (protection, port) = match (url.scheme(), wish.as_deref()) {
            ("smtps", None | Some("required")) => (Protection::Tls(tls()?), 465),
            ("smtp", Some("required")) => (Protection::StartTls(tls()?), 587),
            ("smtp", None) if !is_here => (Protection::StartTls(tls()?), 587),
            ("smtp", None | Some("none")) => (Protection::None, 25),
            ("smtp" | "smtps", Some(_)) => return Err(wrong("tls is required, or none with smtp://")),
            _ => return Err(wrong("it must begin with smtp:// or smtps://")),
        };
        let login = login(&url, settings)?;
        let port = url.port().unwrap_or(port);
        Ok(Some(Self { host, port, protection, login, hello: hello(settings) }))
    }
}

fn wrong(what: &str) -> String {
    format!("--smtp-url is no address of a mail server ({what}); give it like smtp://user@mail.partner.example:587")
}

/// What is said of TLS, and nothing else.
fn wish(url: &Url) -> Result<Option<String>, String> {
    let mut wish = None;
    for (name, value) in url.query_pairs() {
        if name != "tls" || wish.is_some() {
            return Err(wrong("nothing may stand behind the host but ?tls="));
        }
        wish = Some(value.into_owned());
    }
    Ok(wish)
}

fn tls(host: &str, settings: &ServerSettings) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = &settings.smtp_ca_file {
        let shown = path.display();
        let pem = fs::read(path).map_err(|error| format!("cannot read the certificates {shown}: {error}"))?;
        let holds_none = || format!("{shown} holds no certificate in PEM, which --smtp-ca-file must");
        if !pem.windows(27).any(|window| window == b"-----BEGIN CERTIFICATE-----") {
            return Err(holds_none());
        }
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| holds_none())?);
    }
    builder.build().map_err(|error| format!("TLS cannot be had for mails: {error}"))
}

fn login(url: &Url, settings: &ServerSettings) -> Result<Option<Login>, String> {
    let user = percent_decoded(url.username()).ok_or_else(|| wrong("its user is not UTF-8"))?;
    match (user.as_str(), &settings.smtp_password_file) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err("--smtp-password-file needs a user in --smtp-url, like smtp://user@host".into()),
        (_, None) => Err("--smtp-url names a user: give a file with the password with --smtp-password-file".into()),
        (user, Some(path)) => {
            let shown = path.display();
            let unreadable = |error: std::io::Error| format!("cannot read the password file {shown}: {error}");
            fs::metadata(path).map_err(unreadable)?;
            mend(path).map_err(|error| {
                format!("the password file {shown} can be read by others, and that cannot be changed: {error}")
            })?;
            let text = Zeroizing::new(fs::read_to_string(path).map_err(unreadable)?);
            let password = Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned());
            if password.is_empty() {
                return Err(format!("the password file {shown} is empty"));
            }
            let credentials = Credentials::new(user.to_owned(), password.to_string());
            Ok(Some(Login { credentials, password }))
        }
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        if let (b'%', Some(byte)) = (first, code) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn hello(settings: &ServerSettings) -> ClientId {
    let host = settings.public_url.as_ref().and_then(Url::domain);
    host.map_or_else(ClientId::default, |host| ClientId::Domain(host.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Result<Option<MailServer>, String> {
        MailServer::of(&ServerSettings { smtp_url: Some(url.into()), ..ServerSettings::defaults() })
    }

    #[test]
    fn tls_is_left_out_on_this_machine_or_where_somebody_says_so() {
        let is_plain = |url: &str| matches!(of(url).unwrap().unwrap().protection, Protection::None);
        let is_started = |url: &str| matches!(of(url).unwrap().unwrap().protection, Protection::StartTls(_));
        assert!(is_started("smtp://mail.partner.example") && is_started("smtp://127.0.0.1?tls=required"));
        assert!(is_plain("smtp://127.0.0.1:2525") && is_plain("smtp://[::1]") && is_plain("smtp://localhost"));
        assert!(is_plain("smtp://relay.lan?tls=none"));
        assert!(matches!(of("smtps://mail.partner.example").unwrap().unwrap().protection, Protection::Tls(_)));
        let port = |url: &str| of(url).unwrap().unwrap().port;
        assert_eq!(port("smtp://mail.partner.example"), 587);
        assert_eq!(port("smtps://mail.partner.example"), 465);
        assert_eq!(port("smtp://mail.partner.example:2525"), 2525);
    }

    #[test]
    fn what_names_no_server_is_refused_and_not_repeated() {
        for url in [
            "mail.partner.example:587",
            "http://mail.partner.example",
            "smtp://",
            "smtp://mail.partner.example?tls=opportunistic",
            "smtps://mail.partner.example?tls=none",
            "smtp://mail.partner.example/path",
            "smtp://mail.partner.example?other=1",
            "smtp://kim@mail.partner.example",
            "smtp://kim:hunter2@mail.partner.example",
        ] {
            let told = of(url).unwrap_err();
            assert!(told.contains("--smtp-") && !told.contains("hunter2"), "{url}: {told}");
        }
    }

    #[test]
    fn a_user_is_read_as_it_is_meant() {
        assert_eq!(percent_decoded("kim%40partner.example").unwrap(), "kim@partner.example");
        assert_eq!(percent_decoded("100%").unwrap(), "100%");
        assert_eq!(percent_decoded("%ff"), None);
    }
}
