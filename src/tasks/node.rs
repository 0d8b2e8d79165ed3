//! A node at work, for as long as its server runs: tasks of the installation, tasks that wait for somebody
//! outside beside them, and what every node does for itself.

use std::time::Duration;

use tokio::sync::watch;

use super::clean_up;
use super::queue::{OUTSIDE, OWN, Turn, run_next_of};
use crate::actions::anchors::{Anchors, Noted};
use crate::actions::{Error, installation, queue};
use crate::app::App;
use crate::domain::task::CleanUp;

/// How often a node looks whether another one left something, or a restart.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long it waits after the database failed.
const WAIT_AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often it looks after its own house.
const KEEP_EVERY: Duration = Duration::from_mins(1);
/// How often what was destroyed is taken out of the database's log.
const ERASE_EVERY: Duration = Duration::from_secs(15);
/// How often the ends of the chains of events are noted outside the database.
const NOTE_EVERY: Duration = Duration::from_hours(1);

/// Works until `over` says so, and then gives back what it has not done: that goes on at the next
/// start, or at another node.
pub async fn run(app: App, anchors: Anchors, over: watch::Receiver<bool>) {
    let mut told = over.clone();
    let house = async {
        tokio::join!(keep_now_and_then(&app), erase_now_and_then(&app), note_now_and_then(&app, anchors));
    };
    let house = async {
        tokio::select! {
            () = house => {}
            _ = told.wait_for(|over| *over) => {}
        }
    };
    tokio::join!(work(&app, OWN, over.clone()), work(&app, OUTSIDE, over), house);
}

async fn work(app: &App, kinds: &[&str], mut over: watch::Receiver<bool>) {
    let told = over.clone();
    let is_over = || *told.borrow();
    while !is_over() {
        let pause = match run_next_of(app, kinds, &is_over).await {
            Ok(Turn::Worked) => continue,
            Ok(Turn::Idle) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(?error, "the queue could not be read");
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

/// Sees to it that what is done every so often, once for all nodes, stands in the queue.
///
/// # Errors
/// When the queue cannot be read or written.
pub async fn keep_schedules(app: &App) -> Result<(), Error> {
    queue::keep_schedule(app, clean_up::TASK, &CleanUp {}, clean_up::EVERY).await
}

/// What this node alone knows is written down; and what is done for all nodes stands in the queue.
async fn keep_now_and_then(app: &App) {
    loop {
        if let Err(error) = installation::keep_own(app).await {
            tracing::error!(?error, "what this node knows of sessions could not be written");
        }
        if let Err(error) = keep_schedules(app).await {
            tracing::error!(?error, "the schedule could not be kept");
        }
        tokio::time::sleep(KEEP_EVERY).await;
    }
}

async fn erase_now_and_then(app: &App) {
    loop {
        tokio::time::sleep(ERASE_EVERY).await;
        if let Err(error) = installation::erase(app).await {
            tracing::error!(?error, "what was destroyed may still lie in the database's log");
        }
    }
}

/// Notes where the chains of events end, outside the database: in a file, and a sign of it in the log. Each
/// node notes for itself, as it may have a file of its own.
async fn note_now_and_then(app: &App, mut anchors: Anchors) {
    loop {
        let result;
        (anchors, result) = anchors.note(app).await;
        match result {
            Ok(Noted { chains, digest, mended }) => {
                if mended {
                    tracing::warn!("a line of the anchor file was half written and was taken off");
                }
                tracing::info!(event = "chains_noted", chains, digest);
            }
            Err(error) => {
                tracing::error!(?error, "the ends of the chains could not be noted; is --anchor-file writable?");
                tokio::time::sleep(KEEP_EVERY).await;
                continue;
            }
        }
        tokio::time::sleep(NOTE_EVERY).await;
    }
}
