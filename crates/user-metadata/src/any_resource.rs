//! What the four kinds of identifier have in common.

use crate::resource::{EmailAddress, ExternalAccount, PhoneNumber, Resource, Web3Wallet};

/// One of the four kinds of identifier that a user has, or [`Resource`], which may be any of them.
///
/// It lets one method serve all kinds and give back the kind that it was given.
pub trait AnyResource: Clone + Into<Resource> + sealed::Sealed {
    /// The resource as this kind, if it is of this kind.
    fn from_resource(resource: Resource) -> Option<Self>;
}

mod sealed {
    use super::{EmailAddress, ExternalAccount, PhoneNumber, Resource, Web3Wallet};

    pub trait Sealed {}

    impl Sealed for EmailAddress {}
    impl Sealed for PhoneNumber {}
    impl Sealed for Web3Wallet {}
    impl Sealed for ExternalAccount {}
    impl Sealed for Resource {}
}

impl AnyResource for EmailAddress {
    fn from_resource(resource: Resource) -> Option<Self> {
        match resource {
            Resource::EmailAddress(email) => Some(*email),
            Resource::PhoneNumber(_) | Resource::Web3Wallet(_) | Resource::ExternalAccount(_) => None,
        }
    }
}

impl AnyResource for PhoneNumber {
    fn from_resource(resource: Resource) -> Option<Self> {
        match resource {
            Resource::PhoneNumber(phone) => Some(*phone),
            Resource::EmailAddress(_) | Resource::Web3Wallet(_) | Resource::ExternalAccount(_) => None,
        }
    }
}

impl AnyResource for Web3Wallet {
    fn from_resource(resource: Resource) -> Option<Self> {
        match resource {
            Resource::Web3Wallet(wallet) => Some(*wallet),
            Resource::EmailAddress(_) | Resource::PhoneNumber(_) | Resource::ExternalAccount(_) => None,
        }
    }
}

impl AnyResource for ExternalAccount {
    fn from_resource(resource: Resource) -> Option<Self> {
        match resource {
            Resource::ExternalAccount(account) => Some(*account),
            Resource::EmailAddress(_) | Resource::PhoneNumber(_) | Resource::Web3Wallet(_) => None,
        }
    }
}

impl AnyResource for Resource {
    fn from_resource(resource: Resource) -> Option<Self> {
        Some(resource)
    }
}
