//! The installation's one secret key, and everything that is derived from it.
//!
//! The key lies outside the database. Cookies are signed, sheets sealed and events chained under
//! keys derived from it by purpose, so that what is made for one use is worth nothing for another.
//! Older keys still open what they sealed.

mod key_file;
mod material;
mod with_token;

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::{digest, hkdf, hmac};
use zeroize::Zeroizing;

pub use self::key_file::KeyError;
use self::key_file::{create_key, read_key};
pub use self::material::random;
use self::material::{KEY_BYTES, Key};

/// What a derived key is for. The words are part of the derivation and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Cookies,
    /// Those of customers' users, who have a door of their own.
    AccountCookies,
    Sheets,
    Events,
    Throttles,
    KeptForms,
    Messages,
    Uploads,
    Links,
    LinkTokens,
    Fingerprint,
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Self::Cookies => "partnerdesk cookies 1",
            Self::AccountCookies => "partnerdesk account cookies 1",
            Self::Sheets => "partnerdesk sheets 1",
            Self::Events => "partnerdesk events 1",
            Self::Throttles => "partnerdesk throttles 1",
            Self::KeptForms => "partnerdesk kept forms 1",
            Self::Messages => "partnerdesk messages 1",
            Self::Uploads => "partnerdesk uploads 1",
            Self::Links => "partnerdesk links 1",
            Self::LinkTokens => "partnerdesk link tokens 1",
            Self::Fingerprint => "partnerdesk fingerprint 1",
        }
    }
}

const SALT_BYTES: usize = 16;
/// First byte of everything sealed: says how to open it.
const SEALED_VERSION: u8 = 1;

/// The current key and those that it replaced.
pub struct Secrets {
    keys: Vec<Key>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    /// From raw keys, the current one first.
    pub fn new(current: [u8; KEY_BYTES], older: Vec<[u8; KEY_BYTES]>) -> Self {
        Self { keys: std::iter::once(current).chain(older).map(Zeroizing::new).collect() }
    }

    /// Reads the key file, and makes it first if `may_create` and there is none.
    ///
    /// # Errors
    /// When a file is missing, readable by others, or holds no key.
    pub fn load(path: &Path, older: &[std::path::PathBuf], may_create: bool) -> Result<Self, KeyError> {
        if may_create && !path.exists() {
            create_key(path).map_err(|error| {
                KeyError(format!("cannot write the key file {}: {error}; choose a writable place", path.display()))
            })?;
        }
        let mut keys = vec![read_key(path)?];
        for path in older {
            keys.push(read_key(path)?);
        }
        Ok(Self { keys })
    }

    /// A short sign of the current key that reveals nothing of it.
    pub fn fingerprint(&self) -> String {
        hex(&self.mac_with(&self.keys[0], Purpose::Fingerprint, b"")[..8])
    }

    /// The fingerprints of all keys, the current one's first.
    pub fn fingerprints(&self) -> Vec<String> {
        self.keys.iter().map(|key| hex(&self.mac_with(key, Purpose::Fingerprint, b"")[..8])).collect()
    }

    /// 64 bytes for signing cookies, of one kind or the other.
    pub fn cookie_key(&self, purpose: Purpose) -> [u8; 64] {
        let mut key = [0; 64];
        key[..32].copy_from_slice(&self.mac_with(&self.keys[0], purpose, b"1"));
        key[32..].copy_from_slice(&self.mac_with(&self.keys[0], purpose, b"2"));
        key
    }

    /// HMAC-SHA-256 of `bytes` under the current key for `purpose`.
    pub fn mac(&self, purpose: Purpose, bytes: &[u8]) -> [u8; 32] {
        self.mac_with(&self.keys[0], purpose, bytes)
    }

    /// Whether `mac` was made of `bytes` for `purpose`, by the current key or an older one.
    pub fn verify(&self, purpose: Purpose, bytes: &[u8], mac: &[u8]) -> bool {
        self.keys.iter().any(|key| hmac::verify(&hmac_key(key, purpose), bytes, mac).is_ok())
    }

    /// Seals `plain` under a key of its own. It opens only with the same `context` (table, row,
    /// customer), so a sealed value moved to another row is worth nothing.
    ///
    /// # Panics
    /// When the system has no randomness.
    pub fn seal(&self, purpose: Purpose, context: &[u8], plain: impl AsRef<[u8]>) -> Vec<u8> {
        let salt: [u8; SALT_BYTES] = random();
        let mut sealed = Zeroizing::new(plain.as_ref().to_vec());
        let tag = record_key(&self.keys[0], purpose, &salt)
            .seal_in_place_separate_tag(nonce(), Aad::from(context), &mut sealed)
            .unwrap_or_else(|_| unreachable!("what is sealed here is shorter than what one key may seal"));
        [&[SEALED_VERSION][..], &salt, &sealed, tag.as_ref()].concat()
    }

