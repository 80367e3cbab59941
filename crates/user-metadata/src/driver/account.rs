//! The session that all requests of one user share, and what happens when the server replaces its token.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Reply;
use crate::session::{Rotated, Session};

type Hook = Box<dyn FnMut(&Rotated) + Send>;

/// A session and its hook; clones share both.
#[derive(Clone)]
pub(crate) struct Account {
    session: Arc<Mutex<Session>>,
    on_rotated: Arc<Mutex<Option<Hook>>>,
}

impl Account {
    pub(crate) fn new(session: Session) -> Self {
        Self { session: Arc::new(Mutex::new(session)), on_rotated: Arc::new(Mutex::new(None)) }
    }

    /// The session as it is now. A request is made from a copy, so that no lock is held while it is under way.
    pub(crate) fn session(&self) -> Session {
        lock(&self.session).clone()
    }

    pub(crate) fn replace_session(&self, session: Session) {
        *lock(&self.session) = session;
    }

    pub(crate) fn set_hook(&self, hook: Hook) {
        *lock(&self.on_rotated) = Some(hook);
    }

    /// Takes a new token over and has it stored, before anybody reads the body.
    pub(crate) fn absorb(&self, reply: &Reply) {
        let Ok(response) = reply else { return };
        // Taken first and held, so that two tokens are stored in the order in which they came.
        let mut hook = lock(&self.on_rotated);
        let rotated = lock(&self.session).absorb(response);
        if let (Some(rotated), Some(hook)) = (rotated, hook.as_mut()) {
            hook(&rotated);
        }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.session().fmt(f)
    }
}

/// A hook that panicked leaves a session that is as good as before.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
