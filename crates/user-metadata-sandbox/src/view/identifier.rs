//! Email addresses, phone numbers and wallets.

use serde::Serialize;

use super::verification::VerificationView;
use crate::errors::Outcome;
use crate::model::Context;
use crate::store::external_accounts::{self, ExternalAccount};
use crate::store::identifiers::{Identifier, Kind};

/// One of the three, by the shape of its kind.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum IdentifierView<'a> {
    EmailAddress(EmailAddressView<'a>),
    PhoneNumber(PhoneNumberView<'a>),
    Web3Wallet(Web3WalletView<'a>),
}

#[derive(Serialize)]
pub(crate) struct EmailAddressView<'a> {
    id: &'a str,
    object: &'static str,
    email_address: &'a str,
    reserved: bool,
    verification: Option<VerificationView<'a>>,
    linked_to: Vec<Link>,
    matches_sso_connection: bool,
    created_at: i64,
    updated_at: i64,
}

#[derive(Serialize)]
pub(crate) struct PhoneNumberView<'a> {
    id: &'a str,
    object: &'static str,
    phone_number: &'a str,
    reserved_for_second_factor: bool,
    default_second_factor: bool,
    reserved: bool,
    verification: Option<VerificationView<'a>>,
    linked_to: Vec<Link>,
    backup_codes: Option<Vec<String>>,
    created_at: i64,
    updated_at: i64,
}

#[derive(Serialize)]
pub(crate) struct Web3WalletView<'a> {
    id: &'a str,
    object: &'static str,
    web3_wallet: &'a str,
    verification: Option<VerificationView<'a>>,
    created_at: i64,
    updated_at: i64,
}

/// An identification that an address belongs to as well.
#[derive(Debug, Serialize)]
pub(crate) struct Link {
    r#type: String,
    id: String,
}

/// The verified external accounts of a user: an email address is linked to those that carry it.
pub(crate) struct Links(Vec<ExternalAccount>);

impl Links {
    pub(crate) fn load(context: &Context<'_>, user: &str) -> Outcome<Self> {
        Ok(Self::new(&external_accounts::of_user(context.db, user)?))
    }

    pub(crate) fn new(accounts: &[ExternalAccount]) -> Self {
        Self(accounts.iter().filter(|account| account.is_verified()).cloned().collect())
    }

    pub(crate) fn of(&self, identifier: &Identifier) -> Vec<Link> {
        let is_linked = |account: &&ExternalAccount| {
            identifier.kind == Kind::EmailAddress
                && account.email_address.eq_ignore_ascii_case(&identifier.value)
        };
        let link = |account: &ExternalAccount| Link {
            r#type: if account.enterprise { "saml".into() } else { account.provider.clone() },
            id: account.identification_id.clone(),
        };
        self.0.iter().filter(is_linked).map(link).collect()
    }
}

impl<'a> IdentifierView<'a> {
    pub(crate) fn new(context: &Context<'_>, identifier: &'a Identifier, links: &Links) -> Self {
        let Identifier { id, value, created_at, updated_at, .. } = identifier;
        let (created_at, updated_at) = (*created_at, *updated_at);
        let object = identifier.kind.as_str();
        let verification =
            identifier.verification.as_ref().map(|found| VerificationView::new(found, context.now));
        match identifier.kind {
            Kind::EmailAddress => Self::EmailAddress(EmailAddressView {
                id,
                object,
                email_address: value,
                reserved: false,
                verification,
                linked_to: links.of(identifier),
                matches_sso_connection: context.settings.connection_of_email(value).is_some(),
                created_at,
                updated_at,
            }),
            Kind::PhoneNumber => Self::PhoneNumber(PhoneNumberView {
                id,
                object,
                phone_number: value,
                reserved_for_second_factor: identifier.reserved_for_second_factor,
                default_second_factor: identifier.default_second_factor,
                reserved: false,
                verification,
                linked_to: Vec::new(),
                backup_codes: None,
                created_at,
                updated_at,
            }),
            Kind::Web3Wallet => Self::Web3Wallet(Web3WalletView {
                id,
                object,
                web3_wallet: value,
                verification,
                created_at,
                updated_at,
            }),
        }
    }
}
