//! `user-metadata add email`

use clap::Args;
use user_metadata::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata::identifier::{EmailAddress, RedirectUrl};

use super::Wanted;
use crate::enrolling::Helpers;
use crate::enrolling::landing::Landing;
use crate::exit::Stop;

/// Adds an email address, and verifies it by a code or a link
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  user-metadata add email jane@example.com
  user-metadata add email jane@example.com --link")]
pub(super) struct Arguments {
    address: String,
    /// Have a link sent instead of a code
    #[arg(long)]
    link: bool,
    /// Where the link leads to in the end; by default to a page of this tool, on this machine
    #[arg(long, requires = "link", value_name = "URL")]
    redirect_url: Option<String>,
}

impl Arguments {
    pub(super) fn wanted(&self) -> Result<Wanted, Stop> {
        let email = EmailAddress::parse(&self.address)?;
        if !self.link {
            return Ok((
                EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code },
                Helpers::default(),
            ));
        }
        let (landing, redirect_url) = match &self.redirect_url {
            Some(url) => {
                let url = RedirectUrl::parse(url)?;
                (Landing::at(&url), url)
            }
            None => {
                let (landing, url) = Landing::choose(0)?;
                (Some(landing), url)
            }
        };
        let proof = EmailProof::Link { redirect_url };
        Ok((EnrollmentRequest::EmailAddress { email, proof }, Helpers { landing, ..Helpers::default() }))
    }
}