    /// The text that [`Self::seal`] sealed, or `None` when it was changed, moved, or sealed under a key that
    /// is not known.
    pub fn open(&self, purpose: Purpose, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<String>> {
        let bytes = self.open_bytes(purpose, context, sealed)?;
        Some(Zeroizing::new(std::str::from_utf8(&bytes).ok()?.to_owned()))
    }

    /// Like [`Self::open`], for what is no text.
    pub fn open_bytes(&self, purpose: Purpose, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (version, rest) = sealed.split_first()?;
        let (salt, body) = rest.split_at_checked(SALT_BYTES)?;
        if *version != SEALED_VERSION {
            return None;
        }
        self.keys.iter().find_map(|key| {
            let mut body = Zeroizing::new(body.to_vec());
            let plain = record_key(key, purpose, salt).open_in_place(nonce(), Aad::from(context), &mut body).ok()?;
            Some(Zeroizing::new(plain.to_vec()))
        })
    }

    #[expect(clippy::unused_self, reason = "reads as a method of the secrets everywhere else")]
    fn mac_with(&self, key: &Key, purpose: Purpose, bytes: &[u8]) -> [u8; 32] {
        let mut mac = [0; 32];
        mac.copy_from_slice(hmac::sign(&hmac_key(key, purpose), bytes).as_ref());
        mac
    }
}

/// A token for a link: 256 random bits, in letters that an address can hold.
pub fn new_token() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// SHA-256 of bytes that come one after the other.
pub struct Hashing(digest::Context);

impl Default for Hashing {
    fn default() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }
}

impl Hashing {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal.
    pub fn finish(self) -> String {
        hex(self.0.finish().as_ref())
    }
}

/// SHA-256 in hexadecimal: what is stored of a token.
pub fn hash(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// SHA-256 of `parts`, each preceded by its length so that no two lists hash alike.
pub fn hash_parts(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// A uniform random number below `limit`.
pub fn random_below(limit: usize) -> usize {
    let limit = limit as u64;
    // Numbers from the incomplete last round are thrown away, or small ones would come more often.
    let fair = u64::MAX - u64::MAX % limit;
    loop {
        let number = u64::from_be_bytes(random());
        if number < fair {
            return usize::try_from(number % limit).unwrap_or_default();
        }
    }
}

fn hmac_key(key: &Key, purpose: Purpose) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, &*derive(key, purpose, b""))
}

fn record_key(key: &Key, purpose: Purpose, salt: &[u8]) -> LessSafeKey {
    let derived = derive(key, purpose, salt);
    let key = UnboundKey::new(&AES_256_GCM, &*derived).unwrap_or_else(|_| unreachable!("the key has 32 bytes"));
    LessSafeKey::new(key)
}

/// Every record has a key of its own, so the nonce need not differ.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

fn derive(key: &Key, purpose: Purpose, salt: &[u8]) -> Key {
    let mut derived = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(&**key)
        .expand(&[purpose.label().as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut *derived))
        .unwrap_or_else(|_| unreachable!("32 bytes are within what HKDF gives"));
    derived
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A short sign of a password's hash: another password has another one.
pub fn credential_of(password_hash: &str) -> String {
    hash(password_hash.as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let secrets = Secrets::new([1; 32], vec![]);
        let sealed = secrets.seal(Purpose::Sheets, b"row 1", "kT7m-zQwx-94hb");
        assert_eq!(secrets.open(Purpose::Sheets, b"row 1", &sealed).unwrap().as_str(), "kT7m-zQwx-94hb");
        assert!(secrets.open(Purpose::Sheets, b"row 2", &sealed).is_none());
        assert!(secrets.open(Purpose::Events, b"row 1", &sealed).is_none());
        assert!(secrets.open(Purpose::Sheets, b"row 1", &sealed[..9]).is_none());
        assert!(Secrets::new([2; 32], vec![]).open(Purpose::Sheets, b"row 1", &sealed).is_none());
        assert!(Secrets::new([2; 32], vec![[1; 32]]).open(Purpose::Sheets, b"row 1", &sealed).is_some());
    }

    #[test]
    fn a_key_that_others_can_read_is_closed_to_them() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        let first = Secrets::load(&path, &[], true).unwrap().fingerprint();
        assert_eq!(Secrets::load(&path, &[], true).unwrap().fingerprint(), first);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(Secrets::load(&path, &[], true).unwrap().fingerprint(), first);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(Secrets::load(&dir.path().join("none"), &[], false).is_err());
    }
}
