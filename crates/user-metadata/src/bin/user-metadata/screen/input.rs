//! Everything that may come in while the tool waits, in one queue: a typed line, or a browser that comes back.

use std::cell::{Cell, RefCell};
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use user_metadata::secret::Secret;
use user_metadata::time::Timestamp;
use user_metadata::{Clock, SystemClock};

use crate::lines::{Line, Lines};

/// Something that came in.
pub(crate) enum Event {
    /// A line was typed. It may be a password, so all are kept like one.
    Line(Secret),
    /// Nothing more will be typed.
    End,
    /// The browser landed on this URL.
    Landed(Secret),
}

/// The queue.
pub(crate) struct Inbox {
    sender: Sender<Event>,
    receiver: Receiver<Event>,
    reader: RefCell<Option<Sender<()>>>,
    line_is_wanted: Cell<bool>,
}

impl Inbox {
    pub(super) fn new() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver, reader: RefCell::new(None), line_is_wanted: Cell::new(false) }
    }

    /// For those who have something to put in.
    pub(crate) fn sender(&self) -> Sender<Event> {
        self.sender.clone()
    }

    /// Lets one more line be read. Lines are read only when somebody wants one, so that what is typed ahead waits.
    pub(crate) fn want_line(&self) {
        if self.line_is_wanted.replace(true) {
            return;
        }
        let mut reader = self.reader.borrow_mut();
        let wants = reader.get_or_insert_with(|| read_lines(self.sender.clone()));
        // A reader that is gone has said so: `End` is in the queue.
        let _ = wants.send(());
    }

    /// The next event; `None` when the time has come and there was none.
    pub(crate) fn next(&self, until: Option<Timestamp>) -> Option<Event> {
        let event = match until {
            None => self.receiver.recv().ok()?,
            Some(until) => self.receiver.recv_timeout(time_left(until)).ok()?,
        };
        if matches!(event, Event::Line(_)) {
            self.line_is_wanted.set(false);
        }
        Some(event)
    }
}

fn time_left(until: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(until.millis_since(SystemClock.now())).unwrap_or_default())
}

/// Reads a line for each wish.
fn read_lines(events: Sender<Event>) -> Sender<()> {
    let (wants, wanted) = mpsc::channel::<()>();
    thread::spawn(move || {
        let mut lines = Lines::new(io::stdin());
        while wanted.recv().is_ok() {
            let event = match lines.next(&mut io::sink()) {
                Ok(Some(Line::Text(text))) => Event::Line(Secret::new(text)),
                // No answer looks like this, so it is refused like any wrong one.
                Ok(Some(Line::NotUtf8 | Line::TooLong)) => Event::Line(Secret::new("\u{fffd}")),
                Ok(None) | Err(_) => Event::End,
            };
            let ended = matches!(event, Event::End);
            if events.send(event).is_err() || ended {
                break;
            }
        }
    });
    wants
}
