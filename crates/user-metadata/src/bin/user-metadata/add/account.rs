//! `user-metadata add account`

use clap::Args;
use user_metadata::ExternalAccountParams;
use user_metadata::enrollment::EnrollmentRequest;
use user_metadata::identifier::{RedirectUrl, strategy_of_provider};

use super::Wanted;
use crate::enrolling::Helpers;
use crate::enrolling::landing::Landing;
use crate::exit::Stop;

/// Connects an account at a provider, such as Notion, in the browser
#[derive(Debug, Args)]
#[command(after_help = "\
The browser comes back to http://127.0.0.1:<port>/<random>, on this machine. Where the instance
lets only some redirect URLs in, name one of them with --redirect-url. If it is one of this machine,
the tool listens there; if not, it asks for the address of the page that the browser came to.

Examples:
  user-metadata add account notion
  user-metadata add account github --scope repo --prompt consent
  user-metadata add account oauth_google --no-browser")]
pub(super) struct Arguments {
    /// The provider: `notion` and `oauth_notion` are the same
    provider: String,
    /// Ask for this scope as well; may be given more than once
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    /// Where the browser is to come back to
    #[arg(long, value_name = "URL", conflicts_with = "port")]
    redirect_url: Option<String>,
    /// The port to listen on; 0 is any free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Open no browser; only show where to go
    #[arg(long)]
    no_browser: bool,
    /// Whom the provider should expect, such as an email address
    #[arg(long, value_name = "HINT")]
    login_hint: Option<String>,
    /// How the provider should ask, such as `consent` or `select_account`
    #[arg(long)]
    prompt: Option<String>,
}

impl Arguments {
    pub(super) fn wanted(&self) -> Result<Wanted, Stop> {
        let strategy = strategy_of_provider(&self.provider)?;
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).collect();
        let mut create = ExternalAccountParams {
            strategy: strategy.as_str(),
            additional_scopes: &scopes,
            oidc_prompt: self.prompt.as_deref(),
            oidc_login_hint: self.login_hint.as_deref(),
            ..ExternalAccountParams::default()
        }
        .to_call()?;
        let (landing, redirect_url) = match &self.redirect_url {
            Some(url) => {
                let url = RedirectUrl::parse(url)?;
                (Landing::at(&url), url)
            }
            None => {
                let (landing, url) = Landing::choose(self.port)?;
                (Some(landing), url)
            }
        };
        create.redirect_url = Some(redirect_url);
        let helpers = Helpers { no_browser: self.no_browser, landing, ..Helpers::default() };
        Ok((EnrollmentRequest::ExternalAccount(create), helpers))
    }
}
