//! Questions to the person: where a message went, and why the last answer did not do.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{ClerkError, ValidationCode};
use crate::json::tagged;

/// Where a code or link was sent. `Debug` masks it, since screens may show it and logs may not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Destination(String);

impl Destination {
    /// Takes the address over, from the machine or from a host that hands one back.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The whole address, for the person's own screen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.0.chars().next().unwrap_or('•');
        match self.0.rsplit_once('@') {
            Some((_, domain)) => write!(f, "{first}•••@{domain}"),
            None => {
                let last: String =
                    self.0.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
                write!(f, "{first}•••{last}")
            }
        }
    }
}

/// Why the last code, password or signature did not do. The next one is welcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// It cannot be right; it was not sent and does not count as an attempt.
    Malformed {
        /// Why.
        code: ValidationCode,
    },
    /// The server says that it is wrong.
    Incorrect {
        /// The server's reason, fit to show.
        error: ClerkError,
    },
    /// The verification is over, expired or failed: have another one sent with `ResendRequested`.
    Over {
        /// The server's reason, fit to show.
        error: ClerkError,
    },
}

tagged! {
    Problem by "problem" {
        "malformed" => Malformed { code },
        "incorrect" => Incorrect { error },
        "over" => Over { error },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_masks_a_destination() {
        assert_eq!(format!("{:?}", Destination::new("jane@example.com")), "j•••@example.com");
        assert_eq!(format!("{:?}", Destination::new("+15551234567")), "+•••67");
        assert_eq!(format!("{:?}", Destination::new("")), "••••");
    }
}
