//! `partnerdesk staff …`: who may sign in, from the machine itself.

use std::io::{BufRead as _, IsTerminal as _};

use clap::Subcommand;
use zeroize::Zeroizing;

use super::Stop;
use crate::actions::staff;
use crate::actions::{Actor, Error, Submission};
use crate::app::App;
use crate::domain::role::Role;
use crate::domain::staff::NewStaff;

#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Add somebody; the password is asked for, or read from standard input
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// global-admin, admin-agent, sales-agent, helpdesk-agent or user-management-admin
        #[arg(long)]
        role: Role,
    },
    /// Show everybody
    List,
    /// Give somebody another password and end all sessions of that person
    Password { email: String },
    /// Give somebody another role
    Role { email: String, role: Role },
    /// Shut somebody out
    Block { email: String },
    /// Let somebody in again
    Unblock { email: String },
    /// Take somebody off the staff for good; the activity log still names the person
    Remove { email: String },
}

/// Runs one of them.
///
/// # Errors
/// A sentence for standard error, and the exit status.
pub async fn run(app: &App, command: StaffCommand) -> Result<(), Stop> {
    let by = Actor::command_line(app);
    match command {
        StaffCommand::Add { email, name, role } => {
            let typed = NewStaff::parse_with_password(&email, &name, role, read_password()?);
            let (new, password) = typed.map_err(Error::Refused)?;
            let staff = staff::add(&by, &new, password).await?;
            println!("{} can sign in as {}", staff.email.as_str(), staff.role);
        }
        StaffCommand::List => {
            for staff in staff::list(&by).await? {
                let blocked = if staff.blocked_at.is_some() { "blocked" } else { "" };
                println!("{}\t{}\t{}\t{blocked}", staff.email.as_str(), staff.role, staff.name);
            }
        }
        StaffCommand::Password { email } => {
            let password = read_password()?;
            staff::set_password(&by, email.as_str(), password).await.map_err(|error| unknown(error, &email))?;
            println!("{email} has a new password, and all sessions ended");
        }
        StaffCommand::Role { email, role } => {
            staff::set_role(&by, email.as_str(), role).await.map_err(|error| unknown(error, &email))?;
            println!("{email} is now {role}");
        }
        StaffCommand::Block { email } => {
            staff::block(&by, email.as_str()).await.map_err(|error| unknown(error, &email))?;
            println!("{email} can no longer sign in, and all sessions ended");
        }
        StaffCommand::Unblock { email } => {
            staff::unblock(&by, email.as_str()).await.map_err(|error| unknown(error, &email))?;
            println!("{email} can sign in again");
        }
        StaffCommand::Remove { email } => {
            let done = staff::remove(&by, email.as_str(), &Submission::never_twice()).await;
            done.map_err(|error| unknown(error, &email))?;
            println!("{email} is no longer on the staff; the address can be used again");
        }
    }
    Ok(())
}

fn unknown(error: Error, email: &str) -> Stop {
    match error {
        Error::NotFound => Stop::refused(format!("nobody has the e-mail {email}; see: partnerdesk staff list")),
        error => error.into(),
    }
}

fn read_password() -> Result<Zeroizing<String>, Stop> {
    let failed = |error: std::io::Error| Stop::refused(format!("the password cannot be read: {error}"));
    if !std::io::stdin().is_terminal() {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
        return Ok(Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned()));
    }
    let first = Zeroizing::new(rpassword::prompt_password("Password: ").map_err(failed)?);
    let again = Zeroizing::new(rpassword::prompt_password("The same again: ").map_err(failed)?);
    if first == again { Ok(first) } else { Err(Stop::refused("the two passwords differ; nothing was changed")) }
}
