//! Where the token comes from, and where a new one goes. Never from the arguments: every process of the machine can
//! read those, and the shell writes them down.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use user_metadata::secret::Secret;
use user_metadata::session::Rotated;

use crate::exit::{Exit, Stop};
use crate::private_file;
use crate::screen::Screen;

/// The environment variable.
pub(crate) const VARIABLE: &str = "USER_METADATA_TOKEN";

/// A token is far shorter.
const LONGEST: u64 = 64 * 1024;

/// Where a token came from.
#[derive(Debug)]
pub(super) enum Source {
    File(PathBuf),
    Environment,
    Typed,
}

/// The file that was named, else the environment, else the person.
pub(super) fn find(file: Option<&Path>, screen: &Screen) -> Result<(Secret, Source), Stop> {
    if let Some(path) = file {
        return Ok((read(path)?, Source::File(path.to_owned())));
    }
    match env::var(VARIABLE) {
        Ok(token) if !token.trim().is_empty() => return Ok((Secret::new(token.trim()), Source::Environment)),
        Ok(_) | Err(env::VarError::NotPresent) => {}
        Err(env::VarError::NotUnicode(_)) => return Err(Stop::usage(format!("{VARIABLE} is not text"))),
    }
    let missing = || Stop {
        exit: Exit::SignIn,
        words: format!("whose account? Set {VARIABLE}, or name the file of the token with --token-file"),
    };
    if !screen.is_typing() {
        return Err(missing());
    }
    let token = screen.hidden_line("Token (not shown):")?.ok_or_else(missing)?;
    Ok((Secret::new(token.expose().trim()), Source::Typed))
}

fn read(path: &Path) -> Result<Secret, Stop> {
    let refused = |error| Stop::file("cannot read the token file", path, &error);
    if private_file::is_open_to_others(path).map_err(refused)? {
        return Err(Stop::usage(format!(
            "others can read the token file {0}: chmod 600 {0}",
            path.display()
        )));
    }
    if fs::metadata(path).map_err(refused)?.len() > LONGEST {
        return Err(Stop::usage(format!("{} is too long to be a token", path.display())));
    }
    let text = Secret::new(fs::read_to_string(path).map_err(refused)?);
    match text.expose().trim() {
        "" => Err(Stop { exit: Exit::SignIn, words: format!("the token file {} is empty", path.display()) }),
        token => Ok(Secret::new(token)),
    }
}

impl Source {
    /// For the person who has to get a new one.
    pub(super) fn in_words(&self) -> String {
        match self {
            Self::File(path) => format!("It comes from the file {}.", path.display()),
            Self::Environment => format!("It comes from {VARIABLE}."),
            Self::Typed => "It was typed.".to_owned(),
        }
    }

    /// The server has replaced the token. The old one may be worth nothing from now on.
    pub(super) fn take(&self, rotated: &Rotated, told: &mut bool) {
        let token = match rotated {
            Rotated::Native { token } | Rotated::DevBrowser { token } | Rotated::Cookie { client: token } => {
                token
            }
            // Signed out. What the file holds is worth nothing now; the person is told when a sign-in is needed.
            Rotated::Cleared => return,
        };
        if self.keep(token.expose()) || *told {
            return;
        }
        *told = true;
        eprintln!(
            "The server has replaced the token. The new one is kept for this run only; --token-file would keep it."
        );
    }

    /// Writes a token where tokens are kept; false where they are not.
    pub(super) fn keep(&self, token: &str) -> bool {
        match self {
            Self::File(path) => {
                if let Err(error) = private_file::replace(path, &format!("{token}\n")) {
                    eprintln!(
                        "The server has replaced the token, and it cannot be kept: {}: {error}",
                        path.display()
                    );
                }
                true
            }
            Self::Environment | Self::Typed => false,
        }
    }
}
