//! Clients and their sessions: what piggybacks on every answer.

use serde::Serialize;

use super::user::{PublicUserData, UserView};
use crate::errors::Outcome;
use crate::model::Context;
use crate::store::clients;
use crate::store::sessions::{self, Session};

/// A client with the people signed in at it.
pub(crate) struct ClientView {
    json: Box<serde_json::value::RawValue>,
}

impl Serialize for ClientView {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Fields<'a> {
    object: &'static str,
    id: &'a str,
    sessions: &'a [SessionView<'a, 'a>],
    sign_in: Option<()>,
    sign_up: Option<()>,
    last_active_session_id: Option<&'a str>,
    last_authentication_strategy: Option<&'a str>,
    cookie_expires_at: Option<i64>,
    captcha_bypass: bool,
    created_at: i64,
    updated_at: i64,
}

impl ClientView {
    pub(crate) fn load(context: &Context<'_>, id: &str) -> Outcome<Option<Self>> {
        let Some(client) = clients::read(context.db, id)? else { return Ok(None) };
        let sessions = sessions::active_of_client(context.db, id, context.now)?;
        let sessions: Vec<_> =
            sessions.iter().map(|session| SessionView::load(context, session)).collect::<Outcome<_>>()?;
        let fields = Fields {
            object: "client",
            id: &client.id,
            sessions: &sessions,
            sign_in: None,
            sign_up: None,
            last_active_session_id: client.last_active_session_id.as_deref(),
            last_authentication_strategy: None,
            cookie_expires_at: None,
            captcha_bypass: false,
            created_at: client.created_at,
            updated_at: client.updated_at,
        };
        let json = serde_json::value::to_raw_value(&fields).map_err(|_| &crate::errors::INTERNAL)?;
        Ok(Some(Self { json }))
    }
}

/// A session without its user, as a reverification shows it.
#[derive(Serialize)]
pub(crate) struct SessionBaseView {
    id: String,
    object: &'static str,
    status: String,
    expire_at: i64,
    abandon_at: i64,
    last_active_at: i64,
    last_active_token: Option<()>,
    actor: Option<()>,
    tasks: Option<()>,
    last_active_organization_id: Option<()>,
    factor_verification_age: [i64; 2],
    created_at: i64,
    updated_at: i64,
}

impl SessionBaseView {
    pub(crate) fn new(session: &Session, now: i64) -> Self {
        let age = |at: i64| now.saturating_sub(at).max(0) / 60_000;
        let has_expired = session.status == "active" && !session.is_active(now);
        Self {
            id: session.id.clone(),
            object: "session",
            status: if has_expired { "expired".into() } else { session.status.clone() },
            expire_at: session.expire_at,
            abandon_at: session.expire_at,
            last_active_at: session.last_active_at,
            last_active_token: None,
            actor: None,
            tasks: None,
            last_active_organization_id: None,
            // -1: not enrolled, or never proved in this session
            factor_verification_age: [age(session.first_factor_at), session.second_factor_at.map_or(-1, age)],
            created_at: session.created_at,
            updated_at: session.updated_at,
        }
    }
}

/// A session with its user.
pub(crate) struct SessionView<'a, 'b> {
    base: SessionBaseView,
    user: UserView<'a, 'b>,
}

impl<'a, 'b> SessionView<'a, 'b> {
    pub(crate) fn load(context: &'a Context<'b>, session: &Session) -> Outcome<Self> {
        let base = SessionBaseView::new(session, context.now);
        Ok(Self { base, user: UserView::load(context, &session.user_id)? })
    }
}

impl Serialize for SessionView<'_, '_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            #[serde(flatten)]
            base: &'a SessionBaseView,
            user: &'a UserView<'a, 'a>,
            public_user_data: PublicUserData<'a>,
        }
        let Self { base, user } = self;
        Fields { base, user, public_user_data: user.public_data() }.serialize(serializer)
    }
}
