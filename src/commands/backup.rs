//! `partnerdesk backup FILE`: a copy of the embedded database, also while it serves.

use std::path::{Path, PathBuf};

use super::Stop;
use crate::actions::Actor;
use crate::actions::backup::{self, Reason};
use crate::app::App;
use crate::config::DataSettings;

/// Writes the backup, and says what is not in it.
///
/// # Errors
/// When it cannot be written.
pub async fn backup(app: &App, data: &DataSettings, file: &Path) -> Result<(), Stop> {
    let size = backup::write(&Actor::command_line(app), file).await?.map_err(|reason| told(&reason, file))?;
    let key: PathBuf = data.key_file.clone().unwrap_or_else(|| data.data_dir.join("key"));
    println!("wrote {} ({size} bytes)", file.display());
    println!(
        "the key is not in it: keep a copy of {} too, in another place; a restored database opens with that key only",
        key.display()
    );
    println!("sessions, links and temporary passwords that were not handed out yet are left out");
    Ok(())
}

fn told(reason: &Reason, file: &Path) -> Stop {
    Stop::setup(match reason {
        Reason::OnServer => "the database lies on PostgreSQL: copy it with pg_dump, and keep the key file too, in \
                             another place"
            .to_owned(),
        Reason::Exists(there) => format!("{} is there already; choose another name or remove it", there.display()),
        Reason::NotWritable(error) => format!("cannot write {}: {error}; choose a writable place", file.display()),
    })
}
