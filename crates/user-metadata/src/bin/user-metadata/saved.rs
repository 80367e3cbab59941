//! The saved enrollment: everything that `resume` needs, and no secret.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use user_metadata::enrollment::EnrollmentRequest;
use user_metadata::resource::ResourceKind;

use crate::exit::Stop;
use crate::private_file;

/// The file of one enrollment. It is there as long as the enrollment is under way.
#[derive(Debug)]
pub(crate) struct Saved {
    path: PathBuf,
    earlier: Option<PathBuf>,
}

impl Saved {
    /// A file that is there already.
    pub(crate) fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), earlier: None }
    }

    /// A new file: the one that was named, or one in the user's state folder with a name that says what it is about.
    pub(crate) fn new(named: Option<&Path>, request: &EnrollmentRequest) -> Result<Self, Stop> {
        if let Some(path) = named {
            return match private_file::create_new(path) {
                Ok(_) => Ok(Self::at(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Stop::usage(format!(
                    "{} is there already: resume it, or name another file",
                    path.display()
                ))),
                Err(error) => Err(Stop::file("cannot write", path, &error)),
            };
        }
        let folder = state_folder()?;
        fs::create_dir_all(&folder).map_err(|error| Stop::file("cannot make", &folder, &error))?;
        let stem = stem(request);
        // Two runs for the same thing are two enrollments: neither may overwrite the other.
        let mut earlier = None;
        for number in 1..1000 {
            let name = if number == 1 { format!("{stem}.json") } else { format!("{stem}-{number}.json") };
            let path = folder.join(name);
            match private_file::create_new(&path) {
                Ok(_) => return Ok(Self { path, earlier }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => earlier = Some(path),
                Err(error) => return Err(Stop::file("cannot write", &path, &error)),
            }
        }
        Err(Stop::usage(format!("{} is full of saved runs for this", folder.display())))
    }

    pub(crate) fn write(&self, snapshot: &str) -> Result<(), Stop> {
        private_file::replace(&self.path, snapshot)
            .map_err(|error| Stop::file("cannot write", &self.path, &error))
    }

    /// It is over.
    pub(crate) fn forget(&self) {
        // A file that is left behind does no harm: `resume` says how it ended.
        let _ = fs::remove_file(&self.path);
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Another run for the same thing that is saved still.
    pub(crate) fn earlier(&self) -> Option<Self> {
        self.earlier.as_deref().map(Self::at)
    }

    /// What to type to go on.
    pub(crate) fn command(&self) -> String {
        format!("user-metadata resume {}", for_the_shell(&self.path.to_string_lossy()))
    }
}

fn state_folder() -> Result<PathBuf, Stop> {
    let named = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = named("XDG_STATE_HOME")
        .or_else(|| named("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| env::home_dir().map(|home| home.join(".local").join("state")));
    let state =
        state.ok_or_else(|| Stop::usage("there is no home folder to save to: name a file with --state"))?;
    Ok(state.join("user-metadata"))
}

/// `email-jane@example.com`, `account-notion`
fn stem(request: &EnrollmentRequest) -> String {
    let kind = match request.kind() {
        ResourceKind::EmailAddress => "email",
        ResourceKind::PhoneNumber => "phone",
        ResourceKind::Web3Wallet => "wallet",
        ResourceKind::ExternalAccount => "account",
    };
    let plain = |char: char| if char.is_alphanumeric() || "@.+-_".contains(char) { char } else { '_' };
    // File systems take 255 bytes; an address may be longer.
    let readable: String = request.identifier().chars().map(plain).take(50).collect();
    format!("{kind}-{readable}")
}

/// The text as one word of a shell.
fn for_the_shell(text: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "@%+=:,./-_".contains(char);
    if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_pasted_into_a_shell() {
        assert_eq!(for_the_shell("/home/jane/a.json"), "/home/jane/a.json");
        assert_eq!(for_the_shell("/home/jane/it's $HOME.json"), r"'/home/jane/it'\''s $HOME.json'");
    }
}
