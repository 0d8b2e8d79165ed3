//! Temporary passwords, hashed ahead of the users who get them: slow by intent, so all cores do it at once, and no
//! transaction waits for it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::mpsc;
use zeroize::Zeroizing;

use crate::actions::Error;
use crate::app::App;
use crate::password::{self, HashError};

/// How many wait at most for somebody to take them.
const AHEAD: usize = 32;

/// A password and its hash.
pub(super) struct Ready {
    pub password: Zeroizing<String>,
    pub hash: String,
}

/// Passwords that are hashed while others are used.
pub(super) struct Passwords {
    ready: mpsc::Receiver<Result<Ready, HashError>>,
    kept: VecDeque<Ready>,
}

impl Passwords {
    /// Begins to hash so many. They stop when nobody takes them any more.
    pub(super) fn ahead(app: &App, count: usize) -> Self {
        let (send, ready) = mpsc::channel(AHEAD);
        let left = Arc::new(AtomicUsize::new(count));
        for _ in 0..app.hasher.at_once().min(count) {
            let (send, left, app) = (send.clone(), Arc::clone(&left), app.clone());
            tokio::spawn(async move {
                let one = |left: usize| left.checked_sub(1);
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one).is_ok() {
                    let password = password::temporary();
                    let hashed = app.hasher.hash(password.clone()).await;
                    if send.send(hashed.map(|hash| Ready { password, hash })).await.is_err() {
                        return;
                    }
                }
            });
        }
        Self { ready, kept: VecDeque::new() }
    }

    /// The next `count`, or as many as there will be.
    ///
    /// # Errors
    /// When the machine cannot hash.
    pub(super) async fn take(&mut self, count: usize) -> Result<Vec<Ready>, Error> {
        let mut taken: Vec<Ready> = Vec::with_capacity(count);
        while taken.len() < count {
            match self.kept.pop_front() {
                Some(ready) => taken.push(ready),
                None => match self.ready.recv().await {
                    Some(ready) => taken.push(ready?),
                    None => break,
                },
            }
        }
        Ok(taken)
    }

    /// Takes back those that nobody needed.
    pub(super) fn give_back(&mut self, rest: impl IntoIterator<Item = Ready>) {
        self.kept.extend(rest);
    }
}
