//! The command line's door to the actions: every command opens the same database as the server and
//! may run beside it.

mod backup;
mod check;
mod demo;
mod import;
mod seed;
mod serve;
mod staff;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::actions;
use crate::actions::Actor;
use crate::actions::timekeeping::{self, Confirmed};
use crate::app::App;
use crate::app::opening::{Opened, Unusable};
use crate::config::{DataSettings, ServerSettings};

/// A self-hosted dashboard for a partner's customers, their users and their licenses
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(flatten)]
    pub data: DataSettings,
    #[command(flatten)]
    pub server: ServerSettings,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server (what happens without a command, too)
    Serve {
        #[command(flatten)]
        server: ServerSettings,
    },
    /// Start the server on sample data in a directory of its own: `demo-data`, or `demo` within
    /// --data-dir
    Demo(demo::DemoSettings),
    /// Write a consistent copy of the embedded database, also while it serves
    Backup { file: PathBuf },
    /// Recount everything and print each discrepancy; exit status 1 if there is any
    Check(check::CheckSettings),
    /// Bring the database up to date, and end
    Migrate,
    /// What the partner has elsewhere, from files; the same file twice changes nothing
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Say that the machine's clock is right, where it was far ahead of all that the database knew: what waits
    /// for that is removed
    ConfirmClock,
    /// Fill an empty database with invented customers and users, for load and growth
    Seed(seed::SeedSettings),
    /// The partner's staff: the way in, and back in for somebody who forgot the password
    #[command(subcommand)]
    Staff(staff::StaffCommand),
}

/// How a command ends when it does not succeed.
#[derive(Debug)]
pub struct Stop {
    /// What is wrong and what to do; nothing when it was told already.
    pub sentence: String,
    pub code: u8,
}

impl Stop {
    /// The installation cannot be used as it was asked.
    pub fn setup(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 2 }
    }

    /// The command ran, and something in it was refused.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), code: 1 }
    }
}

impl From<Unusable> for Stop {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Setup(sentence) => Self::setup(sentence),
            Unusable::Failed(error) => error.into(),
        }
    }
}

impl From<actions::Error> for Stop {
    fn from(error: actions::Error) -> Self {
        use crate::words::{Language, Words};
        let words = Words::new(Language::English, chrono_tz::UTC);
        match error {
            actions::Error::Refused(refused) => {
                let reasons: Vec<String> = refused.0.iter().map(|(_, refusal)| words.say(&refusal.message())).collect();
                Self::refused(reasons.join(" "))
            }
            actions::Error::NotFound => Self::refused("there is none of that name"),
            actions::Error::MissingRole(_)
            | actions::Error::SignedOut
            | actions::Error::PasswordTooOld
            | actions::Error::RoleChanged
            | actions::Error::LeaseLost
            | actions::Error::NoMemory
            | actions::Error::Busy
            | actions::Error::Conflict(_) => Self::refused("this cannot be done now; try again"),
            actions::Error::Failed(cause) => Self::refused(format!("something unexpected failed: {cause}")),
            actions::Error::Store(cause) => Self::refused(match cause.outage() {
                Some(outage) => format!("{} ({cause})", words.say(&outage.message())),
                None => format!("the database failed: {cause}"),
            }),
        }
    }
}

async fn confirm_clock(data: &DataSettings) -> Result<(), Stop> {
    let opened = Opened::at(data).await?;
    if opened.is_new().await? {
        return Err(Stop::setup("there is no installation yet: give its directory with --data-dir"));
    }
    let app = opened.prepare(ServerSettings::defaults(), Vec::new()).await?;
    let by = Actor::command_line(&app);
    let now = by.now.format("%Y-%m-%d %H:%M UTC");
    if timekeeping::confirm(&by, by.now).await? == Confirmed::Now {
        println!("the clock is right: {now}; what became due meanwhile is removed, a day's worth an hour");
    } else {
        println!("nothing waits for the clock: {now}");
    }
    Ok(())
}

/// Runs one command to its end.
///
/// # Errors
/// A sentence for standard error, and the exit status.
pub async fn run(cli: Cli) -> Result<(), Stop> {
    match cli.command {
        None => serve::serve(&cli.data, cli.server).await,
        Some(Command::Serve { server }) => serve::serve(&cli.data, server).await,
        Some(Command::Demo(settings)) => demo::demo(&cli.data, settings).await,
        Some(Command::Backup { file }) => backup::backup(&open(&cli.data).await?, &cli.data, &file).await,
        Some(Command::Check(settings)) => check::check(&open(&cli.data).await?, &cli.data, &settings).await,
        Some(Command::ConfirmClock) => confirm_clock(&cli.data).await,
        Some(Command::Seed(settings)) => seed::seed(&open(&cli.data).await?, &settings).await,
        Some(Command::Migrate) => open(&cli.data).await.map(|_| ()),
        Some(Command::Import(command)) => import::run(&cli.data, command).await,
        Some(Command::Staff(command)) => staff::run(&open(&cli.data).await?, command).await,
    }
}

/// Opens the installation for a command that does not serve.
async fn open(data: &DataSettings) -> Result<App, Stop> {
    open_for(data, ServerSettings::defaults(), Vec::new()).await
}

/// Opens the installation: database, migrations, key.
async fn open_for(data: &DataSettings, settings: ServerSettings, hosts: Vec<String>) -> Result<App, Stop> {
    Ok(Opened::at(data).await?.prepare(settings, hosts).await?)
}
