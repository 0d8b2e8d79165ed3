//! Where each chain of events ends, noted outside the database: whoever cuts a chain off together with
//! its head, or builds it anew with the key, is found out by `partnerdesk check`.
//!
//! The file only grows, one JSON line for each chain that moved. Several servers may share it: each
//! holds its lock while it reads what the others added and adds its own. A line that a crash left half
//! written is taken off by the next one.

use std::collections::HashMap;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Error;
use crate::app::App;
use crate::domain::Moment;
use crate::domain::id::CustomerId;
use crate::files::mend;
use crate::secrets::{hash, hex};
use crate::store;
use crate::store::audit::Head;

/// Heads read at a time.
const ROWS: u64 = 1_000;

/// A chain's head at a moment. The installation's own chain is that of the nil customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub time: Moment,
    pub customer: CustomerId,
    pub seq: i64,
    /// In hexadecimal.
    pub mac: String,
}

/// What one round noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Chains that moved since they were noted last.
    pub chains: usize,
    /// SHA-256 of the lines that were added, for the log.
    pub digest: String,
    /// A line that was never finished was taken off before.
    pub mended: bool,
}

/// The file, and what is known of it.
#[derive(Debug)]
pub struct Anchors {
    path: PathBuf,
    /// Up to here it was read.
    read: u64,
    noted: HashMap<CustomerId, (i64, String)>,
    /// What was written last may not be on the disk; the system does not tell twice.
    is_doubtful: bool,
}

impl Anchors {
    /// Nothing is opened or made yet.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), read: 0, noted: HashMap::new(), is_doubtful: false }
    }

    /// Notes the chains that moved.
    ///
    /// # Errors
    /// When the database fails, or the file cannot be written.
    pub async fn note(mut self, app: &App) -> (Self, Result<Noted, Error>) {
        let heads = match heads(app).await {
            Ok(heads) => heads,
            Err(error) => return (self, Err(error)),
        };
        let (path, now) = (self.path.clone(), app.clock.now());
        let written = tokio::task::spawn_blocking(move || {
            let result = self.append(&heads, now);
            (self, result)
        });
        match written.await {
            Ok((anchors, result)) => {
                let failed = |error| Error::Failed(format!("{}: {error}", path.display()));
                (anchors, result.map_err(failed))
            }
            Err(error) => (Self::at(&path), Err(Error::Failed(error.to_string()))),
        }
    }

    fn append(&mut self, heads: &[(CustomerId, Head)], now: Moment) -> io::Result<Noted> {
        let mut file = open(&self.path)?;
        file.lock()?;
        let mended = self.catch_up(&mut file)?;
        if self.is_doubtful {
            self.noted.clear();
        }
        let mut lines = Vec::new();
        let mut moved = Vec::new();
        for (customer, head) in heads {
            let mac = hex(&head.mac);
            if self.noted.get(customer).is_some_and(|(seq, known)| (*seq, known) == (head.seq, &mac)) {
                continue;
            }
            let anchor = Anchor { time: now, customer: *customer, seq: head.seq, mac };
            serde_json::to_writer(&mut lines, &anchor)?;
            lines.push(b'\n');
            moved.push(anchor);
        }
        if !lines.is_empty() {
            self.is_doubtful = true;
            file.write_all(&lines)?;
            file.sync_all()?;
            self.is_doubtful = false;
        }
        self.read += lines.len() as u64;
        let chains = moved.len();
        self.noted.extend(moved.into_iter().map(|anchor| (anchor.customer, (anchor.seq, anchor.mac))));
        Ok(Noted { chains, digest: hash(&lines), mended })
    }

    /// Reads what was added since, by whom ever, and takes off a line that is not finished: its writer
    /// held the lock that is ours now, so it is dead. Gives whether there was one.
    fn catch_up(&mut self, file: &mut File) -> io::Result<bool> {
        let length = file.metadata()?.len();
        if length < self.read {
            // Another file took its place.
            (self.read, self.noted) = (0, HashMap::new());
        }
        file.seek(SeekFrom::Start(self.read))?;
        let mut reader = BufReader::new(&*file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let bytes = reader.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                break;
            }
            self.read += bytes as u64;
            if let Ok(anchor) = serde_json::from_slice::<Anchor>(&line) {
                self.noted.insert(anchor.customer, (anchor.seq, anchor.mac));
            }
        }
        drop(reader);
        let is_half = self.read < length;
        if is_half {
            file.set_len(self.read)?;
        }
        Ok(is_half)
    }
}

async fn heads(app: &App) -> Result<Vec<(CustomerId, Head)>, Error> {
    let mut heads: Vec<(CustomerId, Head)> = Vec::new();
    loop {
        let last = heads.last().map(|(customer, _)| *customer);
        let more = store::audit::heads_after(app.db.read(), last, ROWS).await?;
        if more.is_empty() {
            return Ok(heads);
        }
        heads.extend(more);
    }
}

/// Readable by its owner only; what is written goes to its end.
fn open(path: &Path) -> io::Result<File> {
    let is_new = !path.exists();
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if is_new {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    }
    let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    mend(path)?;
    if is_new {
        File::open(directory)?.sync_all()?;
    }
    Ok(file)
}

/// A line of the file, as it is read back.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    Anchor(Anchor),
    /// The last one, which a crash left half written.
    Unfinished,
    /// What we never wrote.
    Unreadable,
}

/// The lines of a file, one by one: it may be long.
///
/// # Errors
/// When the file cannot be read.
pub fn lines(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Line>> + use<>> {
    let mut reader = BufReader::new(File::open(path)?);
    Ok(std::iter::from_fn(move || {
        let mut line = Vec::new();
        match reader.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) if !line.ends_with(b"\n") => Some(Ok(Line::Unfinished)),
            Ok(_) => Some(Ok(serde_json::from_slice(&line).map_or(Line::Unreadable, Line::Anchor))),
            Err(error) => Some(Err(error)),
        }
    }))
}
