//! Who sends a request: the three carriers of a client token, and the session that is meant.

use std::sync::LazyLock;

use regex::Regex;

use super::context::Context;
use crate::errors::{
    API_VERSION_INVALID, AUTHENTICATION_INVALID, AUTHORIZATION_FORMAT, ApiError, DEV_BROWSER_UNAUTHENTICATED,
    Failure, MAINTENANCE, NATIVE_API_DISABLED, ORIGIN_CONFLICT, ORIGIN_INVALID, ORIGIN_MISSING, Outcome,
    QUERY_VALUE_INVALID, REVERIFICATION_REQUIRED, SIGNED_OUT, USER_BANNED, USER_DEACTIVATED, USER_LOCKED,
};
use crate::grammar::pattern;
use crate::operations::reverification;
use crate::operations::sessions::own_active;
use crate::settings::Level;
use crate::store::clients::{self, Carrier};
use crate::store::sessions::{self, Session};
use crate::store::users::{self, User};

static API_VERSION: LazyLock<Regex> = LazyLock::new(|| pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));

/// A person signed in.
#[derive(Debug)]
pub(crate) struct Me {
    pub(crate) session: Session,
    pub(crate) user: User,
}

/// Finds the client behind a request. A request without credentials is nobody's, which is fine until an
/// operation wants somebody; wrong credentials are refused.
pub(crate) fn identify(context: &mut Context<'_>) -> Outcome<()> {
    let request = context.request;
    let version = request.query_value("__clerk_api_version");
    let version = version.as_deref().or(request.header("clerk-api-version"));
    if version.is_some_and(|version| !API_VERSION.is_match(version)) {
        return Err(Failure::from(&API_VERSION_INVALID));
    }
    let authorization = request.header("authorization").map(str::trim).filter(|value| !value.is_empty());
    if let Some(origin) = context.origin() {
        if authorization.is_some() {
            return Err(Failure::from(&ORIGIN_CONFLICT));
        }
        let allowed = &context.settings.allowed_origins;
        if !allowed.is_empty() && !allowed.iter().any(|entry| entry == origin) {
            return Err(Failure::from(&ORIGIN_INVALID));
        }
    }
    let Some((carrier, token)) = credential(context, authorization)? else { return Ok(()) };
    let found = clients::find_by_token(context.db, &token, carrier, context.now)?;
    let is_landing = matches!(context.segments().as_slice(), ["verify" | "oauth_callback" | "dev_browser"]);
    match (found, carrier) {
        (Some(client), _) => {
            check_nonce(context, &client)?;
            context.client_id = Some(client);
            context.credential = Some((carrier, token));
            Ok(())
        }
        // A browser that comes back from a mail or a provider brings what it has, valid or not.
        (None, _) if is_landing => Ok(()),
        (None, Carrier::DevBrowser) => Err(Failure::from(&DEV_BROWSER_UNAUTHENTICATED)),
        (None, Carrier::Native | Carrier::Cookie) => Err(Failure::from(&AUTHENTICATION_INVALID)),
    }
}

fn credential(context: &Context<'_>, authorization: Option<&str>) -> Outcome<Option<(Carrier, String)>> {
    if context.is_native {
        if !context.settings.native_api_enabled {
            return Err(Failure::from(&NATIVE_API_DISABLED));
        }
        let mut words = authorization.unwrap_or_default().split_ascii_whitespace().peekable();
        words.next_if(|word| word.eq_ignore_ascii_case("bearer"));
        let token = words.next();
        if words.next().is_some() {
            return Err(Failure::from(&AUTHORIZATION_FORMAT));
        }
        return Ok(token.map(|token| (Carrier::Native, token.to_owned())));
    }
    let request = context.request;
    let dev_browser = request.query_value("__clerk_db_jwt").or_else(|| request.query_value("__dev_session"));
    if let Some(token) = dev_browser.filter(|token| !token.is_empty()) {
        return Ok(Some((Carrier::DevBrowser, token)));
    }
    let cookie = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("cookie")).find_map(
        |(_, value)| {
            value
                .split(';')
                .find_map(|pair| pair.trim().strip_prefix("__client="))
                .filter(|token| !token.is_empty())
        },
    );
    Ok(cookie.map(|token| (Carrier::Cookie, token.to_owned())))
}

