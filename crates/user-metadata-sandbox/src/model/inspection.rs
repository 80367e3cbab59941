//! Looking into the instance from outside the Frontend API, for assertions and for the page for people.

use serde_json::{Value, json};

use super::{ControlError, Model};
use crate::errors::NOT_FOUND;
use crate::store::clients;
use crate::store::external_accounts::{self, ExternalAccount};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::messages::{self, Message};
use crate::store::sessions::{self, Session};
use crate::store::users::{self, User};
use crate::store::verifications::Verification;

/// All that the page for people shows of somebody.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) user: User,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) accounts: Vec<ExternalAccount>,
    pub(crate) sessions: Vec<Session>,
    /// The tokens of the client at which they signed in last: carrier and token.
    pub(crate) tokens: Vec<(String, String)>,
}

impl Model {
    /// Somebody, for the page for people.
    pub(crate) fn person(&self, user: &str) -> Result<Person, ControlError> {
        Ok(self.store.transaction(|db| {
            let sessions = sessions::of_user(db, user)?;
            let tokens = match sessions.last() {
                Some(session) => clients::tokens(db, &session.client_id)?,
                None => Vec::new(),
            };
            Ok(Person {
                user: users::read(db, user)?.ok_or(&NOT_FOUND)?,
                identifiers: identifiers::of_user(db, user)?,
                accounts: external_accounts::of_user(db, user)?,
                sessions,
                tokens,
            })
        })?)
    }

    /// The messages sent so far, or those to one recipient, oldest first.
    pub fn inbox(&self, to: Option<&str>) -> Result<Vec<Message>, ControlError> {
        Ok(self.store.transaction(|db| Ok(messages::all(db, to)?))?)
    }

    /// The newest users, newest first.
    pub fn newest_users(&self, limit: u32) -> Result<Vec<String>, ControlError> {
        Ok(self.store.transaction(|db| Ok(users::newest(db, limit)?))?)
    }

    /// What the server holds about a user, for assertions.
    pub fn user_state(&self, user: &str, now_ms: i64) -> Result<Value, ControlError> {
        Ok(self.store.transaction(|db| {
            let found = users::read(db, user)?.ok_or(&NOT_FOUND)?;
            let identifiers = identifiers::of_user(db, user)?;
            let accounts = external_accounts::of_user(db, user)?;
            let sessions = sessions::of_user(db, user)?;
            let (emails, texts) = messages::count(db, user)?;
            let of_kind = |kind: Kind| -> Vec<Value> {
                let all = identifiers.iter().filter(|identifier| identifier.kind == kind);
                all.map(|identifier| identifier_state(&found, identifier, now_ms)).collect()
            };
            Ok(json!({
                "user_id": found.id,
                "email_addresses": of_kind(Kind::EmailAddress),
                "phone_numbers": of_kind(Kind::PhoneNumber),
                "web3_wallets": of_kind(Kind::Web3Wallet),
                "external_accounts":
                    accounts.iter().map(|account| account_state(account, now_ms)).collect::<Vec<_>>(),
                "sessions": sessions.iter().map(session_state).collect::<Vec<_>>(),
                "messages": { "email": emails, "sms": texts },
            }))
        })?)
    }
}

fn identifier_state(user: &User, identifier: &Identifier, now: i64) -> Value {
    json!({
        "id": identifier.id,
        "value": identifier.value,
        "primary": user.primary(identifier.kind) == Some(identifier.id.as_str()),
        "verification": verification_state(identifier.verification.as_ref(), now),
    })
}

fn account_state(account: &ExternalAccount, now: i64) -> Value {
    json!({
        "id": account.id,
        "provider": account.provider,
        "enterprise": account.enterprise,
        "provider_user_id": account.provider_user_id,
        "approved_scopes": account.approved_scopes,
        "email_address": account.email_address,
        "verification": verification_state(account.verification.as_ref(), now),
    })
}

fn session_state(session: &Session) -> Value {
    json!({ "id": session.id, "client_id": session.client_id, "status": session.status })
}

fn verification_state(verification: Option<&Verification>, now: i64) -> Value {
    verification.map_or(Value::Null, |found| {
        json!({
            "strategy": found.strategy,
            "status": found.status_at(now).as_str(),
            "attempts": found.attempts,
            "expire_at": found.expire_at,
            "error": found.error,
        })
    })
}
