//! What the server answers, and the checks that every answer passes.

use serde::Serialize;

use super::ResourceId;
use super::envelope::{self, Body};
use crate::error::{ProtocolCode, ProtocolError};
use crate::http::HttpResponse;
use crate::json::FromNode;
use crate::resource::{
    Deleted, EmailAddress, ExternalAccount, PhoneNumber, Resource, ResourceKind, SessionReverification, User,
    Web3Wallet,
};

/// What a [`Call`](super::Call) was answered; which of them, the call's own page says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "answer", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// One identifier.
    Resource(Resource),
    /// All identifiers of one kind.
    Resources(Vec<Resource>),
    /// The user.
    User(Box<User>),
    /// What was removed.
    Deleted(Deleted),
    /// How far the user has come in giving fresh credentials.
    Reverification(Box<SessionReverification>),
}

/// Reads one resource of a kind, whose id can be sent back.
pub(super) fn resource(kind: ResourceKind, response: &HttpResponse) -> Result<Body<Resource>, ProtocolError> {
    let body = match kind {
        ResourceKind::EmailAddress => envelope::read::<EmailAddress>(response)?.map(Resource::from),
        ResourceKind::PhoneNumber => envelope::read::<PhoneNumber>(response)?.map(Resource::from),
        ResourceKind::Web3Wallet => envelope::read::<Web3Wallet>(response)?.map(Resource::from),
        ResourceKind::ExternalAccount => envelope::read::<ExternalAccount>(response)?.map(Resource::from),
    };
    match ResourceId::of(&body.value) {
        Ok(_) => Ok(body),
        Err(_) => Err(body.refuse(response, ProtocolCode::UnusableId, ".id")),
    }
}

/// Reads the resource that was asked for by its id.
pub(super) fn same_resource(
    kind: ResourceKind,
    id: &ResourceId,
    response: &HttpResponse,
) -> Result<Answer, ProtocolError> {
    let body = resource(kind, response)?;
    if body.value.id() == id.as_str() {
        Ok(Answer::Resource(body.value))
    } else {
        Err(body.refuse(response, ProtocolCode::WrongValue, ".id"))
    }
}

/// Reads the resource that was created, and makes sure that it is about the value that was asked for.
pub(super) fn created_resource(
    kind: ResourceKind,
    response: &HttpResponse,
    is_about: impl FnOnce(&str) -> bool,
) -> Result<Answer, ProtocolError> {
    let body = resource(kind, response)?;
    if is_about(body.value.identifier()) {
        Ok(Answer::Resource(body.value))
    } else {
        Err(body.refuse(response, ProtocolCode::WrongValue, &format!(".{}", kind.as_str())))
    }
}

/// Reads all resources of a kind, whose ids can be sent back.
pub(super) fn resources(kind: ResourceKind, response: &HttpResponse) -> Result<Answer, ProtocolError> {
    let body = match kind {
        ResourceKind::EmailAddress => list::<EmailAddress>(response)?,
        ResourceKind::PhoneNumber => list::<PhoneNumber>(response)?,
        ResourceKind::Web3Wallet => list::<Web3Wallet>(response)?,
        ResourceKind::ExternalAccount => list::<ExternalAccount>(response)?,
    };
    match body.value.iter().position(|resource| ResourceId::of(resource).is_err()) {
        None => Ok(Answer::Resources(body.value)),
        Some(index) => Err(body.refuse(response, ProtocolCode::UnusableId, &format!("[{index}].id"))),
    }
}

/// Reads the user.
pub(super) fn user(response: &HttpResponse) -> Result<Answer, ProtocolError> {
    envelope::read::<User>(response).map(|body| Answer::User(Box::new(body.value)))
}

/// Reads the reverification of a session.
pub(super) fn reverification(response: &HttpResponse) -> Result<Answer, ProtocolError> {
    envelope::read(response).map(|body| Answer::Reverification(Box::new(body.value)))
}

fn list<T>(response: &HttpResponse) -> Result<Body<Vec<Resource>>, ProtocolError>
where
    T: FromNode + Into<Resource>,
{
    envelope::read::<Vec<T>>(response).map(|body| body.map(|list| list.into_iter().map(Into::into).collect()))
}
