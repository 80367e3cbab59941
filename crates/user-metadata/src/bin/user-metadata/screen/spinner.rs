//! A line that moves while nothing else does.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is over sooner needs no line.
const PATIENCE: Duration = Duration::from_millis(300);
const STEP: Duration = Duration::from_millis(120);
const WHEEL: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE: &str = "\r\u{1b}[K";

/// Draws until it is dropped, and leaves an empty line behind.
pub(crate) struct Spinner {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Spinner {
    pub(super) fn start(label: impl Fn() -> String + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            let mut pause = PATIENCE;
            let mut drawn = false;
            for frame in WHEEL.iter().cycle() {
                // Nothing is ever sent: the other end is dropped when it is over.
                if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                let _ = draw(&format!("{CLEAR_LINE}{frame} {}", label()));
                (pause, drawn) = (STEP, true);
            }
            if drawn {
                let _ = draw(CLEAR_LINE);
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

fn draw(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    err.write_all(text.as_bytes())?;
    err.flush()
}

impl Drop for Spinner {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
