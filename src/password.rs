//! Hashing of passwords: argon2id, off the request threads, never more at once than cores.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use crate::domain;
use crate::secrets::random_below;

/// Sign-ins that may wait for a core; further ones are told to come back.
const QUEUE: usize = 32;

/// Too many people are signing in at this moment.
#[derive(Debug, PartialEq, Eq)]
pub struct Busy;

/// Why a hash could not be made or read: the machine's fault, never the person's.
#[derive(Debug)]
pub struct HashError {
    pub cause: String,
    /// It can succeed when others have given memory back.
    pub is_short_of_memory: bool,
}

#[derive(Clone, Debug)]
pub struct Hasher {
    argon2: Argon2<'static>,
    at_once: usize,
    cores: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    verified: Arc<AtomicUsize>,
    /// Verified against when there is no such account, so that the answer takes as long.
    nobody: Arc<str>,
}

impl Hasher {
    /// With OWASP's parameters: 19 MiB, two passes, one lane.
    ///
    /// # Errors
    /// When the machine cannot hash.
    pub fn new() -> Result<Self, HashError> {
        Self::with(Params::new(19_456, 2, 1, None).map_err(failed)?)
    }

    /// So cheap that a test suite does not wait for it. Never for a real password.
    ///
    /// # Errors
    /// When the machine cannot hash.
    pub fn cheap() -> Result<Self, HashError> {
        Self::with(Params::new(8, 1, 1, None).map_err(failed)?)
    }

    fn with(params: Params) -> Result<Self, HashError> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = argon2.hash_password(b"nobody has this password").map_err(failed)?.to_string().into();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            argon2,
            at_once: cores,
            cores: Arc::new(Semaphore::new(cores)),
            waiting: Arc::default(),
            verified: Arc::default(),
            nobody,
        })
    }

    /// How many are hashed at once.
    pub fn at_once(&self) -> usize {
        self.at_once
    }

    /// The hash of `password` in PHC form.
    ///
    /// # Errors
    /// When the machine cannot hash.
    pub async fn hash(&self, password: Zeroizing<String>) -> Result<String, HashError> {
        let argon2 = self.argon2.clone();
        let core = Arc::clone(&self.cores).acquire_owned().await.map_err(failed)?;
        on_core(core, move || {
            argon2.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| hash_error(&error))
        })
        .await
    }

    /// Whether `password` belongs to `hash`; without a hash it takes as long and is wrong.
    ///
    /// # Errors
    /// `Ok(Err(Busy))` when too many wait already.
    pub async fn verify(
        &self,
        password: Zeroizing<String>,
        hash: Option<String>,
    ) -> Result<Result<bool, Busy>, HashError> {
        let Some(place) = Place::take(&self.waiting) else { return Ok(Err(Busy)) };
        let core = Arc::clone(&self.cores).acquire_owned().await.map_err(failed)?;
        drop(place);
        self.verified.fetch_add(1, Ordering::Relaxed);
        let (argon2, known) = (self.argon2.clone(), hash.is_some());
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        on_core(core, move || {
            let hash = PasswordHash::new(&hash).map_err(failed)?;
            match argon2.verify_password(password.as_bytes(), &hash) {
                Ok(()) => Ok(Ok(known)),
                Err(Error::PasswordInvalid) => Ok(Ok(false)),
                // Without the memory to hash nobody knows whether it was right.
                Err(error) => Err(hash_error(&error)),
            }
        })
        .await
    }

    /// Whether `hash` was made with other parameters than today's.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let today = self.argon2.params();
        PasswordHash::new(hash)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .is_none_or(|params| (params.m_cost(), params.t_cost()) != (today.m_cost(), today.t_cost()))
    }

    /// How many passwords were verified since the start.
    pub fn verified(&self) -> usize {
        self.verified.load(Ordering::Relaxed)
    }
}

/// Runs `work` off the request threads. The core is held until it is done, even when whoever asked
/// for it has hung up meanwhile.
async fn on_core<T: Send + 'static>(
    core: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
) -> Result<T, HashError> {
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(core);
        result
    });
    done.await.map_err(failed)?
}

/// A place in the queue, given back when it is dropped: also when a client hangs up while it waits.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Self(Arc::clone(waiting));
        (place.0.fetch_add(1, Ordering::SeqCst) < QUEUE).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A new temporary password.
pub fn temporary() -> Zeroizing<String> {
    Zeroizing::new(domain::password::temporary(random_below))
}

fn failed(error: impl std::fmt::Display) -> HashError {
    HashError { cause: error.to_string(), is_short_of_memory: false }
}

fn hash_error(error: &Error) -> HashError {
    HashError { is_short_of_memory: *error == Error::OutOfMemory, ..failed(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_hangs_up_while_waiting_gives_the_place_back() {
        let hasher = Hasher::cheap().unwrap();
        let cores = hasher.cores.available_permits();
        let busy = hasher.cores.acquire_many(u32::try_from(cores).unwrap()).await.unwrap();
        let word = || Zeroizing::new("snow falls on cedars".to_owned());
        for _ in 0..3 {
            let waiting: Vec<_> = (0..QUEUE).map(|_| Box::pin(hasher.verify(word(), None))).collect();
            for mut one in waiting {
                let poll =
                    std::future::poll_fn(|context| std::task::Poll::Ready(one.as_mut().poll(context).is_ready()));
                assert!(!poll.await);
            }
        }
        drop(busy);
        assert_eq!(hasher.verify(word(), None).await.unwrap(), Ok(false));
    }

    #[tokio::test]
    async fn without_memory_nobody_says_that_a_password_is_wrong() {
        let hasher = Hasher::cheap().unwrap();
        let hash = hasher.hash(Zeroizing::new("snow falls on cedars".to_owned())).await.unwrap();
        // Four terabytes.
        let greedy = hash.replace("m=8,", "m=4294967295,");
        assert_ne!(hash, greedy);
        let told = hasher.verify(Zeroizing::new("snow falls on cedars".to_owned()), Some(greedy)).await;
        assert!(told.unwrap_err().is_short_of_memory);
    }

    #[tokio::test]
    async fn a_password_is_verified_and_an_unknown_account_costs_as_much() {
        let hasher = Hasher::cheap().unwrap();
        let word = || Zeroizing::new("snow falls on cedars".to_owned());
        let hash = hasher.hash(word()).await.unwrap();
        assert_eq!(hasher.verify(word(), Some(hash.clone())).await.unwrap(), Ok(true));
        assert_eq!(hasher.verify(Zeroizing::new("snow".into()), Some(hash.clone())).await.unwrap(), Ok(false));
        assert_eq!(hasher.verify(word(), None).await.unwrap(), Ok(false));
        assert_eq!(hasher.verified(), 3);
        assert!(!hasher.is_outdated(&hash));
        assert!(Hasher::new().unwrap().is_outdated(&hash));
    }
}
