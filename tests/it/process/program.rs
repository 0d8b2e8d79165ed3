//! The program as a process of its own: started, told to end, killed, and what it said meanwhile.
//!
//! Knows nothing of what it serves. Everything waits for a bounded time, then fails.

use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

pub use rustix::process::Signal;
use rustix::process::{Pid, kill_process};

/// How long a command may take, and a server to start or to end.
const PATIENCE: Duration = Duration::from_secs(90);
/// What the server prints when it is ready.
const READY: &str = "listening on ";

/// The release build where one is given, else the one that was built for the tests.
pub fn binary() -> PathBuf {
    release().unwrap_or_else(|| env!("CARGO_BIN_EXE_partnerdesk").into())
}

/// The release build, if one is given: what is measured is measured on it.
pub fn release() -> Option<PathBuf> {
    std::env::var_os("PARTNERDESK_BIN").map(PathBuf::from)
}

/// A process, which does not outlive the test.
struct Process {
    child: Child,
    out: Arc<Mutex<String>>,
    err: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

/// A process that ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; the signal's number with a minus when one ended it.
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Process {
    /// Starts a program with these arguments and variables, and no others.
    #[expect(clippy::disallowed_types, reason = "tests start the program; the program starts no other")]
    fn start(program: &Path, arguments: &[String], variables: &[(&str, &str)], input: &str) -> Self {
        let mut child = std::process::Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // One that ended before it read closes the pipe.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let (out, first) = collect(child.stdout.take().unwrap());
        let (err, second) = collect(child.stderr.take().unwrap());
        Self { child, out, err, readers: vec![first, second] }
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end.
    fn ended(&mut self) -> Ended {
        let started = Instant::now();
        while !self.has_ended() {
            assert!(started.elapsed() < PATIENCE, "it does not end: {}", self.said());
            sleep(Duration::from_millis(2));
        }
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        let text = |of: &Arc<Mutex<String>>| of.lock().unwrap().clone();
        let status = self.child.wait().unwrap();
        let code = status.code().unwrap_or_else(|| -status.signal().unwrap_or_default());
        Ended { code, out: text(&self.out), err: text(&self.err) }
    }

    fn said(&self) -> String {
        format!("{}{}", self.out.lock().unwrap(), self.err.lock().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(mut from: impl Read + Send + 'static) -> (Arc<Mutex<String>>, JoinHandle<()>) {
    let text = Arc::<Mutex<String>>::default();
    let into = Arc::clone(&text);
    let reader = spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            into.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    });
    (text, reader)
}

/// Runs one command to its end.
pub fn run(arguments: &[String], variables: &[(&str, &str)], input: &str) -> Ended {
    Process::start(&binary(), arguments, variables, input).ended()
}

/// A server that is ready.
pub struct Server {
    process: Process,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// What it printed up to then.
    pub printed: Vec<String>,
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub fn start(arguments: &[String]) -> Self {
        Self::start_with(arguments, &[])
    }

    /// The same with these variables.
    pub fn start_with(arguments: &[String], variables: &[(&str, &str)]) -> Self {
        Self::start_program(&binary(), arguments, variables)
    }

    /// Starts another program that serves.
    pub fn start_program(program: &Path, arguments: &[String], variables: &[(&str, &str)]) -> Self {
        let started = Instant::now();
        let mut process = Process::start(program, arguments, variables, "");
        loop {
            let printed: Vec<String> = process.out.lock().unwrap().lines().map(str::to_owned).collect();
            if let Some(address) = printed.last().and_then(|line| line.strip_prefix(READY)) {
                let address = address.to_owned();
                return Self { process, address, printed, ready_after: started.elapsed() };
            }
            assert!(!process.has_ended(), "it ended: {:?}", process.ended());
            assert!(started.elapsed() < PATIENCE, "it does not start: {}", process.said());
            sleep(Duration::from_millis(1));
        }
    }

    pub fn signal(&self, signal: Signal) {
        self.process.signal(signal);
    }

    /// Waits for its end.
    pub fn ended(mut self) -> Ended {
        self.process.ended()
    }

    /// Asks it to end, and waits for that.
    pub fn stop(self) -> Ended {
        self.signal(Signal::TERM);
        self.ended()
    }

    /// Takes it away in the middle of whatever it does.
    pub fn kill(self) {
        self.signal(Signal::KILL);
        assert_eq!(self.ended().code, -Signal::KILL.as_raw());
    }

    /// From now on no file of it may grow beyond so many bytes.
    pub fn limit_files_to(&self, bytes: u64) {
        let current = (bytes != u64::MAX).then_some(bytes);
        let limit = rustix::process::Rlimit { current, maximum: None };
        let process = Some(Pid::from_child(&self.process.child));
        rustix::process::prlimit(process, rustix::process::Resource::Fsize, limit).unwrap();
    }

    /// Memory that it holds, in bytes.
    pub fn resident(&self) -> u64 {
        self.memory().0
    }

    /// Memory that it holds, and the most that it ever held, in bytes.
    pub fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.child.id())).unwrap();
        let line = |which: &str| status.lines().find_map(|line| line.strip_prefix(which)).unwrap().trim();
        let bytes = |which: &str| line(which).trim_end_matches(" kB").parse::<u64>().unwrap() * 1024;
        (bytes("VmRSS:"), bytes("VmHWM:"))
    }
}
