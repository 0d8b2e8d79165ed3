//! A copy of the whole installation, but for its key and for what lives a few hours only.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::{Actor, Error};
use crate::domain::permission::Permission;
use crate::files::make_private;
use crate::secrets::new_token;
use crate::store::DatabaseLocation;

/// Why no backup was made. Nothing was written then.
#[derive(Debug)]
pub enum Reason {
    /// The database lies on a server, which has its own tools for this.
    OnServer,
    /// A file is there already.
    Exists(PathBuf),
    /// The file cannot be written.
    NotWritable(io::Error),
}

/// Writes a backup to `file`, readable by its owner only, while others read and write. The file
/// appears when it is whole. Gives its size in bytes.
///
/// # Errors
/// `Ok(Err(Reason))` when it cannot be written there; when the database fails.
pub async fn write(by: &Actor, file: &Path) -> Result<Result<u64, Reason>, Error> {
    by.require(Permission::ManageSettings)?;
    if !matches!(by.app.db.place(), DatabaseLocation::Embedded(_)) {
        return Ok(Err(Reason::OnServer));
    }
    if file.symlink_metadata().is_ok() {
        return Ok(Err(Reason::Exists(file.to_owned())));
    }
    let partial = match partial(file) {
        Ok(partial) => partial,
        Err(error) => return Ok(Err(Reason::NotWritable(error))),
    };
    // Made before anything is in it: nobody else may read it at any moment.
    if let Err(error) = make_private(&partial) {
        return Ok(Err(Reason::NotWritable(error)));
    }
    let result = match by.app.db.back_up_to(&partial).await {
        Ok(()) => Ok(publish(&partial, file)),
        // What stands in the way is where the copy goes.
        Err(error) if error.outage().is_some() => Ok(Err(Reason::NotWritable(io::Error::other(error.to_string())))),
        Err(error) => Err(error.into()),
    };
    if !matches!(result, Ok(Ok(_))) {
        for end in ["", "-journal", "-wal", "-shm"] {
            let mut left = partial.clone().into_os_string();
            left.push(end);
            let _ = fs::remove_file(left);
        }
    }
    result
}

/// Gives the finished copy its name, once it is on disk.
fn publish(partial: &Path, file: &Path) -> Result<u64, Reason> {
    let written = || {
        let copy = File::open(partial)?;
        copy.sync_all()?;
        copy.metadata().map(|data| data.len())
    };
    let size = written().map_err(Reason::NotWritable)?;
    // Takes nobody's place, also not that of a file which came meanwhile.
    match fs::hard_link(partial, file) {
        Ok(()) => fs::remove_file(partial).map_err(Reason::NotWritable)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(Reason::Exists(file.to_owned())),
        // Where a file has one name only.
        Err(_) if file.symlink_metadata().is_ok() => return Err(Reason::Exists(file.to_owned())),
        Err(_) => fs::rename(partial, file).map_err(Reason::NotWritable)?,
    }
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(directory).and_then(|directory| directory.sync_all()).map_err(Reason::NotWritable)?;
    Ok(size)
}

/// A name beside `file` that nobody can guess, and nothing has.
fn partial(file: &Path) -> io::Result<PathBuf> {
    let name = format!(".{}.partial", new_token());
    Ok(std::path::absolute(file)?.with_file_name(name))
}
