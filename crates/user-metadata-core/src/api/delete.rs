//! Remove an identifier.

use serde::{Deserialize, Serialize};

use super::envelope;
use super::{Answer, BuildError, Draft, Operation, ResourceId};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::resource::{Deleted, ResourceKind};

/// Removes an identifier of any kind, verified or not.
///
/// Specification: `DELETE /v1/me/{kind}/{id}` (`DeleteEmailAddress`, `DeletePhoneNumber`, `deleteWeb3Wallet`,
/// `deleteExternalAccount`).
///
/// Answers [what was deleted](crate::resource::Deleted). Refusals to expect: `resource_not_found`,
/// `delete_linked_identification_disallowed`, `session_reverification_required`.
///
/// ```
/// use user_metadata_core::api::{Call, Delete, ResourceId};
/// use user_metadata_core::resource::ResourceKind;
/// let id = ResourceId::parse("eac_1").unwrap();
/// assert!(!Call::from(Delete { kind: ResourceKind::ExternalAccount, id }).is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delete {
    /// Which kind of identifier.
    pub kind: ResourceKind,
    /// Which identifier.
    pub id: ResourceId,
}

impl Operation for Delete {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::delete(format!("/v1/me/{}/{}", self.kind.collection(), self.id.path_segment())))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        envelope::read::<Deleted>(response).map(|body| Answer::Deleted(body.value))
    }
}
