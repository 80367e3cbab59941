//! How far a user has come in giving fresh credentials.

use pyo3::prelude::*;
use user_metadata_core::resource;
use user_metadata_core::reverification;

use crate::convert::{Json, Tuple, record, to_dict};
use crate::resources::Verification;

record! {
    /// One way to prove oneself, as the server lists it.
    SignInFactor {
        /// Such as `password` or `totp`, see `FactorStrategy`.
        strategy: String,
        /// What the user recognises it by, masked by the server.
        safe_identifier: Option<String>,
        /// Of the email address.
        email_address_id: Option<String>,
        /// Of the phone number.
        phone_number_id: Option<String>,
        /// Whether it is the user's favourite.
        primary: Option<bool>,
        /// Whether it is the usual one.
        default: Option<bool>,
        /// False for what cannot be driven here: passkeys, identity providers, links where no redirect URL was named.
        is_supported: bool,
        /// All fields by their names on the wire.
        fields: Json,
    }
}

impl From<reverification::FactorOffer> for SignInFactor {
    fn from(offer: reverification::FactorOffer) -> Self {
        let fields = to_dict(&offer.factor);
        let factor = offer.factor;
        Self {
            strategy: factor.strategy.as_str().to_owned(),
            safe_identifier: factor.safe_identifier,
            email_address_id: factor.email_address_id,
            phone_number_id: factor.phone_number_id,
            primary: factor.primary,
            default: factor.default,
            is_supported: offer.is_supported,
            fields,
        }
    }
}

/// A reverification as the server shows it.
#[pyclass(frozen, eq, module = "user_metadata")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SessionReverification(pub(crate) resource::SessionReverification);

#[pymethods]
impl SessionReverification {
    /// Such as `needs_first_factor` or `complete`, see `ReverificationStatus`.
    #[getter]
    fn status(&self) -> &str {
        self.0.status.as_str()
    }

    /// See `ReverificationLevel`.
    #[getter]
    fn level(&self) -> &str {
        self.0.level.as_str()
    }

    /// How the proof of the first factor stands.
    #[getter]
    fn first_factor_verification(&self) -> Option<Verification> {
        self.0.first_factor_verification.clone().map(Verification)
    }

    /// How the proof of the second factor stands.
    #[getter]
    fn second_factor_verification(&self) -> Option<Verification> {
        self.0.second_factor_verification.clone().map(Verification)
    }

    /// The strategies that would do as a first factor.
    #[getter]
    fn supported_first_factors(&self) -> Tuple<String> {
        strategies(&self.0.supported_first_factors)
    }

    /// The strategies that would do as a second factor.
    #[getter]
    fn supported_second_factors(&self) -> Tuple<String> {
        strategies(&self.0.supported_second_factors)
    }

    /// All fields by their names on the wire, times in Unix milliseconds.
    fn to_dict(&self) -> Json {
        to_dict(&self.0)
    }

    fn __repr__(&self) -> String {
        format!("SessionReverification(status='{}', level='{}')", self.0.status, self.0.level)
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.0.status.as_str(), self.0.level.as_str()).hash(&mut hasher);
        hasher.finish()
    }
}

fn strategies(factors: &[resource::SignInFactor]) -> Tuple<String> {
    Tuple(factors.iter().map(|factor| factor.strategy.as_str().to_owned()).collect())
}
