//! The envelope of the stored form: a version, and one machine under its own name.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::error::SnapshotError;
use crate::error::codes::SnapshotCode;
use crate::json::{FromNode, Node};

/// The version that this release writes, and the newest that it reads.
const VERSION: u64 = 1;

/// `{"version": 1, name: machine}`.
pub(crate) fn write<T: Serialize>(name: &'static str, machine: &T) -> String {
    // Room for most, so that it seldom moves while it grows.
    let mut text = Vec::with_capacity(1024);
    // Every field is text, a number or JSON already; there is nothing that could fail.
    let written = serde_json::to_writer(&mut text, &Stored { name, machine });
    written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// Reads what [`write`] wrote under the same name. Whether its parts fit together, the caller has to say.
pub(crate) fn read<T: FromNode>(
    name: &str,
    snapshot: &str,
    is_sound: impl FnOnce(&T) -> bool,
) -> Result<T, SnapshotError> {
    let refused = |code| SnapshotError::new(code);
    let tree = Node::parse(snapshot.as_bytes()).ok_or_else(|| refused(SnapshotCode::NotJson))?;
    match tree.get("version") {
        Some(Node::Unsigned(VERSION)) => {}
        Some(Node::Unsigned(newer)) if *newer > VERSION => return Err(refused(SnapshotCode::VersionUnknown)),
        Some(_) | None => return Err(refused(SnapshotCode::Invalid)),
    }
    match tree.field(name) {
        Ok(machine) if is_sound(&machine) => Ok(machine),
        Ok(_) | Err(_) => Err(refused(SnapshotCode::Invalid)),
    }
}

struct Stored<'a, T> {
    name: &'static str,
    machine: &'a T,
}

impl<T: Serialize> Serialize for Stored<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry(self.name, self.machine)?;
        map.end()
    }
}
