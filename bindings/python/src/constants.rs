//! Open sets: what the server sends is carried as text, with constants for what is known today.

use pyo3::prelude::*;
use user_metadata_core::resource;

macro_rules! constants {
    ($(#[$doc:meta])* $name:ident of $core:ty { $($constant:ident)+ }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "user_metadata")]
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            $(#[classattr]
            const $constant: &'static str = <$core>::$constant;)+
        }

        // Whatever the core learns must be learnt here.
        const _: () = assert!(<$core>::KNOWN.len() == [$(stringify!($constant)),+].len());
    };
}

constants! {
    /// How a verification stands, as `Verification.status` says it. A server may send others.
    VerificationStatus of resource::VerificationStatus { UNVERIFIED VERIFIED FAILED EXPIRED TRANSFERABLE }
}

constants! {
    /// How an identifier is proved, as `Verification.strategy` says it. A server may send others.
    VerificationStrategy of resource::VerificationStrategy {
        EMAIL_CODE EMAIL_LINK PHONE_CODE ENTERPRISE_SSO ADMIN TICKET INVITATION SAML SCIM GOOGLE_ONE_TAP
    }
}

constants! {
    /// How a reverification stands. A server may send others.
    ReverificationStatus of resource::ReverificationStatus { NEEDS_FIRST_FACTOR NEEDS_SECOND_FACTOR COMPLETE }
}

constants! {
    /// How much a reverification asks for. A server may send others.
    ReverificationLevel of resource::ReverificationLevel { FIRST_FACTOR SECOND_FACTOR MULTI_FACTOR }
}

constants! {
    /// How a factor is proved. A server may send others.
    FactorStrategy of resource::FactorStrategy {
        PASSWORD EMAIL_CODE EMAIL_LINK PHONE_CODE PASSKEY ENTERPRISE_SSO SAML TOTP BACKUP_CODE TICKET
        TRUSTED_DEVICE GOOGLE_ONE_TAP
    }
}
