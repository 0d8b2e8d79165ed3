//! Who is connected: bounded in all and from one address, and nobody stays who neither asks, sends nor
//! reads. Where there is no room left, those go first who are not known to be signed in and wait for
//! nothing of ours, the oldest of them.

use std::collections::BTreeMap;
use std::net::{IpAddr, Shutdown, TcpStream};
use std::os::fd::AsFd as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream as Socket;
use actix_web::web::Bytes;
use ipnet::IpNet;

/// From one address that is no trusted proxy's: an office behind one address has so many.
const OF_ONE_ADDRESS: usize = 500;
/// So long somebody may take to ask the next thing, or to read a part of an answer.
const PATIENCE: Duration = Duration::from_secs(40);

/// So long who was told to go may read that.
const FAREWELL: Duration = Duration::from_secs(3);

/// All connections of this process.
#[derive(Clone, Debug)]
pub struct Connections(Arc<All>);

#[derive(Debug)]
struct All {
    most: usize,
    trusted: Vec<IpNet>,
    next: AtomicU64,
    open: Mutex<BTreeMap<u64, Entry>>,
}

#[derive(Debug)]
struct Entry {
    address: IpAddr,
    socket: TcpStream,
    state: State,
    since: Instant,
    /// Somebody who is signed in has asked on it.
    is_known: bool,
    /// Its last answer was given.
    leaves: bool,
}

/// For whom a connection waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// For the next head, or the rest of one.
    Asking,
    /// For the rest of a form, which has a deadline of its own.
    Sending,
    /// For us.
    Working,
    /// For somebody to read what was sent.
    Reading,
}

/// One of them, as its requests know it. It is forgotten when the connection ends.
#[derive(Debug)]
pub struct Connection(Handle);

#[derive(Clone, Debug)]
struct Handle {
    id: u64,
    all: Connections,
}

impl Connections {
    /// At most so many at once.
    pub fn new(most: usize, trusted: Vec<IpNet>) -> Self {
        Self(Arc::new(All { most, trusted, next: AtomicU64::new(0), open: Mutex::default() }))
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, Entry>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a connection that was just accepted, and makes room for it; or ends it.
    pub fn accept(&self, socket: &Socket, extensions: &mut Extensions) {
        let Ok(peer) = socket.peer_addr() else { return };
        let Ok(own) = socket.as_fd().try_clone_to_owned().map(TcpStream::from) else { return };
        let address = peer.ip().to_canonical();
        let is_trusted = self.0.trusted.iter().any(|network| network.contains(&address));
        let mut open = self.open();
        let beside = open.values().filter(|entry| entry.address == address).count();
        let of_address = !is_trusted && beside >= OF_ONE_ADDRESS;
        if (of_address || open.len() >= self.0.most) && !make_room(&mut open, of_address.then_some(address)) {
            let _ = own.shutdown(Shutdown::Both);
            return;
        }
        // Never one that was another's: its end would be taken for this one's.
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        let since = Instant::now();
        open.insert(id, Entry { address, socket: own, state: State::Asking, since, is_known: false, leaves: false });
        extensions.insert(Connection(Handle { id, all: self.clone() }));
    }

    /// Ends those whose other side has done nothing for too long.
    pub fn end_stalled(&self) {
        for entry in self.open().values() {
            let patience = if entry.leaves { FAREWELL } else { PATIENCE };
            if matches!(entry.state, State::Asking | State::Reading) && entry.since.elapsed() > patience {
                let _ = entry.socket.shutdown(Shutdown::Both);
            }
        }
    }
}

/// Ends the oldest that may go, of this address or of all. Gives whether there was one.
fn make_room(open: &mut BTreeMap<u64, Entry>, address: Option<IpAddr>) -> bool {
    let may_go = |entry: &Entry| {
        !entry.is_known && entry.state != State::Working && address.is_none_or(|address| entry.address == address)
    };
    let Some(id) = open.iter().find(|(_, entry)| may_go(entry)).map(|(id, _)| *id) else { return false };
    if let Some(entry) = open.remove(&id) {
        let _ = entry.socket.shutdown(Shutdown::Both);
    }
    true
}

impl Handle {
    fn put(&self, state: State) {
        if let Some(entry) = self.all.open().get_mut(&self.id) {
            (entry.state, entry.since) = (state, Instant::now());
        }
    }
}

impl Connection {
    /// The head of a request has come, with a form to follow or without.
    pub fn asked(&self, with_form: bool) {
        self.0.put(if with_form { State::Sending } else { State::Working });
    }

    /// All that was to be read is there.
    pub fn received(&self) {
        self.0.put(State::Working);
    }

    /// What is still sent is not waited for.
    pub fn leaves(&self) {
        if let Some(entry) = self.0.all.open().get_mut(&self.0.id) {
            entry.leaves = true;
        }
    }

    /// Somebody who is signed in asks.
    pub fn is_of_staff(&self) {
        if let Some(entry) = self.0.all.open().get_mut(&self.0.id) {
            entry.is_known = true;
        }
    }

    /// Lets `body` tell how far its reader is.
    pub fn answers(&self, body: BoxBody) -> BoxBody {
        BoxBody::new(Answer { body, connection: self.0.clone() })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.all.open().remove(&self.0.id);
    }
}

/// An answer under way.
struct Answer {
    body: BoxBody,
    connection: Handle,
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.connection.put(State::Asking);
    }
}

impl MessageBody for Answer {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let next = Pin::new(&mut self.body).poll_next(context);
        // What was handed over waits for its reader; what is not there yet waits for us.
        self.connection.put(if next.is_ready() { State::Reading } else { State::Working });
        next
    }
}
