//! The file in which the installation's key lies: readable by its owner only, made whole or not at all.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::material::{KEY_BYTES, Key, random};
use crate::files::mend;

/// Why a key cannot be used; told on standard error.
#[derive(Debug)]
pub struct KeyError(pub String);

pub(super) fn create_key(path: &Path) -> std::io::Result<()> {
    // Whole under another name first: a key file that is half written would shut the installation for good.
    let unfinished = path.with_extension("unfinished");
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    let text = Zeroizing::new(STANDARD.encode(random::<KEY_BYTES>()));
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    path.parent().map_or(Ok(()), |directory| fs::File::open(directory)?.sync_all())
}

pub(super) fn read_key(path: &Path) -> Result<Key, KeyError> {
    let shown = path.display();
    fs::metadata(path).map_err(|error| {
        let what_to_do = match error.kind() {
            std::io::ErrorKind::NotFound => {
                "; if the path is right, put the installation's key there: without it nothing that was sealed opens. For a \
                 new installation make one with: (umask 077; head -c 32 /dev/urandom | base64 > FILE)"
            }
            _ => "",
        };
        KeyError(format!("cannot read the key file {shown}: {error}{what_to_do}"))
    })?;
    mend(path).map_err(|error| {
        KeyError(format!("the key file {shown} can be read by others, and that cannot be changed: {error}"))
    })?;
    let text = Zeroizing::new(
        fs::read_to_string(path).map_err(|error| KeyError(format!("cannot read the key file {shown}: {error}")))?,
    );
    let bytes = STANDARD.decode(text.trim()).map(Zeroizing::new).ok();
    let key = bytes.and_then(|bytes| <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).ok());
    key.map(Zeroizing::new).ok_or_else(|| {
        KeyError(format!(
            "the key file {shown} must hold 32 bytes in base64; make one with: head -c 32 /dev/urandom | base64"
        ))
    })
}
