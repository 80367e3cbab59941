//! Users.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::external_account::{EnterpriseAccountView, ExternalAccountView};
use super::identifier::{IdentifierView, Links};
use crate::errors::{NOT_FOUND, Outcome};
use crate::model::Context;
use crate::operations::reverification::is_enrolled;
use crate::store::external_accounts::{self, ExternalAccount};
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::users::{self, User};

/// A user with everything that belongs to them.
pub(crate) struct UserView<'a, 'b> {
    context: &'a Context<'b>,
    user: User,
    identifiers: Vec<Identifier>,
    accounts: Vec<ExternalAccount>,
    links: Links,
    two_factor_enabled: bool,
}

impl<'a, 'b> UserView<'a, 'b> {
    pub(crate) fn load(context: &'a Context<'b>, id: &str) -> Outcome<Self> {
        let user = users::read(context.db, id)?.ok_or(&NOT_FOUND)?;
        let identifiers = identifiers::of_user(context.db, id)?;
        let accounts = external_accounts::of_user(context.db, id)?;
        let links = Links::new(&accounts);
        let two_factor_enabled = is_enrolled(&user, &identifiers);
        Ok(Self { context, user, identifiers, accounts, links, two_factor_enabled })
    }

    fn of_kind(&self, kind: Kind) -> Vec<IdentifierView<'_>> {
        let all = self.identifiers.iter().filter(|found| found.kind == kind);
        all.map(|found| IdentifierView::new(self.context, found, &self.links)).collect()
    }

    /// What the user is called where only one word fits.
    pub(crate) fn public_data(&self) -> PublicUserData<'_> {
        let primary = |kind: Kind| {
            let id = self.user.primary(kind)?;
            self.identifiers.iter().find(|found| found.id == id).map(|found| found.value.as_str())
        };
        let identifier = primary(Kind::EmailAddress)
            .or_else(|| primary(Kind::PhoneNumber))
            .or(self.user.username.as_deref())
            .or_else(|| primary(Kind::Web3Wallet))
            .unwrap_or(&self.user.id);
        PublicUserData {
            first_name: self.user.first_name.as_deref(),
            last_name: self.user.last_name.as_deref(),
            image_url: "",
            has_image: false,
            identifier,
            user_id: &self.user.id,
            username: self.user.username.as_deref(),
        }
    }
}

/// The part of a user that others may see.
#[derive(Serialize)]
pub(crate) struct PublicUserData<'a> {
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
    image_url: &'static str,
    has_image: bool,
    identifier: &'a str,
    user_id: &'a str,
    username: Option<&'a str>,
}

#[derive(Serialize)]
struct Fields<'a> {
    id: &'a str,
    object: &'static str,
    username: Option<&'a str>,
    first_name: Option<&'a str>,
    last_name: Option<&'a str>,
    image_url: &'static str,
    has_image: bool,
    primary_email_address_id: Option<&'a str>,
    primary_phone_number_id: Option<&'a str>,
    primary_web3_wallet_id: Option<&'a str>,
    password_enabled: bool,
    two_factor_enabled: bool,
    totp_enabled: bool,
    backup_code_enabled: bool,
    email_addresses: Vec<IdentifierView<'a>>,
    phone_numbers: Vec<IdentifierView<'a>>,
    web3_wallets: Vec<IdentifierView<'a>>,
    passkeys: [(); 0],
    organization_memberships: [(); 0],
    external_accounts: Vec<ExternalAccountView<'a>>,
    saml_accounts: [(); 0],
    enterprise_accounts: Vec<EnterpriseAccountView<'a>>,
    password_last_updated_at: Option<i64>,
    public_metadata: Map<String, Value>,
    unsafe_metadata: Map<String, Value>,
    external_id: Option<&'a str>,
    last_sign_in_at: Option<i64>,
    banned: bool,
    locked: bool,
    lockout_expires_in_seconds: Option<i64>,
    verification_attempts_remaining: Option<i64>,
    created_at: i64,
    updated_at: i64,
    delete_self_enabled: bool,
    create_organization_enabled: bool,
    last_active_at: Option<i64>,
    mfa_enabled_at: Option<i64>,
    mfa_disabled_at: Option<i64>,
    legal_accepted_at: Option<i64>,
    profile_image_url: &'static str,
}

impl Serialize for UserView<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { context, user, accounts, .. } = self;
        let locked = user.is_locked(context.now);
        let remaining = user.locked_until.map(|until| (until - context.now).div_euclid(1000));
        let external = accounts.iter().filter(|account| !account.enterprise);
        let enterprise = accounts.iter().filter(|account| account.enterprise);
        let fields = Fields {
            id: &user.id,
            object: "user",
            username: user.username.as_deref(),
            first_name: user.first_name.as_deref(),
            last_name: user.last_name.as_deref(),
            image_url: "",
            has_image: false,
            primary_email_address_id: user.primary_email_address_id.as_deref(),
            primary_phone_number_id: user.primary_phone_number_id.as_deref(),
            primary_web3_wallet_id: user.primary_web3_wallet_id.as_deref(),
            password_enabled: user.password.is_some(),
            two_factor_enabled: self.two_factor_enabled,
            totp_enabled: user.totp_secret.is_some(),
            backup_code_enabled: !user.backup_codes.is_empty(),
            email_addresses: self.of_kind(Kind::EmailAddress),
            phone_numbers: self.of_kind(Kind::PhoneNumber),
            web3_wallets: self.of_kind(Kind::Web3Wallet),
            passkeys: [],
            organization_memberships: [],
            external_accounts: external.map(|account| ExternalAccountView::new(context, account)).collect(),
            saml_accounts: [],
            enterprise_accounts: enterprise
                .map(|account| EnterpriseAccountView::new(context, account))
                .collect(),
            password_last_updated_at: user.password.as_ref().map(|_| user.created_at),
            public_metadata: Map::new(),
            unsafe_metadata: Map::new(),
            external_id: None,
            last_sign_in_at: Some(user.created_at),
            banned: user.banned,
            locked,
            lockout_expires_in_seconds: remaining.filter(|_| locked),
            verification_attempts_remaining: None,
            created_at: user.created_at,
            updated_at: user.updated_at,
            delete_self_enabled: true,
            create_organization_enabled: false,
            last_active_at: Some(user.created_at),
            mfa_enabled_at: None,
            mfa_disabled_at: None,
            legal_accepted_at: None,
            profile_image_url: "",
        };
        fields.serialize(serializer)
    }
}
