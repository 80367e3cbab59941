//! What a call or a job was answered.

use napi_derive::napi;
use user_metadata_core::api::Answer;

use crate::resources::ResourceData;
use crate::user::{DeletedData, SessionReverificationData, UserData};

/// What a call was answered; which of them, its operation says.
#[napi(discriminant = "answer", discriminant_case = "snake_case", object_from_js = false)]
pub enum AnswerData {
    /// One identifier.
    Resource {
        /// As the server holds it.
        value: ResourceData,
    },
    /// All identifiers of one kind.
    Resources {
        /// As the server holds them.
        value: Vec<ResourceData>,
    },
    /// The user.
    User {
        /// As the server holds it.
        value: UserData,
    },
    /// What was removed.
    Deleted {
        /// As the server says it.
        value: DeletedData,
    },
    /// How far the user has come in giving fresh credentials.
    Reverification {
        /// As the server holds it.
        value: SessionReverificationData,
    },
}

impl From<Answer> for AnswerData {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Resource(resource) => Self::Resource { value: resource.into() },
            Answer::Resources(resources) => {
                Self::Resources { value: resources.into_iter().map(Into::into).collect() }
            }
            Answer::User(user) => Self::User { value: (*user).into() },
            Answer::Deleted(deleted) => Self::Deleted { value: deleted.into() },
            Answer::Reverification(reverification) => {
                Self::Reverification { value: (*reverification).into() }
            }
        }
    }
}
