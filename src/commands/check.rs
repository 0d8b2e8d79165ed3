//! `partnerdesk check`: each discrepancy on a line of standard output, also while it serves.

use std::path::PathBuf;

use clap::Args;

use super::Stop;
use crate::actions::Actor;
use crate::actions::check::anchors::Compared;
use crate::actions::check::{self, Finding};
use crate::app::App;
use crate::config::DataSettings;

#[derive(Args, Clone, Debug)]
pub struct CheckSettings {
    /// A file in which a server noted where the chains of events end; may be given several times. That of
    /// this data directory is always looked at, if there is one
    #[arg(long, value_name = "FILE")]
    anchors: Vec<PathBuf>,
}

/// Checks the database.
///
/// # Errors
/// When there is any discrepancy (exit status 1), a file cannot be read, or the database fails.
pub async fn check(app: &App, data: &DataSettings, settings: &CheckSettings) -> Result<(), Stop> {
    let by = Actor::command_line(app);
    let print = |finding: &Finding| println!("{finding}");
    let summary = check::run(&by, print).await?;
    let check::Summary { customers, users, events, mut findings } = summary;
    let mut gone_through = format!("{customers} customers, {users} users, {events} events");
    let own = Some(data.anchors()).filter(|own| own.exists() && !settings.anchors.contains(own));
    for file in own.iter().chain(&settings.anchors) {
        let shown = file.display();
        let compared = check::anchors::compare(&by, file, print).await?;
        let Compared { anchors, findings: more, is_unfinished } =
            compared.map_err(|error| Stop::setup(format!("cannot read the anchors in {shown}: {error}")))?;
        if is_unfinished {
            println!("{shown}: its last line is half written, as a crash leaves it, and was passed over");
        }
        findings += more;
        gone_through = format!("{gone_through}, {anchors} anchors in {shown}");
    }
    if findings > 0 {
        return Err(Stop::refused(format!("{findings} discrepancies in {gone_through}")));
    }
    println!("no discrepancy in {gone_through}");
    Ok(())
}
