//! Where the calls go and as whom.

mod token;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use user_metadata::secret::Secret;
use user_metadata::session::{Credentials, FrontendApi, Origin, Session};
use user_metadata::{Error, UreqTransport, User};

use crate::exit::{Exit, Stop};
use crate::screen::Screen;
use token::Source;
pub(crate) use token::VARIABLE as TOKEN_VARIABLE;

/// The instance, and whose token it is. The token itself is never an argument.
#[derive(Debug, Args)]
#[command(next_help_heading = "Instance and token")]
pub(crate) struct Connection {
    /// The instance, by its publishable key (it is no secret)
    #[arg(long, env = "USER_METADATA_PUBLISHABLE_KEY", value_name = "KEY", global = true)]
    publishable_key: Option<String>,
    /// The instance, by the URL of its Frontend API; goes before the key
    #[arg(long, env = "USER_METADATA_FRONTEND_API", value_name = "URL", global = true)]
    frontend_api: Option<String>,
    /// The URL of the app's proxy before the Frontend API, if it has one
    #[arg(long, env = "USER_METADATA_PROXY_URL", value_name = "URL", global = true)]
    proxy_url: Option<String>,
    /// The file of the token, which only you may read; a new token is written back to it
    #[arg(long, env = "USER_METADATA_TOKEN_FILE", value_name = "FILE", global = true)]
    token_file: Option<PathBuf>,
    /// What the token is
    #[arg(long, env = "USER_METADATA_CREDENTIALS", value_enum, default_value_t = Kind::Native, global = true)]
    credentials: Kind,
    /// The session, where the token has more than one, and for reverification
    #[arg(long, env = "USER_METADATA_SESSION_ID", value_name = "ID", global = true)]
    session_id: Option<String>,
    /// The app's own origin; some calls want it of tokens that are not native
    #[arg(long, env = "USER_METADATA_ORIGIN", value_name = "ORIGIN", global = true)]
    origin: Option<String>,
}

/// Whose way of speaking for a session the token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// a client token of a native app
    Native,
    /// a development browser's `__clerk_db_jwt`
    DevBrowser,
    /// the cookie `__client` of a production instance
    Cookie,
}

/// A user who can be acted for.
pub(crate) struct Connected<'a> {
    pub(crate) user: User,
    connection: &'a Connection,
    source: Arc<Source>,
}

impl Connection {
    /// Finds the token, asking for it if need be. Nothing is sent yet.
    pub(crate) fn connect(&self, screen: &Screen) -> Result<Connected<'_>, Stop> {
        let api = self.api()?;
        let (token, source) = token::find(self.token_file.as_deref(), screen)?;
        let source = Arc::new(source);
        let storing = Arc::clone(&source);
        let mut told = false;
        let user = User::new(self.session(api, &token)?, UreqTransport::new())
            .on_rotated(move |rotated| storing.take(rotated, &mut told));
        Ok(Connected { user, connection: self, source })
    }

    fn api(&self) -> Result<FrontendApi, Stop> {
        let api = match (&self.frontend_api, &self.publishable_key) {
            (Some(url), _) => FrontendApi::parse(url)?,
            (None, Some(key)) => FrontendApi::from_publishable_key(key)?,
            (None, None) => {
                return Err(Stop::usage(
                    "which instance? Set USER_METADATA_PUBLISHABLE_KEY, or give --publishable-key or --frontend-api",
                ));
            }
        };
        Ok(match &self.proxy_url {
            Some(url) => api.with_proxy(url)?,
            None => api,
        })
    }

    fn session(&self, api: FrontendApi, token: &Secret) -> Result<Session, Stop> {
        let credentials = match self.credentials {
            Kind::Native => Credentials::native(token.expose())?,
            Kind::DevBrowser => Credentials::dev_browser(token.expose())?,
            Kind::Cookie => Credentials::cookie(token.expose())?,
        };
        let mut session = Session::new(api, credentials);
        if let Some(id) = &self.session_id {
            session = session.with_session_id(id);
        }
        if let Some(origin) = &self.origin {
            session = session.with_origin(Origin::parse(origin)?);
        }
        Ok(session)
    }
}

impl Connected<'_> {
    /// Where the token came from, in words.
    pub(crate) fn source(&self) -> String {
        self.source.in_words()
    }

    /// Why it ends; who is signed out is told where the token came from.
    pub(crate) fn stop(&self, error: Error) -> Stop {
        let stop = Stop::from(error);
        if stop.exit == Exit::SignIn {
            let words = format!("{}\n{}", stop.words, self.source());
            return Stop { words, ..stop };
        }
        stop
    }

    /// A session with another token, which is kept where the first one was.
    pub(crate) fn session_with(&self, token: &Secret) -> Result<Session, Stop> {
        let session = self.connection.session(self.connection.api()?, token)?;
        self.source.keep(token.expose());
        Ok(session)
    }
}
