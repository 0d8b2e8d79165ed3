//! The program as somebody at the machine runs it, on a database of its own that goes with the test.

use std::path::PathBuf;

use partnerdesk::store::{Db, Place};
use tempfile::TempDir;

use crate::support::Scratch;

/// What a command said, and how it ended.
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: i32,
}

pub struct Desk {
    scratch: Scratch,
    /// For the key, and for files of this test's own.
    directory: TempDir,
}

impl Desk {
    pub async fn new() -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let (scratch, directory) = (Scratch::new().await, TempDir::new().unwrap());
        let key = directory.path().join("key");
        std::fs::write(&key, format!("{}=\n", "A".repeat(43))).unwrap();
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        Self { scratch, directory }
    }

    #[expect(clippy::disallowed_types, reason = "starts the program itself")]
    pub fn run(&self, arguments: &[&str]) -> Said {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_partnerdesk"));
        command.args(arguments).arg("--key-file").arg(self.directory.path().join("key"));
        match self.scratch.place() {
            Place::Embedded(directory) => command.arg("--data-dir").arg(directory),
            Place::Server(url) => command.arg("--database-url").arg(url),
        };
        // The program refuses settings that it does not know.
        command.env_remove("PARTNERDESK_TEST_DATABASE").env_remove("PARTNERDESK_TEST_POSTGRES");
        let ended = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { out: text(ended.stdout), err: text(ended.stderr), code: ended.status.code().unwrap() }
    }

    /// `partnerdesk import WHAT FILE …`, a file of `tests/files`.
    pub fn import(&self, what: &str, file: &str, further: &[&str]) -> Said {
        let file = path(file);
        self.run(&[&["import", what, file.to_str().unwrap()], further].concat())
    }

    /// A file of this test's own.
    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.directory.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    }

    /// What the program wrote.
    pub async fn db(&self) -> Db {
        Db::open(self.scratch.place()).await.unwrap()
    }
}

pub fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(file)
}
