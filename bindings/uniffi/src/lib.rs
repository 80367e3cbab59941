//! The core for Kotlin and Swift.
//!
//! Nothing is decided here. Each type mirrors one of the core's, and the conversions name every field and every case, so
//! that what is new in the core does not compile here until it is passed on. Numbers are signed, for Java has no others;
//! times cross as Unix milliseconds; what the core parsed crosses as text and is parsed again on the way back.
//!
//! A machine's `handle` takes in what happened; `effect`, `request` and `snapshot` say what there is to know. Objects are values that never change, so they may be shared between threads without a lock.

mod call;
mod convert;
mod direct;
mod enrollment;
mod error;
mod http;
mod identifier;
mod job;
mod machine;
mod params;
mod resource;
mod reverification;
mod session;
mod session_reverification;
mod text;

pub use call::{Answer, Call, FirstFactorPreparation, FirstFactorProof, SecondFactorProof};
pub use direct::{
    user_metadata_describe, user_metadata_enrollment_handle, user_metadata_enrollment_request,
    user_metadata_enrollment_snapshot, user_metadata_parse, user_metadata_reverification_handle,
    user_metadata_reverification_request, user_metadata_reverification_snapshot,
};
pub use enrollment::{Effect, Enrollment, EnrollmentRequest, Input, LeftOver, Outcome};
pub use error::{
    ApiError, ApiErrorClass, ClerkError, CoreError, ErrorCode, MisuseError, ProtocolError, Sent,
    SnapshotError, TransportError, TransportFailure, ValidationError, error_codes,
};
pub use http::{HttpHeader, HttpRequest, HttpResponse};
pub use identifier::{
    Chain, EmailFacts, OAuthProvider, OAuthStrategyFacts, PhoneFacts, RedirectUrlFacts, WalletFacts,
    Web3Provider, Web3StrategyFacts, check_email, known_oauth_providers, known_web3_providers, parse_email,
    parse_oauth_strategy, parse_phone, parse_redirect_url, parse_scope, parse_wallet, parse_web3_strategy,
};
pub use job::{Job, Todo};
pub use machine::{Problem, Trouble, WaitReason};
pub use params::{ExternalAccountParams, ReauthorizeParams};
pub use resource::{
    Deleted, EmailAddress, ExternalAccount, IdentificationLink, PhoneNumber, Resource, ResourceKind,
    UserResource, Verification, Web3Wallet,
};
pub use reverification::{
    FactorOffer, Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
};
pub use session::{Absorbed, Credentials, InstanceType, Rotated, Session, SessionConfig};
pub use session_reverification::{ReverifiedSession, SessionReverification, SignInFactor};
pub use text::{Destination, Json, Secret, Timestamp};

uniffi::setup_scaffolding!("user_metadata");

/// The version of the core, which is that of every package.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
