//! How far a user has come in giving fresh credentials, as the server says it.

use user_metadata_core::resource as core;

use crate::convert::record;
use crate::resource::Verification;
use crate::text::Json;

record! { from
    /// A reverification of a session.
    SessionReverification = core::SessionReverification {
        /// What it still needs: `needs_first_factor`, `needs_second_factor`, `complete`, or what a newer server says.
        status: String,
        /// How much it asks for: `first_factor`, `second_factor` or `multi_factor`.
        level: String,
        /// What would do as a first factor.
        supported_first_factors: Vec<SignInFactor>,
        /// What would do as a second factor.
        supported_second_factors: Vec<SignInFactor>,
        /// How the first factor stands; nothing before anything was prepared or attempted.
        first_factor_verification: Option<Verification>,
        /// How the second factor stands; nothing before anything was prepared or attempted.
        second_factor_verification: Option<Verification>,
        /// Whose credentials they are.
        session: Option<ReverifiedSession>,
        /// Fields that this release does not know.
        extra: Json,
    }
}

record! { from
    /// The session of a reverification, without its token.
    #[derive(Eq)]
    ReverifiedSession = core::ReverifiedSession {
        /// Clerk's id.
        id: String,
        /// `active`, `expired`, …, as the server names it.
        status: String,
    }
}

record! { from
    /// One way to prove a factor. Which fields there are depends on the strategy.
    SignInFactor = core::SignInFactor {
        /// By which means: `password`, `email_code`, `email_link`, `phone_code`, `totp`, `backup_code`, `passkey`, …
        strategy: String,
        /// What to show of the address or number, usually masked by the server.
        safe_identifier: Option<String>,
        /// Which email address (`email_code`, `email_link`, `enterprise_sso`).
        email_address_id: Option<String>,
        /// Which phone number (`phone_code`).
        phone_number_id: Option<String>,
        /// Which wallet (`web3_…_signature`).
        web3_wallet_id: Option<String>,
        /// Which passkey (`passkey`).
        passkey_id: Option<String>,
        /// Which device (`trusted_device`).
        trusted_device_id: Option<String>,
        /// Which connection (`enterprise_sso`).
        enterprise_connection_id: Option<String>,
        /// The connection's name, to be shown.
        enterprise_connection_name: Option<String>,
        /// True for the user's primary identifier.
        primary: Option<bool>,
        /// True for the second factor that the user prefers.
        default: Option<bool>,
        /// Where the user would be sent (OAuth strategies). Not checked: never open it as it is.
        external_verification_redirect_url: Option<String>,
        /// Fields that this release does not know.
        extra: Json,
    }
}
