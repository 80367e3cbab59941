//! Single calls of the Frontend API: a value says what to send, and reads the answer.
//!
//! | call | method and path | answers |
//! |---|---|---|
//! | [`CreateEmailAddress`] | POST `/v1/me/email_addresses` | the resource |
//! | [`CreatePhoneNumber`] | POST `/v1/me/phone_numbers` | the resource |
//! | [`CreateWeb3Wallet`] | POST `/v1/me/web3_wallets` | the resource |
//! | [`CreateExternalAccount`] | POST `/v1/me/external_accounts` | the resource, with a URL to send the user to |
//! | [`PrepareVerification`] | POST `/v1/me/{kind}/{id}/prepare_verification` | the resource |
//! | [`AttemptVerification`] | POST `/v1/me/{kind}/{id}/attempt_verification` | the resource |
//! | [`ReadUser`] | GET `/v1/me` | the user |
//! | [`ReadResource`] | GET `/v1/me/{kind}/{id}` | the resource |
//! | [`List`] | GET `/v1/me/{kind}` | the resources of one kind |
//! | [`ReauthorizeExternalAccount`] | PATCH `/v1/me/external_accounts/{id}/reauthorize` | the resource, with a URL to send the user to |
//! | [`SetPrimary`] | PATCH `/v1/me` | the user |
//! | [`Delete`] | DELETE `/v1/me/{kind}/{id}` | what was deleted |
//! | [`StartReverification`] | POST `/v1/client/sessions/{id}/verify` | the reverification |
//! | [`ReadReverification`] | GET `/v1/client/sessions/{id}/verify` | the reverification |
//! | [`PrepareFirstFactor`] | POST `/v1/client/sessions/{id}/verify/prepare_first_factor` | the reverification |
//! | [`AttemptFirstFactor`] | POST `/v1/client/sessions/{id}/verify/attempt_first_factor` | the reverification |
//! | [`PrepareSecondFactor`] | POST `/v1/client/sessions/{id}/verify/prepare_second_factor` | the reverification |
//! | [`AttemptSecondFactor`] | POST `/v1/client/sessions/{id}/verify/attempt_second_factor` | the reverification |
//!
//! The paths, fields and shapes are those of Clerk's published Frontend API specification, version
//! [`DEFAULT_API_VERSION`](crate::session::DEFAULT_API_VERSION). Whoever wants an identifier verified, whatever the
//! network does meanwhile, takes an [`Enrollment`](crate::enrollment::Enrollment) instead, and for fresh credentials a
//! [`Reverification`](crate::reverification::Reverification).
//!
//! ```
//! use user_metadata_core::api::{Answer, Call, CreateEmailAddress};
//! use user_metadata_core::http::HttpResponse;
//! use user_metadata_core::identifier::EmailAddress;
//! use user_metadata_core::session::{Credentials, FrontendApi, Session};
//! use user_metadata_core::time::Timestamp;
//!
//! let call = Call::from(CreateEmailAddress { email_address: EmailAddress::parse("test@test.com")? });
//!
//! let api = FrontendApi::parse("https://clerk.example.com")?;
//! let mut session = Session::new(api, Credentials::native("tok_1")?);
//! let request = call.request(&session)?;
//! assert_eq!(request.body, b"email_address=test%40test.com");
//!
//! // The host sends it, and hands the answer over:
//! let response = HttpResponse {
//!     status: 200,
//!     headers: vec![("Authorization".into(), "tok_2".into())],
//!     body: br#"{"response":{"id":"idn_1","email_address":"test@test.com","verification":null},"client":null}"#.to_vec(),
//! };
//! assert!(session.absorb(&response).is_some(), "a new token: store it first");
//! let now = Timestamp::from_unix_millis(1_767_225_600_000);
//! let Answer::Resource(resource) = call.parse(&response, now)? else { panic!() };
//! assert_eq!(resource.id(), "idn_1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod attempt_first_factor;
mod attempt_second_factor;
mod attempt_verification;
mod call;
mod create_email_address;
mod create_external_account;
mod create_phone_number;
mod create_web3_wallet;
mod delete;
mod draft;
mod envelope;
mod error;
mod form;
mod list;
mod prepare_first_factor;
mod prepare_second_factor;
mod prepare_verification;
mod read_resource;
mod read_reverification;
mod read_user;
mod reauthorize_external_account;
mod refusal;
mod resource_id;
mod retry_after;
mod set_primary;
mod start_reverification;

pub use answer::Answer;
pub use attempt_first_factor::{AttemptFirstFactor, FirstFactorProof};
pub use attempt_second_factor::{AttemptSecondFactor, SecondFactorProof};
pub use attempt_verification::AttemptVerification;
pub use call::Call;
pub use create_email_address::CreateEmailAddress;
pub use create_external_account::CreateExternalAccount;
pub use create_phone_number::CreatePhoneNumber;
pub use create_web3_wallet::CreateWeb3Wallet;
pub use delete::Delete;
pub use error::{BuildError, CallError};
pub use list::List;
pub use prepare_first_factor::{FirstFactorPreparation, PrepareFirstFactor};
pub use prepare_second_factor::PrepareSecondFactor;
pub use prepare_verification::{Preparation, PrepareVerification};
pub use read_resource::ReadResource;
pub use read_reverification::ReadReverification;
pub use read_user::ReadUser;
pub use reauthorize_external_account::ReauthorizeExternalAccount;
pub use resource_id::ResourceId;
pub use set_primary::SetPrimary;
pub use start_reverification::StartReverification;

use self::call::Operation;
use self::draft::Draft;
