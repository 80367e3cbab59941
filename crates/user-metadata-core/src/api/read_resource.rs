//! Read one identifier.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, ResourceId, answer};
use crate::error::{MisuseCode, MisuseError, ProtocolError};
use crate::http::HttpResponse;
use crate::resource::ResourceKind;

/// Reads one email address, phone number or wallet.
///
/// Specification: `GET /v1/me/{kind}/{id}` (`getEmailAddress`, `ReadPhoneNumber`, `readWeb3Wallet`). There is no such
/// path for external accounts (`not_of_this_kind`): read the user.
///
/// It is how a sent link is waited for, and how the truth is found when the answer to an attempt was lost. Answers the
/// resource; `resource_not_found` when it was deleted elsewhere.
///
/// ```
/// use user_metadata_core::api::{Call, ReadResource, ResourceId};
/// use user_metadata_core::resource::ResourceKind;
/// let id = ResourceId::parse("idn_1").unwrap();
/// assert!(Call::from(ReadResource { kind: ResourceKind::EmailAddress, id }).is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadResource {
    /// Which kind of identifier.
    pub kind: ResourceKind,
    /// Which identifier.
    pub id: ResourceId,
}

impl Operation for ReadResource {
    fn draft(&self) -> Result<Draft, BuildError> {
        match self.kind {
            ResourceKind::EmailAddress | ResourceKind::PhoneNumber | ResourceKind::Web3Wallet => {
                Ok(Draft::get(format!("/v1/me/{}/{}", self.kind.collection(), self.id.path_segment())))
            }
            ResourceKind::ExternalAccount => Err(MisuseError::new(MisuseCode::NotOfThisKind).into()),
        }
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::same_resource(self.kind, &self.id, response)
    }
}
