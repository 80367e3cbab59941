//! What the operating system allows a process.

use std::io;

/// Lets this process open as many files (connections count) as it may have at most; tells how many.
///
/// Many systems start programs with 1,024, and every connection takes one. To be called once, at the start
/// of a program: it changes the whole process.
///
/// ```
/// assert!(user_metadata_sandbox::raise_open_file_limit()? > 0);
/// # Ok::<(), std::io::Error>(())
/// ```
#[cfg(unix)]
pub fn raise_open_file_limit() -> io::Result<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?;
    Ok(limit.maximum.unwrap_or(u64::MAX))
}

/// Elsewhere there is no such limit to raise.
#[cfg(not(unix))]
pub fn raise_open_file_limit() -> io::Result<u64> {
    Ok(u64::MAX)
}
