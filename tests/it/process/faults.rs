//! Faults of the disk and of memory, switched on and off under a server: see `faults.c`.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use tempfile::TempDir;

/// A switch, and on which files it works.
pub struct Faults {
    directory: TempDir,
    switch: String,
    library: String,
    on: &'static str,
}

impl Faults {
    /// Off; to be switched on for the database's own files.
    pub fn of_the_database() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let switch = directory.path().join("switch").display().to_string();
        Self { directory, switch, library: library().display().to_string(), on: "partnerdesk.db" }
    }

    /// What a server is to know of it.
    pub fn variables(&self) -> [(&str, &str); 4] {
        [("LD_PRELOAD", &self.library), ("FAULTS_SWITCH", &self.switch), ("FAULTS_ON", self.on), ("FAULTS_MEMORY", "1")]
    }

    /// From now on calls fail like this.
    pub fn on(&self, what: &str) {
        // Whole at once: the other side may look at any moment.
        let new = self.directory.path().join("new");
        fs::write(&new, what).unwrap();
        fs::rename(new, &self.switch).unwrap();
    }

    /// From now on none does.
    pub fn off(&self) {
        let _ = fs::remove_file(&self.switch);
    }
}

/// The library, as `tests/run` built it; without it, built here once.
#[expect(clippy::disallowed_types, reason = "tests start a compiler; the program starts no other")]
fn library() -> PathBuf {
    static BUILT: OnceLock<(Option<TempDir>, PathBuf)> = OnceLock::new();
    let build = || {
        if let Some(library) = std::env::var_os("PARTNERDESK_FAULTS") {
            return (None, library.into());
        }
        let directory = tempfile::tempdir().unwrap();
        let library = directory.path().join("faults.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/process/faults.c");
        let mut cc = std::process::Command::new("cc");
        let built = cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status().unwrap();
        assert!(built.success());
        (Some(directory), library)
    };
    BUILT.get_or_init(build).1.clone()
}
