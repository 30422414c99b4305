//! Argon2 off the async threads, a few at a time. Each hash takes a core and 19 MiB for a while: without a bound, a
//! burst of sign-ins would stop everything else.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use oauth::password::{self, PasswordHash, Verified, Workspace};
use oauth::types::Secret;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

/// How long a sign-in may queue for a core. Longer, and the person has pressed the button again.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long room for hashing is kept when nobody signs in.
const IDLE: Duration = Duration::from_secs(10);

/// Hashes and verifies passwords. Clones share the bound.
#[derive(Clone, Debug)]
pub struct Hasher {
    permits: Arc<Semaphore>,
    rooms: Arc<Rooms>,
    patience: Duration,
}

/// Room for Argon2, lent to who has a permit: there are never more rooms than permits.
#[derive(Debug)]
struct Rooms {
    free: Mutex<Vec<Workspace>>,
    lent: AtomicU64,
    /// How long they are kept when nobody comes.
    idle: Duration,
}

impl Rooms {
    fn new(idle: Duration) -> Arc<Self> {
        Arc::new(Self { free: Mutex::default(), lent: AtomicU64::new(0), idle })
    }

    fn free(&self) -> MutexGuard<'_, Vec<Workspace>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lend<T>(self: Arc<Self>, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let mut room = self.free().pop().unwrap_or_default();
        let done = work(&mut room);
        self.free().push(room);
        let lent = self.lent.fetch_add(1, Ordering::Relaxed) + 1;
        Handle::current().spawn(async move {
            sleep(self.idle).await;
            if self.lent.load(Ordering::Relaxed) == lent {
                self.free().clear();
            }
        });
        done
    }
}

/// Every core has been hashing for the whole wait: 503 with `Retry-After`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many sign-ins at this moment, try again in {} seconds", Self::RETRY_AFTER_SECONDS)]
pub struct Busy;

impl Busy {
    pub const RETRY_AFTER_SECONDS: u32 = 2;
}

impl Hasher {
    /// One hash per core at a time.
    pub fn new() -> Self {
        // The stand-in for an unknown person is hashed on first use. Left to the first sign-in, that one would take
        // twice as long and tell that nobody has the account (row 104).
        static WARM_UP: Once = Once::new();
        WARM_UP.call_once(|| {
            password::verify(None, &Secret::from(String::new()));
        });
        Self::with_bounds(available_parallelism().map_or(1, NonZero::get), PATIENCE)
    }

    fn with_bounds(permits: usize, patience: Duration) -> Self {
        Self { permits: Arc::new(Semaphore::new(permits)), rooms: Rooms::new(IDLE), patience }
    }

    /// [`PasswordHash::of`], when there is a core for it.
    pub async fn hash(&self, password: Secret) -> Result<PasswordHash, Busy> {
        self.run(move || PasswordHash::of(&password)).await
    }

    /// [`PasswordHash::again`], when there is a core for it.
    pub async fn hash_again(&self, outdated: PasswordHash, password: Secret) -> Result<PasswordHash, Busy> {
        self.run(move || outdated.again(&password)).await
    }

    /// [`password::verify`], when there is a core for it. `None` stands for an unknown person and takes as long.
    pub async fn verify(&self, stored: Option<PasswordHash>, password: Secret) -> Result<Verified, Busy> {
        let verify = move |room: &mut Workspace| password::verify_in(room, stored.as_ref(), &password);
        let rooms = Arc::clone(&self.rooms);
        self.run(move || rooms.lend(verify)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let permit = timeout(self.patience, Arc::clone(&self.permits).acquire_owned()).await.map_err(|_| Busy)?;
        let permit = permit.expect("the semaphore is never closed");
        let task = spawn_blocking(move || {
            // The permit belongs to the work, not to the request: a client that hangs up does not free the core.
            let _permit = permit;
            work()
        });
        task.await.or_else(|failed| resume_unwind(failed.into_panic()))
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[tokio::test]
    async fn a_password_hashed_here_verifies_here() {
        // row 105
        let hasher = Hasher::new();
        let secret = || Secret::from("correct horse battery staple".to_owned());
        let hash = hasher.hash(secret()).await.unwrap();
        assert_eq!(hasher.verify(Some(hash), secret()).await, Ok(Verified::Yes));
        assert_eq!(hasher.verify(None, secret()).await, Ok(Verified::No));
    }

    #[tokio::test]
    async fn room_is_kept_for_the_next_and_given_back_when_nobody_comes() {
        let mut hasher = Hasher::with_bounds(2, PATIENCE);
        let verify = async |hasher: &Hasher| hasher.verify(None, Secret::from(String::new())).await.unwrap();
        verify(&hasher).await;
        verify(&hasher).await;
        assert_eq!(hasher.rooms.free().len(), 1, "the second had the room of the first");

        hasher.rooms = Rooms::new(Duration::from_millis(1));
        verify(&hasher).await;
        let given_back = async {
            while !hasher.rooms.free().is_empty() {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, given_back).await.unwrap();
    }

    #[tokio::test]
    async fn who_waits_too_long_is_told_to_come_back_even_when_the_one_ahead_hung_up() {
        let hasher = Hasher::with_bounds(1, Duration::from_millis(20));
        let (finish, finished) = mpsc::channel::<()>();
        let ahead = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.run(move || finished.recv().is_ok()).await }
        });
        while hasher.permits.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        // Let it reach `spawn_blocking`, then hang up.
        tokio::time::sleep(Duration::from_millis(5)).await;
        ahead.abort();
        assert_eq!(hasher.run(|| ()).await, Err(Busy));

        finish.send(()).unwrap();
        let patient = Hasher { patience: Duration::from_secs(5), ..hasher };
        assert_eq!(patient.run(|| 1).await, Ok(1));
    }
}
