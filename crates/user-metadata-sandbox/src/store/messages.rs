//! What would have been sent by email or SMS.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{execute, find, list};

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// To an email address.
    Email,
    /// To a phone number.
    Sms,
}

impl Channel {
    fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A code to type.
    Code,
    /// A link to open.
    Link,
}

/// A message in the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// How it travelled.
    pub channel: Channel,
    /// Whom it was sent to.
    pub to: String,
    /// What it carries.
    pub kind: MessageKind,
    /// The code, if it carries one.
    pub code: Option<String>,
    /// The link, if it carries one.
    pub link: Option<String>,
    /// When it was sent, in Unix milliseconds.
    pub sent_at: i64,
}

pub(crate) fn add(connection: &Connection, user: &str, message: &Message) -> rusqlite::Result<()> {
    let sql = "INSERT INTO messages (user_id, channel, recipient, code, link, sent_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Message { channel, to, code, link, sent_at, .. } = message;
    execute(connection, sql, params![user, channel.as_str(), to, code, link, sent_at]).map(drop)
}

/// All messages, or those to one recipient, oldest first.
pub(crate) fn all(connection: &Connection, to: Option<&str>) -> rusqlite::Result<Vec<Message>> {
    let sql = "SELECT channel = 'sms', recipient, code, link, sent_at FROM messages
               WHERE ?1 IS NULL OR lower(recipient) = lower(?1) ORDER BY seq";
    list(connection, sql, params![to], |row| {
        let is_sms: bool = row.get(0)?;
        let code: Option<String> = row.get(2)?;
        Ok(Message {
            channel: if is_sms { Channel::Sms } else { Channel::Email },
            to: row.get(1)?,
            kind: if code.is_some() { MessageKind::Code } else { MessageKind::Link },
            code,
            link: row.get(3)?,
            sent_at: row.get(4)?,
        })
    })
}

/// How many messages went out for a user: emails, then SMS.
pub(crate) fn count(connection: &Connection, user: &str) -> rusqlite::Result<(i64, i64)> {
    let sql = "SELECT count(*) FILTER (WHERE channel = 'email'), count(*) FILTER (WHERE channel = 'sms')
               FROM messages WHERE user_id = ?1";
    Ok(find(connection, sql, [user], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
}
