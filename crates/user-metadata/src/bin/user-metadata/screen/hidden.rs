//! Typing that is not shown.

#[cfg(unix)]
pub(super) use unix::{Hidden, show_again};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::{Mutex, PoisonError};

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// How the terminal was before, while typing is hidden: Ctrl-C has to put it back as well.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    /// While this lives, what is typed is not shown.
    pub(in crate::screen) struct Hidden(());

    impl Hidden {
        /// `None` where standard input is no terminal that can do it.
        pub(in crate::screen) fn start() -> Option<Self> {
            let before = tcgetattr(io::stdin()).ok()?;
            let mut quiet = before.clone();
            quiet.local_modes.remove(LocalModes::ECHO);
            *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
            let hidden = Self(());
            tcsetattr(io::stdin(), OptionalActions::Flush, &quiet).ok()?;
            Some(hidden)
        }
    }

    impl Drop for Hidden {
        fn drop(&mut self) {
            show_again();
        }
    }

    /// Shows typing again, if it was hidden.
    pub(in crate::screen) fn show_again() {
        if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // A terminal that is gone shows nothing anyway.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &before);
        }
    }
}

/// Elsewhere typing cannot be hidden, so nothing secret is asked for at the terminal.
#[cfg(not(unix))]
pub(super) enum Hidden {}

#[cfg(not(unix))]
impl Hidden {
    pub(super) const fn start() -> Option<Self> {
        None
    }
}

#[cfg(not(unix))]
pub(super) fn show_again() {}
