//! Bad input, found before anything is sent: the person typing can act on it.

use std::fmt;

use super::codes::ValidationCode;

/// Which input was refused. The names are those of the documented parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The `email` of `createEmailAddress`.
    Email,
    /// The `phoneNumber` of `createPhoneNumber`.
    PhoneNumber,
    /// The `web3Wallet` of `createWeb3Wallet`.
    Web3Wallet,
    /// The `strategy` of `createExternalAccount` or of a verification.
    Strategy,
    /// A `redirectUrl`.
    RedirectUrl,
    /// One of the `additionalScopes`.
    AdditionalScopes,
    /// The one-time code that a person typed.
    Code,
    /// What a wallet returned for the message it was asked to sign.
    Signature,
    /// A publishable key, `pk_test_…` or `pk_live_…`.
    PublishableKey,
    /// The URL of a Frontend API.
    FrontendApi,
    /// A `proxyUrl`.
    ProxyUrl,
    /// The `domain` of a satellite app.
    Domain,
    /// The app's own origin.
    Origin,
    /// The token of a client, of whatever kind the credentials are.
    Token,
    /// The id of a resource.
    Id,
}

impl Field {
    /// Every field, for tables and bindings.
    pub const ALL: [Self; 15] = [
        Self::Email,
        Self::PhoneNumber,
        Self::Web3Wallet,
        Self::Strategy,
        Self::RedirectUrl,
        Self::AdditionalScopes,
        Self::Code,
        Self::Signature,
        Self::PublishableKey,
        Self::FrontendApi,
        Self::ProxyUrl,
        Self::Domain,
        Self::Origin,
        Self::Token,
        Self::Id,
    ];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::PhoneNumber => "phone_number",
            Self::Web3Wallet => "web3_wallet",
            Self::Strategy => "strategy",
            Self::RedirectUrl => "redirect_url",
            Self::AdditionalScopes => "additional_scopes",
            Self::Code => "code",
            Self::Signature => "signature",
            Self::PublishableKey => "publishable_key",
            Self::FrontendApi => "frontend_api",
            Self::ProxyUrl => "proxy_url",
            Self::Domain => "domain",
            Self::Origin => "origin",
            Self::Token => "token",
            Self::Id => "id",
        }
    }
}

/// One input was refused, before anything was sent.
///
/// The text never repeats what was typed.
///
/// ```
/// use user_metadata_core::identifier::EmailAddress;
/// let error = EmailAddress::parse("jane@@example.com").unwrap_err();
/// assert_eq!(error.field().as_str(), "email");
/// assert_eq!(error.code().as_str(), "multiple_at");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValidationError {
    field: Field,
    code: ValidationCode,
    position: Option<usize>,
}

impl ValidationError {
    /// A refusal of the field as a whole.
    pub(crate) const fn new(field: Field, code: ValidationCode) -> Self {
        Self { field, code, position: None }
    }

    /// A refusal of what stands at a byte of the input as it was typed.
    pub(crate) const fn at(field: Field, code: ValidationCode, position: usize) -> Self {
        Self { field, code, position: Some(position) }
    }

    /// The same refusal for a text of which the first `bytes` were set aside.
    pub(crate) fn shifted(mut self, bytes: usize) -> Self {
        self.position = self.position.map(|position| position + bytes);
        self
    }

    /// Which input was refused.
    pub const fn field(&self) -> Field {
        self.field
    }

    /// Why, as a stable code: translate it, or look its meaning up.
    pub const fn code(&self) -> ValidationCode {
        self.code
    }

    /// Where, as a byte offset into the UTF-8 input as it was typed, when one place is to blame.
    pub const fn position(&self) -> Option<usize> {
        self.position
    }
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.field.as_str(), self.code.meaning(), self.code.as_str())?;
        match self.position {
            Some(position) => write!(f, " at byte {position}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ValidationError {}
