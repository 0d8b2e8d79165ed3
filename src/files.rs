//! Files that only their owner may read, whatever the umask, and whoever made the directory.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// What the owner may do with such a file, and others: nothing.
const OWNER_ONLY: u32 = 0o600;

/// Makes `file` if it is not there, for its owner alone from the first moment.
///
/// # Errors
/// When it cannot be made or is somebody else's.
pub fn make_private(file: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(file) {
        // The umask may have taken away what the owner needs.
        Ok(made) => made.set_permissions(Permissions::from_mode(OWNER_ONLY)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => mend(file),
        Err(error) => Err(error),
    }
}

/// Takes away what others may do with `file`, if it is there, and says so in the log.
///
/// # Errors
/// When it is somebody else's.
pub fn mend(file: &Path) -> io::Result<()> {
    let mode = match fs::metadata(file) {
        // A device or a pipe is everybody's.
        Ok(found) if !found.is_file() => return Ok(()),
        Ok(found) => found.permissions().mode() & 0o777,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if mode == mode & 0o700 {
        return Ok(());
    }
    fs::set_permissions(file, Permissions::from_mode(mode & 0o700))?;
    tracing::warn!(file = %file.display(), mode = format!("{mode:o}"), "others could read this file; not any more");
    Ok(())
}
