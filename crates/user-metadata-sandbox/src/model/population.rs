//! Filling and steering the instance from outside the Frontend API: users, clients, sign-ins, the inbox.

use std::fmt;

use super::people::{NewUser, SeededUser, SignedOutClient, UserChange};
use super::{Context, Model, limiter, log};
use crate::errors::{Failure, IDENTIFIER_EXISTS, NOT_FOUND, Outcome, PARAM_FORMAT};
use crate::form::Form;
use crate::grammar::{Canonical, email, phone};
use crate::operations::identifier::became_verified;
use crate::operations::sign_in::open_session;
use crate::random::Random;
use crate::settings::Settings;
use crate::store::clients::{self, Carrier};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::sessions;
use crate::store::users::{self, User};
use crate::store::verifications::{self, Verification};
use crate::wire::Request;

/// Why a control call was not carried out.
#[derive(Debug)]
pub struct ControlError {
    /// The status that the control endpoint answers.
    pub(crate) status: u16,
    message: String,
}

impl fmt::Display for ControlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ControlError {}

impl From<Failure> for ControlError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => {
                Self { status: error.code.status, message: error.code.long_message.into() }
            }
            Failure::Store(error) => Self { status: 500, message: error.to_string() },
        }
    }
}

impl Model {
    /// Makes a user, signs them in at a client of their own and gives that client every kind of token.
    pub fn new_user(&mut self, new: &NewUser, now_ms: i64) -> Result<SeededUser, ControlError> {
        self.control(now_ms, |context| {
            let suffix = context.random.text(8).to_lowercase();
            let user = User {
                id: context.random.id("user"),
                username: Some(new.username.clone().unwrap_or_else(|| format!("person_{suffix}"))),
                first_name: new.first_name.clone(),
                last_name: new.last_name.clone(),
                password: new.password.clone(),
                totp_secret: new.totp_secret.clone(),
                backup_codes: new.backup_codes.clone(),
                created_at: now_ms,
                updated_at: now_ms,
                ..User::default()
            };
            users::create(context.db, &user)?;
            for text in &new.email_addresses {
                add_verified(context, &user.id, Kind::EmailAddress, email::parse(text))?;
            }
            for text in &new.phone_numbers {
                add_verified(context, &user.id, Kind::PhoneNumber, phone::parse(text))?;
            }
            let client = new_client(context)?;
            let session = open_session(context, &client.client_id, &user.id)?;
            let proved_at = minutes_before(now_ms, new.factor_age_minutes);
            sessions::set_factors(context.db, &session.id, Some(proved_at), None)?;
            Ok(SeededUser {
                user_id: user.id,
                session_id: session.id,
                client_id: client.client_id,
                native_token: client.native_token,
                dev_browser_token: client.dev_browser_token,
                client_cookie: client.client_cookie,
            })
        })
    }

    /// Makes a client at which nobody is signed in.
    pub fn new_client(&mut self, now_ms: i64) -> Result<SignedOutClient, ControlError> {
        self.control(now_ms, new_client)
    }

    /// Changes what a user may do.
    pub fn change_user(&mut self, user: &str, change: &UserChange, now_ms: i64) -> Result<(), ControlError> {
        self.control(now_ms, |context| {
            let mut found = users::read(context.db, user)?.ok_or(&NOT_FOUND)?;
            if let Some(seconds) = change.locked_seconds {
                found.locked_until =
                    (seconds > 0).then_some(now_ms.saturating_add(seconds.saturating_mul(1000)));
            }
            found.banned = change.banned.unwrap_or(found.banned);
            found.deactivated = change.deactivated.unwrap_or(found.deactivated);
            replace(&mut found.password, change.password.as_deref());
            replace(&mut found.totp_secret, change.totp_secret.as_deref());
            if let Some(codes) = &change.backup_codes {
                found.backup_codes.clone_from(codes);
            }
            users::save(context.db, &found)?;
            if let Some(minutes) = change.factor_age_minutes {
                let at = Some(minutes_before(now_ms, minutes));
                for session in sessions::of_user(context.db, user)? {
                    sessions::set_factors(context.db, &session.id, at, session.second_factor_at.and(at))?;
                }
            }
            Ok(())
        })
    }

