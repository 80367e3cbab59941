//! The verification of an identifier, in all its variants.

use serde::Serialize;

use super::Extra;
use super::open_string::open_string;
use crate::error::ClerkError;
use crate::json::object;
use crate::time::Timestamp;

open_string! {
    /// How far a verification has come.
    VerificationStatus {
        /// Begun, or never begun.
        UNVERIFIED = "unverified";
        /// Done.
        VERIFIED = "verified";
        /// Given up by the server: too many wrong answers, or a provider's error.
        FAILED = "failed";
        /// Not proved in time.
        EXPIRED = "expired";
        /// Belongs to another sign-in or sign-up; unexpected for a signed-in user.
        TRANSFERABLE = "transferable";
    }
}

open_string! {
    /// By which means something is verified.
    VerificationStrategy {
        /// A code by email.
        EMAIL_CODE = "email_code";
        /// A link by email.
        EMAIL_LINK = "email_link";
        /// A code by text message.
        PHONE_CODE = "phone_code";
        /// The company's identity provider.
        ENTERPRISE_SSO = "enterprise_sso";
        /// Set by a backend.
        ADMIN = "admin";
        /// An invitation or sign-in ticket.
        TICKET = "ticket";
        /// An invitation.
        INVITATION = "invitation";
        /// A SAML connection.
        SAML = "saml";
        /// Provisioned by SCIM.
        SCIM = "scim";
        /// Google One Tap.
        GOOGLE_ONE_TAP = "google_one_tap";
    }
}

/// The verification of one identifier (specification: the `Verification.*` schemas; one type serves them all,
/// since servers leave the discriminator out).
///
/// ```
/// use user_metadata_core::resource::{Verification, VerificationStatus};
/// let otp = r#"{"object":"verification_otp","status":"unverified","strategy":"email_code","attempts":0,"expire_at":1767226200000}"#;
/// let verification: Verification = serde_json::from_str(otp).unwrap();
/// assert!(verification.status.is(VerificationStatus::UNVERIFIED));
/// assert_eq!(verification.expire_at.unwrap().as_unix_millis(), 1_767_226_200_000);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verification {
    /// The variant, as `verification_otp`; servers may leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// How far it has come.
    pub status: VerificationStatus,
    /// By which means.
    pub strategy: VerificationStrategy,
    /// How many answers the server has counted; `None` where it does not say.
    pub attempts: Option<u32>,
    /// Until when it can be proved, in the server's time; `None` where it does not say.
    pub expire_at: Option<Timestamp>,
    /// Where the user is to be sent (external accounts, enterprise SSO). Not checked here: see
    /// [`Effect::OpenUrl`](crate::enrollment::Effect::OpenUrl) for the checked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_verification_redirect_url: Option<String>,
    /// Why it failed; its `long_message` is fit to show to the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ClerkError>,
    /// The nonce inside `message` (wallets).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The text that the wallet has to sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The id of the client that opened the link or came back from the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_at_client: Option<String>,
    /// By which channel a code went out, `sms` or `whatsapp`, where the server says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    Verification {
        field: object, attempts, external_verification_redirect_url, error, nonce, message, verified_at_client, channel;
        lenient: status, strategy;
        time: expire_at
    }
    ..extra
}