/// A nonce that came back from a provider exchanges the token.
fn check_nonce(context: &mut Context<'_>, client: &str) -> Outcome<()> {
    let Some(nonce) = context.request.query_value("rotating_token_nonce") else { return Ok(()) };
    if !clients::nonce_is_valid(context.db, &nonce, client, context.now)? {
        return Err(ApiError::param(&QUERY_VALUE_INVALID, "rotating_token_nonce").into());
    }
    context.wants_rotation = true;
    Ok(())
}

/// The person that a request acts for: the session it names, or else the one last active.
pub(crate) fn signed_in(context: &Context<'_>) -> Outcome<Me> {
    let client_id = context.client_id.as_deref().ok_or(&SIGNED_OUT)?;
    let named = context.request.query_value("_clerk_session_id").filter(|id| !id.is_empty());
    let wanted = match named {
        Some(id) => Some(id),
        None => clients::read(context.db, client_id)?.and_then(|client| client.last_active_session_id),
    };
    let wanted = wanted.ok_or(&SIGNED_OUT)?;
    let session = sessions::read(context.db, &wanted)?
        .filter(|session| session.client_id == client_id && session.is_active(context.now))
        .ok_or(&SIGNED_OUT)?;
    person_of(context, session)
}

/// The same for a request whose path names the session.
pub(crate) fn signed_in_at(context: &Context<'_>, session: &str) -> Outcome<Me> {
    person_of(context, own_active(context, session)?)
}

fn person_of(context: &Context<'_>, session: Session) -> Outcome<Me> {
    let user = users::read(context.db, &session.user_id)?.ok_or(&SIGNED_OUT)?;
    check_standing(context, &user)?;
    Ok(Me { session, user })
}

fn check_standing(context: &Context<'_>, user: &User) -> Outcome<()> {
    if user.banned {
        return Err(Failure::from(&USER_BANNED));
    }
    if user.deactivated {
        return Err(Failure::from(&USER_DEACTIVATED));
    }
    if context.method != "GET" && user.is_locked(context.now) {
        let remaining = user.locked_until.unwrap_or_default() - context.now;
        let seconds = remaining.max(0).div_euclid(1000);
        return Err(ApiError::new(&USER_LOCKED)
            .with_meta("lockout_expires_in_seconds", seconds.into())
            .into());
    }
    Ok(())
}

/// Refuses changes while the instance is under maintenance.
pub(crate) fn check_maintenance(context: &Context<'_>) -> Outcome<()> {
    if context.settings.maintenance_mode && context.method != "GET" {
        return Err(Failure::from(&MAINTENANCE));
    }
    Ok(())
}

/// Refuses a browser's call without `Origin` where the instance insists on one.
pub(crate) fn require_origin(context: &Context<'_>) -> Outcome<()> {
    if context.settings.require_origin && !context.is_native && context.origin().is_none() {
        return Err(Failure::from(&ORIGIN_MISSING));
    }
    Ok(())
}

/// Whether the settings ask this path for fresh factors, sensitive or not.
pub(crate) fn path_wants_fresh_factors(context: &Context<'_>) -> bool {
    context
        .settings
        .reverification
        .also
        .iter()
        .any(|prefix| context.request.path.starts_with(prefix.as_str()))
}

/// Refuses when the session's factors are stale.
pub(crate) fn require_fresh_factors(context: &Context<'_>, me: &Me) -> Outcome<()> {
    let rules = &context.settings.reverification;
    let is_fresh = |at: i64| context.now.saturating_sub(at) <= rules.max_age_minutes.saturating_mul(60_000);
    let first = is_fresh(me.session.first_factor_at);
    // Where no second factor is enrolled, the first one has to do; a backup code counts even if it was the last.
    let second = me.session.second_factor_at.is_some_and(is_fresh)
        || first && !reverification::has_second_factor(context, &me.user)?;
    let satisfied = match rules.level {
        Level::FirstFactor => first,
        Level::SecondFactor => second,
        Level::MultiFactor => first && second,
    };
    if satisfied { Ok(()) } else { Err(Failure::from(&REVERIFICATION_REQUIRED)) }
}
