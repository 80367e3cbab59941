//! The Python module `user_metadata._native`: the core's types under Python's names. It holds no rule of its own.
//!
//! Nothing here opens a socket, waits or reads a clock; the package around it does that, in Python.

mod arrow;
mod calls;
mod columns;
mod constants;
mod convert;
mod direct;
mod effects;
mod enrollment;
mod errors;
mod factors;
mod http;
mod identifiers;
mod jobs;
mod outcomes;
mod resources;
mod reverification;
mod reverification_effects;
mod session;

/// The core of user-metadata. Import `user_metadata` instead.
// No lock of Python's is needed: every class is frozen, and the one that is not has a lock of its own.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::exceptions::PyImportError;
    use pyo3::ffi;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::arrow::ArrowColumns;
    #[pymodule_export]
    use crate::calls::Call;
    #[pymodule_export]
    use crate::columns::{parse_arrow, parse_chunk};
    #[pymodule_export]
    use crate::constants::{
        FactorStrategy, ReverificationLevel, ReverificationStatus, VerificationStatus, VerificationStrategy,
    };
    #[pymodule_export]
    use crate::effects::{
        AskCode, AskSignature, AwaitLink, Finish, Incorrect, Malformed, OpenUrl, Over, Reverify, Send,
        SignIn, Wait,
    };
    #[pymodule_export]
    use crate::enrollment::{Enrollment, EnrollmentRequest};
    #[pymodule_export]
    use crate::errors::{ClerkError, error_codes, transport_meaning};
    #[pymodule_export]
    use crate::factors::{SessionReverification, SignInFactor};
    #[pymodule_export]
    use crate::http::{HttpRequest, HttpResponse};
    #[pymodule_export]
    use crate::identifiers::{
        EmailFacts, PhoneFacts, RedirectFacts, StrategyFacts, WalletFacts, check_email, inspect_email,
        inspect_oauth_strategy, inspect_phone, inspect_redirect_url, inspect_wallet, inspect_web3_strategy,
        parse_email, parse_oauth_strategy, parse_phone, parse_redirect_url, parse_scope, parse_wallet,
        parse_web3_strategy, strategy_of_provider,
    };
    #[pymodule_export]
    use crate::jobs::{Done, Job, SendRequest, Sleep};
    #[pymodule_export]
    use crate::outcomes::{
        Cancelled, Created, Exhausted, Expired, NothingLeft, Refused, Rejected, UnknownLeft, Unreachable,
        Unreadable, UnverifiedLeft, Verified,
    };
    #[pymodule_export]
    use crate::resources::{
        Deleted, EmailAddress, ExternalAccount, IdentificationLink, PhoneNumber, UserResource, Verification,
        Web3Wallet,
    };
    #[pymodule_export]
    use crate::reverification::Reverification;
    #[pymodule_export]
    use crate::reverification_effects::{
        AskFactorCode, AskPassword, AwaitFactorLink, ChooseFactor, FinishReverification, NoFactor,
        ReverificationCancelled, ReverificationComplete, ReverificationExhausted, ReverificationExpired,
        ReverificationRefused, ReverificationRejected, ReverificationUnreachable, ReverificationUnreadable,
    };
    #[pymodule_export]
    use crate::session::{Credentials, FrontendApi, Rotated, Session};

    /// The version of this package.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "its name in Python")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    // Without the module as an argument, so that its stub stays complete.
    fn init(py: Python<'_>) -> PyResult<()> {
        if !is_main_interpreter(py) {
            // Python 3.12 and newer say so by themselves. What pyo3 keeps, such as our exceptions, is one interpreter's.
            return Err(PyImportError::new_err("user_metadata does not support subinterpreters"));
        }
        crate::columns::shorten(&py.import("user_metadata._native")?)
    }

    fn is_main_interpreter(_py: Python<'_>) -> bool {
        // SAFETY: the thread is attached, so it has an interpreter.
        unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) == 0 }
    }
}
