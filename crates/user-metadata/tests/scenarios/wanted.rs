//! What a scenario wants added, in this host's terms.

use user_metadata::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata::identifier::{EmailAddress, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy};
use user_metadata::resource::Resource;
use user_metadata::{Error, ExternalAccountParams, ReauthorizeParams};

use crate::script::{ExternalAccount, Wanted};
use crate::stage::Stage;

impl Stage {
    /// The whole flow.
    pub(crate) fn request(&self, wanted: &Wanted) -> Result<EnrollmentRequest, Error> {
        Ok(match wanted {
            Wanted::EmailAddress { email, strategy, redirect_url } => {
                let redirect_url = || RedirectUrl::parse(redirect_url.as_deref().unwrap_or_default());
                let proof = match strategy.as_str() {
                    "email_code" => EmailProof::Code,
                    "email_link" => EmailProof::Link { redirect_url: redirect_url()? },
                    "enterprise_sso" => EmailProof::EnterpriseSso { redirect_url: redirect_url()? },
                    other => panic!("no such strategy: {other}"),
                };
                EnrollmentRequest::EmailAddress { email: EmailAddress::parse(email)?, proof }
            }
            Wanted::PhoneNumber { phone_number } => {
                EnrollmentRequest::PhoneNumber { phone_number: PhoneNumber::parse(phone_number)? }
            }
            Wanted::Web3Wallet { web3_wallet, strategy } => EnrollmentRequest::Web3Wallet {
                web3_wallet: WalletAddress::parse(web3_wallet)?,
                strategy: Web3Strategy::parse(strategy)?,
            },
            Wanted::ExternalAccount(wanted) => EnrollmentRequest::ExternalAccount(
                params(wanted, &scopes(&wanted.additional_scopes)).to_call()?,
            ),
            Wanted::Reauthorize { provider, redirect_url, additional_scopes } => {
                let user = self.user.reload()?;
                let held = user.external_accounts.iter().find(|account| account.provider() == provider);
                let scopes = scopes(additional_scopes);
                let params =
                    ReauthorizeParams { redirect_url, additional_scopes: &scopes, ..Default::default() };
                EnrollmentRequest::Reauthorize(params.to_call(&held.unwrap().id)?)
            }
        })
    }

    /// The single call, as it is documented.
    pub(crate) fn create(&self, wanted: &Wanted) -> Result<Resource, Error> {
        let user = &self.user;
        match wanted {
            Wanted::EmailAddress { email, .. } => user.create_email_address(email).map(Resource::from),
            Wanted::PhoneNumber { phone_number } => {
                user.create_phone_number(phone_number).map(Resource::from)
            }
            Wanted::Web3Wallet { web3_wallet, .. } => {
                user.create_web3_wallet(web3_wallet).map(Resource::from)
            }
            Wanted::ExternalAccount(wanted) => user
                .create_external_account(&params(wanted, &scopes(&wanted.additional_scopes)))
                .map(Resource::from),
            Wanted::Reauthorize { .. } => panic!("a reauthorization creates nothing"),
        }
    }
}

fn params<'a>(wanted: &'a ExternalAccount, scopes: &'a [&'a str]) -> ExternalAccountParams<'a> {
    ExternalAccountParams {
        strategy: &wanted.strategy,
        redirect_url: wanted.redirect_url.as_deref(),
        additional_scopes: scopes,
        oidc_prompt: wanted.oidc_prompt.as_deref(),
        oidc_login_hint: wanted.oidc_login_hint.as_deref(),
        enterprise_connection_id: wanted.enterprise_connection_id.as_deref(),
    }
}

fn scopes(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}
