//! `partnerdesk check`: each discrepancy on a line of standard output, also while it serves.

use super::Stop;
use crate::actions::{Actor, check};
use crate::app::App;

/// Checks the database.
///
/// # Errors
/// When there is any discrepancy (exit status 1), or the database fails.
pub async fn check(app: &App) -> Result<(), Stop> {
    let summary = check::run(&Actor::command_line(app), |finding| println!("{finding}")).await?;
    let check::Summary { customers, users, events, findings } = summary;
    let gone_through = format!("{customers} customers, {users} users, {events} events");
    if findings > 0 {
        return Err(Stop::refused(format!("{findings} discrepancies in {gone_through}")));
    }
    println!("no discrepancy in {gone_through}");
    Ok(())
}
