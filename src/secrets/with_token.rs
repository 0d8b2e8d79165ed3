//! What opens only with a token that is kept nowhere, and our key beside it: whoever has the database and all our
//! keys opens nothing, and neither does whoever has the token and the database.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, UnboundKey};
use ring::hkdf;
use zeroize::Zeroizing;

use super::material::{KEY_BYTES, Key, random};
use super::{Purpose, SALT_BYTES, SEALED_VERSION, Secrets, nonce};

impl Secrets {
    /// Like [`Secrets::seal`], under a key that is derived from `token`, too.
    ///
    /// # Panics
    /// When the system has no randomness.
    pub fn seal_with(&self, purpose: Purpose, token: &str, context: &[u8], plain: &str) -> Vec<u8> {
        let salt: [u8; SALT_BYTES] = random();
        let mut sealed = Zeroizing::new(plain.as_bytes().to_vec());
        let tag = key_with(&self.keys[0], purpose, token, &salt)
            .seal_in_place_separate_tag(nonce(), Aad::from(context), &mut sealed)
            .unwrap_or_else(|_| unreachable!("what is sealed here is shorter than what one key may seal"));
        [&[SEALED_VERSION][..], &salt, &sealed, tag.as_ref()].concat()
    }

    /// The text that [`Self::seal_with`] sealed, or `None` with another token, in another place, or where it was
    /// changed or destroyed.
    pub fn open_with(&self, purpose: Purpose, token: &str, context: &[u8], sealed: &[u8]) -> Option<Zeroizing<String>> {
        let (version, rest) = sealed.split_first()?;
        let (salt, body) = rest.split_at_checked(SALT_BYTES)?;
        if *version != SEALED_VERSION {
            return None;
        }
        self.keys.iter().find_map(|key| {
            let mut body = Zeroizing::new(body.to_vec());
            let key = key_with(key, purpose, token, salt);
            let plain = key.open_in_place(nonce(), Aad::from(context), &mut body).ok()?;
            Some(Zeroizing::new(std::str::from_utf8(plain).ok()?.to_owned()))
        })
    }
}

fn key_with(key: &Key, purpose: Purpose, token: &str, salt: &[u8]) -> LessSafeKey {
    let both = Zeroizing::new([&**key, token.as_bytes()].concat());
    let mut derived = Zeroizing::new([0; KEY_BYTES]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(&both)
        .expand(&[purpose.label().as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut *derived))
        .unwrap_or_else(|_| unreachable!("32 bytes are within what HKDF gives"));
    let key = UnboundKey::new(&AES_256_GCM, &*derived).unwrap_or_else(|_| unreachable!("the key has 32 bytes"));
    LessSafeKey::new(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_with_the_token_and_the_key_together_in_its_place() {
        let secrets = Secrets::new([1; 32], vec![]);
        let sealed = secrets.seal_with(Purpose::Links, "token", b"row 1", "kT7m-zQwx-94hb");
        let open = |secrets: &Secrets, token, place: &[u8]| secrets.open_with(Purpose::Links, token, place, &sealed);
        assert_eq!(open(&secrets, "token", b"row 1").unwrap().as_str(), "kT7m-zQwx-94hb");
        assert!(open(&secrets, "tokem", b"row 1").is_none() && open(&secrets, "", b"row 1").is_none());
        assert!(open(&secrets, "token", b"row 2").is_none());
        assert!(secrets.open(Purpose::Links, b"row 1", &sealed).is_none(), "our key alone does not do");
        assert!(open(&Secrets::new([2; 32], vec![]), "token", b"row 1").is_none(), "nor does the token");
        assert!(open(&Secrets::new([2; 32], vec![[1; 32]]), "token", b"row 1").is_some());
        assert!(secrets.open_with(Purpose::Links, "token", b"row 1", &[]).is_none());
    }
}
