//! Read all identifiers of one kind.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::{MisuseCode, MisuseError, ProtocolError};
use crate::http::HttpResponse;
use crate::resource::ResourceKind;

/// Reads all email addresses, phone numbers or wallets, verified or not.
///
/// Specification: `GET /v1/me/{kind}` (`getEmailAddresses`, `getPhoneNumbers`, `getWeb3Wallets`). There is no such path
/// for external accounts (`not_of_this_kind`): read the user.
///
/// Answers the resources, in the server's order. Lists come without an envelope.
///
/// ```
/// use user_metadata_core::api::{Call, List};
/// use user_metadata_core::resource::ResourceKind;
/// assert!(Call::from(List { kind: ResourceKind::PhoneNumber }).is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Which kind of identifier.
    pub kind: ResourceKind,
}

impl Operation for List {
    fn draft(&self) -> Result<Draft, BuildError> {
        match self.kind {
            ResourceKind::EmailAddress | ResourceKind::PhoneNumber | ResourceKind::Web3Wallet => {
                Ok(Draft::get(format!("/v1/me/{}", self.kind.collection())))
            }
            ResourceKind::ExternalAccount => Err(MisuseError::new(MisuseCode::NotOfThisKind).into()),
        }
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::resources(self.kind, response)
    }
}
