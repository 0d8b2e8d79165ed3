//! Mail over SMTP. What is said to the server is said step by step, so that it is known how far it came: until the
//! content is sent, nothing has left; after the server said yes, it has; between the two nobody knows.
//!
//! One connection is used for mail after mail, as long as they follow each other.

mod letter;
mod server;
mod told;

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail as From, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::timeout;

use self::letter::Letter;
pub use self::letter::draft;
use self::server::{MailServer, Protection};
use super::{Cause, Channel, Gate, Undelivered};
use crate::config::ServerSettings;
use crate::domain::id::MessageId;
use crate::domain::mail::Mail;

/// As messages name it.
pub const NAME: &str = "mail";
/// How long the server is waited for, each time it is asked something.
const ANSWERED_WITHIN: Duration = Duration::from_secs(12);
/// And when it was told sender or recipient: it may ask others about them.
const LOOKED_UP_WITHIN: Duration = Duration::from_secs(30);
/// And when it has all of a mail: it may look for viruses first.
const TAKEN_WITHIN: Duration = Duration::from_mins(1);
/// A connection is kept for the next mail so long, and for so many.
const KEPT: Duration = Duration::from_secs(5);
const MAILS_OF_A_CONNECTION: u32 = 100;

/// Mails, to the server that the settings name.
#[derive(Debug)]
pub struct MailChannel {
    server: MailServer,
    kept: Arc<Mutex<Option<Line>>>,
}

/// A connection, and what it was used for.
struct Line {
    connection: AsyncSmtpConnection,
    mails: u32,
    used: Instant,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line").field("mails", &self.mails).finish_non_exhaustive()
    }
}

#[async_trait(?Send)]
impl Channel for MailChannel {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn carry(&self, id: MessageId, body: &str, gate: &dyn Gate) -> Result<String, Undelivered> {
        let refused = |cause: &str| Undelivered::Refused(cause.into());
        let mail: Mail = serde_json::from_str(body).map_err(|_| refused("the mail cannot be read"))?;
        let letter = Letter::of(id, &mail).map_err(|cause| refused(&cause))?;
        let mut secrets: Vec<&str> = mail.secrets().collect();
        secrets.extend(self.server.login.as_ref().map(|login| login.password.as_str()));
        let mut line = self.addressed(&letter, &secrets).await?;
        if !gate.opens().await {
            self.keep(line).await;
            return Err(Undelivered::Held);
        }
        let said = say(&mut line, &letter, &secrets).await;
        if !matches!(said, Err(Undelivered::Unknown(_) | Undelivered::Unreadable(_))) {
            self.keep(line).await;
        }
        said
    }
}

impl MailChannel {
    /// Nothing where no server is named.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn of(settings: &ServerSettings) -> Result<Option<Self>, String> {
        Ok(MailServer::of(settings)?.map(|server| Self { server, kept: Arc::default() }))
    }

    /// A connection on which the server knows from whom a mail comes and to whom it goes.
    async fn addressed(&self, letter: &Letter, secrets: &[&str]) -> Result<Line, Undelivered> {
        let kept = self.kept.lock().await.take();
        let kept = kept.filter(|line| line.used.elapsed() < KEPT && line.mails < MAILS_OF_A_CONNECTION);
        if let Some(mut line) = kept {
            // Where the server has hung up meanwhile, nothing was lost: it is called again.
            match address(&mut line, letter, secrets).await {
                Err(Failure::Line(_)) => {}
                Err(Failure::Answer(undelivered)) => {
                    self.keep(line).await;
                    return Err(undelivered);
                }
                Ok(()) => return Ok(line),
            }
        }
        let mut line = self.call(secrets).await?;
        match address(&mut line, letter, secrets).await {
            Ok(()) => Ok(line),
            Err(Failure::Line(cause)) => Err(Undelivered::Later(cause)),
            Err(Failure::Answer(undelivered)) => {
                self.keep(line).await;
                Err(undelivered)
            }
        }
    }

    async fn call(&self, secrets: &[&str]) -> Result<Line, Undelivered> {
        let MailServer { host, port, protection, login, hello } = &self.server;
        let later = |at: &str, error: Error| Undelivered::Later(told::no(at, &error, secrets));
        let silent = |at: &str| Undelivered::Later(format!("{at}: the server did not answer").into());
        let connection = timeout(ANSWERED_WITHIN, connect(host, *port, protection, hello)).await;
        let mut connection = connection.map_err(|_| silent("connection"))?.map_err(|cause| match cause {
            NotConnected::Said(error) => later("connection", error),
            NotConnected::Unreached(why) => Undelivered::Later(format!("connection: {why}").into()),
        })?;
        if let Protection::StartTls(tls) = protection {
            if !connection.can_starttls() {
                return Err(Undelivered::Later("the server does not offer TLS, and nothing was sent without".into()));
            }
            let started = timeout(ANSWERED_WITHIN, connection.starttls(tls.clone(), hello)).await;
            started.map_err(|_| silent("TLS"))?.map_err(|error| later("TLS", error))?;
        }
        if let Some(login) = login {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let let_in = timeout(ANSWERED_WITHIN, connection.auth(&mechanisms, &login.credentials)).await;
            let_in.map_err(|_| silent("sign-in"))?.map_err(|error| {
                let cause = told::no("sign-in", &error, secrets);
                if error.is_permanent() { Undelivered::Refused(cause) } else { Undelivered::Later(cause) }
            })?;
        }
        Ok(Line { connection, mails: 0, used: Instant::now() })
    }

    /// Keeps a connection for the next mail, and hangs up if none comes soon.
    async fn keep(&self, mut line: Line) {
        let reset = timeout(ANSWERED_WITHIN, line.connection.command(Rset)).await;
        if line.connection.has_broken() || !reset.is_ok_and(|reset| reset.is_ok()) {
            return;
        }
        line.used = Instant::now();
        *self.kept.lock().await = Some(line);
        let kept = Arc::clone(&self.kept);
        tokio::spawn(async move {
            tokio::time::sleep(KEPT).await;
            let idle = { kept.lock().await.take_if(|line| line.used.elapsed() >= KEPT) };
            if let Some(mut line) = idle {
                let _ = timeout(ANSWERED_WITHIN, line.connection.quit()).await;
            }
        });
    }
}

