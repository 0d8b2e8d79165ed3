//! The node's own work: takes jobs from the queue while the server runs. Knows when to look;
//! what is done is the actions' business.

use std::time::Duration;

use crate::actions::jobs::{Turn, turn};
use crate::app::App;

/// How often a node looks whether another one left something, or a restart.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long it waits after the database failed.
const WAIT_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Works until the process ends. A job under way then goes on at the next start, or at another node.
pub async fn run(app: App) {
    loop {
        match turn(&app).await {
            Ok(Turn::Worked) => {}
            Ok(Turn::Idle) => {
                tokio::select! {
                    () = app.wake.notified() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
            Err(error) => {
                tracing::error!(?error, "the queue of jobs could not be read");
                tokio::time::sleep(WAIT_AFTER_FAILURE).await;
            }
        }
    }
}