    /// Signs a user in at the client that any of its tokens names; the answer is the session's id.
    pub fn sign_in(&mut self, client_token: &str, user: &str, now_ms: i64) -> Result<String, ControlError> {
        self.control(now_ms, |context| {
            let client = clients::find_by_any_token(context.db, client_token)?.ok_or(&NOT_FOUND)?;
            users::read(context.db, user)?.ok_or(&NOT_FOUND)?;
            Ok(open_session(context, &client, user)?.id)
        })
    }

    /// Ends a session, as a sign-out elsewhere would.
    pub fn sign_out(&mut self, session: &str, now_ms: i64) -> Result<(), ControlError> {
        self.control(now_ms, |context| {
            let known = sessions::set_status(context.db, session, "ended", now_ms)?;
            if known { Ok(()) } else { Err(Failure::from(&NOT_FOUND)) }
        })
    }

    /// Lets the next answer to one client, or to every client, bring a new token.
    pub fn rotate_tokens(&mut self, client: Option<&str>, now_ms: i64) -> Result<(), ControlError> {
        self.control(now_ms, |context| {
            let clients = match client {
                Some(id) => vec![id.to_owned()],
                None => clients::all(context.db)?,
            };
            for id in clients {
                if !clients::rotate_next(context.db, &id, true)? {
                    return Err(Failure::from(&NOT_FOUND));
                }
            }
            Ok(())
        })
    }

    /// Forgets everything and starts over, settings and faults included. The ids begin again as well.
    pub fn reset(&mut self) -> Result<(), ControlError> {
        self.store.clear()?;
        self.random = Random::new(self.seed, self.store.run());
        self.settings = Settings::default();
        self.faults.clear();
        self.limiter = limiter::Limiter::default();
        self.log = log::Log::default();
        Ok(())
    }

    fn control<T>(
        &mut self,
        now: i64,
        work: impl FnOnce(&mut Context<'_>) -> Outcome<T>,
    ) -> Result<T, ControlError> {
        let Self { store, random, settings, base_url, .. } = self;
        let request = Request::default();
        let outcome = store.all_or_nothing(|db| {
            let mut context = Context::new(db, random, settings, now, base_url, &request, Form::parse(b""));
            work(&mut context)
        });
        Ok(outcome?)
    }
}

fn new_client(context: &mut Context<'_>) -> Outcome<SignedOutClient> {
    let client_id = context.random.id("client");
    clients::create(context.db, &client_id, context.now)?;
    let issue = |carrier, token: String| -> Outcome<String> {
        clients::add_credential(context.db, &token, &client_id, carrier)?;
        Ok(token)
    };
    let native_token = issue(Carrier::Native, context.random.text(43))?;
    let dev_browser_token = issue(Carrier::DevBrowser, context.random.id("dvb"))?;
    let client_cookie = issue(Carrier::Cookie, context.random.text(43))?;
    Ok(SignedOutClient { client_id, native_token, dev_browser_token, client_cookie })
}

/// A text that replaces what is there; an empty one removes it.
fn replace(target: &mut Option<String>, change: Option<&str>) {
    if let Some(text) = change {
        *target = (!text.is_empty()).then(|| text.to_owned());
    }
}

fn minutes_before(now_ms: i64, minutes: i64) -> i64 {
    now_ms.saturating_sub(minutes.saturating_mul(60_000))
}

fn add_verified(context: &mut Context<'_>, user: &str, kind: Kind, parsed: Option<Canonical>) -> Outcome<()> {
    let canonical = parsed.ok_or(&PARAM_FORMAT)?;
    if identifiers::is_taken(context.db, kind, &canonical.comparable, user)? {
        return Err(Failure::from(&IDENTIFIER_EXISTS));
    }
    let identifier = Identifier {
        id: context.random.id("idn"),
        user_id: user.into(),
        kind,
        value: canonical.value,
        reserved_for_second_factor: false,
        default_second_factor: false,
        created_at: context.now,
        updated_at: context.now,
        verification: None,
    };
    identifiers::create(context.db, &identifier, &canonical.comparable)?;
    verifications::save(context.db, &identifier.id, &Verification::verified("admin"))?;
    became_verified(context, &identifier)
}