/// Why there is no connection.
enum NotConnected {
    Unreached(std::io::Error),
    Said(Error),
}

/// What is written last of a mail is short, and must not wait until what was before it is acknowledged: 40 ms a mail.
async fn connect(
    host: &str,
    port: u16,
    protection: &Protection,
    hello: &ClientId,
) -> Result<AsyncSmtpConnection, NotConnected> {
    if let Protection::Tls(tls) = protection {
        let connected =
            AsyncSmtpConnection::connect_tokio1((host, port), Some(ANSWERED_WITHIN), hello, Some(tls.clone()), None);
        return connected.await.map_err(NotConnected::Said);
    }
    let stream = TcpStream::connect((host, port)).await.map_err(NotConnected::Unreached)?;
    stream.set_nodelay(true).map_err(NotConnected::Unreached)?;
    AsyncSmtpConnection::connect_with_transport(Box::new(stream), hello).await.map_err(NotConnected::Said)
}

/// Why a mail was not addressed.
enum Failure {
    /// The connection broke, or nobody answered.
    Line(Cause),
    /// The server said no.
    Answer(Undelivered),
}

async fn address(line: &mut Line, letter: &Letter, secrets: &[&str]) -> Result<(), Failure> {
    let from = From::new(letter.envelope.from().cloned(), Vec::new());
    ask(line, "sender", from, secrets).await?;
    for to in letter.envelope.to() {
        ask(line, "recipient", Rcpt::new(to.clone(), Vec::new()), secrets).await?;
    }
    Ok(())
}

async fn ask(line: &mut Line, at: &str, command: impl std::fmt::Display, secrets: &[&str]) -> Result<(), Failure> {
    let answered = timeout(LOOKED_UP_WITHIN, line.connection.command(command)).await;
    let Ok(answered) = answered else {
        return Err(Failure::Line(format!("{at}: the server did not answer").into()));
    };
    match answered {
        Ok(_) => Ok(()),
        Err(error) => {
            let cause = told::no(at, &error, secrets);
            Err(match error.status() {
                // 421: it hangs up.
                Some(code) if code.to_string() == "421" => Failure::Line(cause),
                Some(_) if error.is_permanent() => Failure::Answer(Undelivered::Refused(cause)),
                Some(_) => Failure::Answer(Undelivered::Later(cause)),
                None => Failure::Line(cause),
            })
        }
    }
}

/// Says all of the mail. Only an answer to its end tells that it has left, or that it has not.
async fn say(line: &mut Line, letter: &Letter, secrets: &[&str]) -> Result<String, Undelivered> {
    match ask(line, "content", Data, secrets).await {
        Ok(()) => {}
        // Nothing of it was said yet.
        Err(Failure::Line(cause)) => return Err(Undelivered::Later(cause)),
        Err(Failure::Answer(undelivered)) => return Err(undelivered),
    }
    line.mails += 1;
    let answered: Result<Result<Response, Error>, _> =
        timeout(TAKEN_WITHIN, line.connection.message(&letter.bytes)).await;
    match answered {
        Ok(Ok(response)) if response.code().severity == Severity::PositiveCompletion => {
            Ok(told::yes(&response, secrets))
        }
        Ok(Ok(response)) => Err(Undelivered::Unreadable(told::yes(&response, secrets).into())),
        Ok(Err(error)) => {
            let cause = told::no("end of content", &error, secrets);
            Err(match error.status() {
                Some(_) if error.is_permanent() => Undelivered::Refused(cause),
                Some(_) => Undelivered::Later(cause),
                None if told::is_unreadable(&error) => Undelivered::Unreadable(cause),
                None => Undelivered::Unknown(cause),
            })
        }
        Err(_) => Err(Undelivered::Unknown("end of content: the server did not answer".into())),
    }
}
