//! The node's own work: takes jobs from the queue while the server runs. Knows when to look;
//! what is done is the actions' business.

use std::time::Duration;

use tokio::sync::watch;

use crate::actions::jobs::{Turn, run_next_until};
use crate::app::App;

/// How often a node looks whether another one left something, or a restart.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long it waits after the database failed.
const WAIT_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Works until `over` says so, and then gives back what it has not done: that goes on at the next
/// start, or at another node.
pub async fn run(app: App, mut over: watch::Receiver<bool>) {
    let told = over.clone();
    let is_over = || *told.borrow();
    while !is_over() {
        let pause = match run_next_until(&app, is_over).await {
            Ok(Turn::Worked) => continue,
            Ok(Turn::Idle) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(?error, "the queue of jobs could not be read");
                WAIT_AFTER_FAILURE
            }
        };
        tokio::select! {
            () = app.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
            _ = over.wait_for(|over| *over) => {}
        }
    }
}
