//! Files and folders, with errors that say which.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(failed(path))
}

/// Writes a file, and the folders that it is in. One that holds the same already is left alone, so that nothing is built
/// again because of it.
pub(crate) fn put(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    if fs::read(path).is_ok_and(|held| held == content.as_ref()) {
        return Ok(());
    }
    folder(path.parent().unwrap_or(path))?;
    fs::write(path, content).map_err(failed(path))
}

/// Copies a file, or a folder with all that is in it, where the content differs.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if !from.is_dir() {
        return put(to, fs::read(from).map_err(failed(from))?);
    }
    for entry in entries(from)? {
        copy(&entry, &to.join(entry.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// What is in a folder, in order.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let found = fs::read_dir(folder).map_err(failed(folder))?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = found.collect::<Result<_, _>>().map_err(failed(folder))?;
    paths.sort();
    Ok(paths)
}

/// A folder, with those that it is in.
pub(crate) fn folder(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(failed(path))
}

/// A folder with nothing in it, whatever was there.
pub(crate) fn fresh(path: &Path) -> Result<(), String> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(failed(path))?;
    }
    folder(path)
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}
