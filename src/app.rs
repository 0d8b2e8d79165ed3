//! What a running installation holds together: database, clock, secrets, settings.

pub mod opening;

use std::sync::Arc;

use chrono_tz::Tz;

use crate::channels::Channels;
use crate::clock::Clock;
use crate::config::ServerSettings;
use crate::password::Hasher;
use crate::remembered::{Clicks, Guesses, Owed, Unreturned};
use crate::secrets::Secrets;
use crate::store::Db;

/// Shared by all requests and commands; cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub secrets: Secrets,
    pub hasher: Hasher,
    pub settings: ServerSettings,
    pub zone: Tz,
    /// Hosts by which requests may name us (`host` or `host:port`, lower case).
    pub hosts: Vec<String>,
    /// Rung when something was put into the queue: this node need not wait to look.
    pub wake: tokio::sync::Notify,
    /// What this node knows of sessions and tasks, and could not note.
    pub clicks: Clicks,
    pub owed: Owed,
    pub unreturned: Unreturned,
    /// From where tokens are guessed, since this node runs.
    pub guesses: Guesses,
    /// By whom this node sends messages out of the installation.
    pub channels: Channels,
}

impl App {
    /// Where browsers find the server, without a slash at the end.
    pub fn base_address(&self) -> String {
        match &self.settings.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.hosts.first().map_or("localhost", String::as_str)),
        }
    }

    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
