//! SQLite: in memory, or one file that survives a restart. One transaction per request.

pub(crate) mod clients;
pub(crate) mod external_accounts;
pub(crate) mod identifiers;
pub(crate) mod journeys;
pub(crate) mod messages;
pub(crate) mod reverifications;
pub(crate) mod sessions;
pub(crate) mod users;
pub(crate) mod verifications;

use std::io;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::errors::{Failure, Outcome};

/// Raised with every change of `schema.sql`: a file of another version is refused, not guessed at.
const SCHEMA_VERSION: i64 = 2;

/// All statements of the crate stay prepared.
const STATEMENT_CACHE: usize = 256;

/// The open database.
#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    run: u64,
    is_file: bool,
}

impl Store {
    pub(crate) fn in_memory() -> io::Result<Self> {
        Self::prepare(Connection::open_in_memory().map_err(io::Error::other)?, false)
    }

    /// A committed transaction is with the operating system before its request is answered: a killed process
    /// loses nothing. `FULL` instead of `NORMAL` would wait for the disk each time, so that a power failure
    /// loses nothing either. Nobody needs that of a sandbox, and it costs most of the time of a request. The
    /// file stays sound in both.
    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(io::Error::other)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(io::Error::other)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(io::Error::other)?;
        Self::prepare(connection, true)
    }

    fn prepare(connection: Connection, is_file: bool) -> io::Result<Self> {
        connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
        // Without this, SQLite plans a cached statement anew for each new value bound to it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(io::Error::other)?;
        let version = count_run(&connection).map_err(io::Error::other)?;
        match version {
            Ok(run) => Ok(Self { connection, run: run.unsigned_abs(), is_file }),
            Err(version) => {
                let message = format!("the file has schema {version}, this sandbox reads {SCHEMA_VERSION}");
                Err(io::Error::new(io::ErrorKind::InvalidData, message))
            }
        }
    }

    /// How often this database has been opened, this time included.
    pub(crate) fn run(&self) -> u64 {
        self.run
    }

    /// Whether anything outlives the process.
    pub(crate) fn is_file(&self) -> bool {
        self.is_file
    }

    /// What was kept last.
    pub(crate) fn kept(&self) -> rusqlite::Result<Option<String>> {
        find(&self.connection, "SELECT value FROM kept", [], |row| row.get(0))
    }

    /// Keeps this instead of what was kept before.
    pub(crate) fn keep(&self, value: &str) -> rusqlite::Result<()> {
        execute(&self.connection, "INSERT OR REPLACE INTO kept VALUES (1, ?1)", [value]).map(drop)
    }

    /// Runs one request. A refusal commits (a counted attempt must stand), a failing store rolls back.
    pub(crate) fn transaction<T>(&self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Outcome<T> {
        let transaction = self.connection.unchecked_transaction()?;
        let outcome = work(&self.connection);
        match &outcome {
            Ok(_) | Err(Failure::Refused(_)) => transaction.commit()?,
            Err(Failure::Store(_)) => transaction.rollback()?,
        }
        outcome
    }

    /// Runs a control call: whatever goes wrong, nothing of it stands.
    pub(crate) fn all_or_nothing<T>(&self, work: impl FnOnce(&Connection) -> Outcome<T>) -> Outcome<T> {
        let transaction = self.connection.unchecked_transaction()?;
        let value = work(&self.connection)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Empties every table but the count of runs.
    pub(crate) fn clear(&self) -> Outcome<()> {
        self.all_or_nothing(|connection| {
            let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'runs'";
            for table in list(connection, sql, [], |row| row.get::<_, String>(0))? {
                connection.execute_batch(&format!("DELETE FROM {table}"))?;
            }
            Ok(())
        })
    }
}

/// Makes the tables where there are none and counts the opening; a foreign schema's version otherwise.
fn count_run(connection: &Connection) -> rusqlite::Result<Result<i64, i64>> {
    let transaction = connection.unchecked_transaction()?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        connection.execute_batch(include_str!("schema.sql"))?;
        connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    } else if version != SCHEMA_VERSION {
        return Ok(Err(version));
    }
    connection.execute_batch("UPDATE runs SET count = count + 1")?;
    let run = connection.query_row("SELECT count FROM runs", [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(Ok(run))
}

/// Runs a cached statement that changes rows; tells how many.
pub(crate) fn execute(connection: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
    connection.prepare_cached(sql)?.execute(params)
}

/// The first row of a cached query, if there is one.
pub(crate) fn find<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(sql)?.query_row(params, read).optional()
}

/// All rows of a cached query.
pub(crate) fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(params, read)?.collect()
}
