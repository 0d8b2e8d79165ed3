//! The program as somebody at the machine runs it, on a database of its own that goes with the test.

use std::path::PathBuf;

use partnerdesk::store::Db;

use crate::process::{Ended, Installation};

pub struct Desk(Installation);

impl Desk {
    pub async fn new() -> Self {
        Self(Installation::new().await)
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.0.run(arguments)
    }

    /// `partnerdesk import WHAT FILE …`, a file of `tests/files`.
    pub fn import(&self, what: &str, file: &str, further: &[&str]) -> Ended {
        let file = path(file);
        self.run(&[&["import", what, file.to_str().unwrap()], further].concat())
    }

    /// A file of this test's own.
    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.0.beside.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    }

    /// What the program wrote.
    pub async fn db(&self) -> Db {
        Db::open(self.0.place()).await.unwrap()
    }
}

pub fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(file)
}
