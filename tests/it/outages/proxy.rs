//! A way to a database server that breaks where it is told to. It reads what goes through, so nothing
//! is encrypted on it.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::Duration;

use url::Url;

/// What happens to what goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Open,
    /// New connections end at once, old ones are cut.
    Shut,
    /// Nothing goes through any more, and nobody says so.
    Silent,
    /// The next COMMIT does not get to the server.
    CutBeforeCommit,
    /// The next COMMIT gets there, and both sides are cut at once.
    CutInCommit,
    /// The next COMMIT is carried out; its answer is lost.
    CutAfterCommit,
    /// The same, and nothing goes through from then on.
    SilentAfterCommit,
    /// The next COMMIT is never answered; other connections go on.
    HoldCommit,
}

/// What is shared by all its connections.
struct State {
    way: Mutex<Way>,
    open: Mutex<Vec<TcpStream>>,
}

pub struct Proxy {
    /// The database's address by this way.
    pub url: String,
    state: Arc<State>,
}

impl Proxy {
    pub fn to(url: &str) -> Self {
        let mut url: Url = url.parse().unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        url.set_port(Some(listener.local_addr().unwrap().port())).unwrap();
        url.query_pairs_mut().append_pair("sslmode", "disable");
        let state = Arc::new(State { way: Mutex::new(Way::Open), open: Mutex::default() });
        let shared = Arc::clone(&state);
        spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                if *shared.way.lock().unwrap() == Way::Shut {
                    continue;
                }
                let server = TcpStream::connect(&server).unwrap();
                join(&shared, client, server);
            }
        });
        Self { url: url.to_string(), state }
    }

    pub fn turn(&self, way: Way) {
        *self.state.way.lock().unwrap() = way;
        if way == Way::Shut {
            self.cut();
        }
    }

    pub fn way(&self) -> Way {
        *self.state.way.lock().unwrap()
    }

    /// Cuts all connections there are.
    pub fn cut(&self) {
        for open in self.state.open.lock().unwrap().drain(..) {
            let _ = open.shutdown(Shutdown::Both);
        }
    }
}

/// Passes on what both sides say.
fn join(state: &Arc<State>, client: TcpStream, server: TcpStream) {
    let mut open = state.open.lock().unwrap();
    open.push(client.try_clone().unwrap());
    open.push(server.try_clone().unwrap());
    drop(open);
    let loses_answer = Arc::new(AtomicBool::new(false));
    let (to_client, to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let (shared, loses) = (Arc::clone(state), Arc::clone(&loses_answer));
    spawn(move || pass(&shared, client, to_server, &loses, true));
    let shared = Arc::clone(state);
    spawn(move || pass(&shared, server, to_client, &loses_answer, false));
}

fn pass(state: &State, mut from: TcpStream, mut to: TcpStream, loses_answer: &AtomicBool, is_asking: bool) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        let part = &bytes[..read];
        while *state.way.lock().unwrap() == Way::Silent {
            sleep(Duration::from_millis(10));
        }
        if loses_answer.load(Ordering::Acquire) && !is_asking {
            break;
        }
        if is_asking && part.windows(7).any(|word| word == b"COMMIT\0") {
            let way = *state.way.lock().unwrap();
            let next = if way == Way::SilentAfterCommit { Way::Silent } else { Way::Open };
            match way {
                Way::CutBeforeCommit => {
                    *state.way.lock().unwrap() = next;
                    break;
                }
                Way::CutInCommit => {
                    *state.way.lock().unwrap() = next;
                    let _ = to.write_all(part);
                    break;
                }
                Way::CutAfterCommit | Way::SilentAfterCommit => {
                    loses_answer.store(true, Ordering::Release);
                    *state.way.lock().unwrap() = next;
                    let _ = to.write_all(part);
                    if next == Way::Open {
                        // The server has answered by then.
                        sleep(Duration::from_millis(100));
                        break;
                    }
                    continue;
                }
                Way::HoldCommit => {
                    *state.way.lock().unwrap() = next;
                    continue;
                }
                Way::Open | Way::Shut | Way::Silent => {}
            }
        }
        if to.write_all(part).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
