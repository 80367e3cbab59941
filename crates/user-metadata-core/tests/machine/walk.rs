//! A builder that walks an enrollment to any state, with the server's part played by canned answers.

use serde_json::{Value, json};
use user_metadata_core::api::{Call, CreateExternalAccount, ReauthorizeExternalAccount, ResourceId};
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{
    Effect, EmailProof, Enrollment, EnrollmentRequest, Input, Outcome, RequestId, Sent,
};
use user_metadata_core::error::{MisuseError, TransportFailure};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::{
    EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

/// When every walk begins.
pub(crate) const START: i64 = 1_767_225_600_000;
/// When what is prepared at the start ends: ten minutes later.
pub(crate) const EXPIRES: i64 = START + 600_000;
pub(crate) const WALLET: &str = "0x0123456789ABCDEF0123456789ABCDEF01234567";
pub(crate) const RETURN_URL: &str = "https://app.example.com/back";
pub(crate) const PROVIDER_URL: &str = "https://provider.example.com/authorize?state=1";

/// An enrollment with the time on its device.
#[derive(Clone)]
pub(crate) struct Walk {
    pub(crate) enrollment: Enrollment,
    pub(crate) now: i64,
}

pub(crate) fn redirect() -> RedirectUrl {
    RedirectUrl::parse(RETURN_URL).unwrap()
}

pub(crate) fn by_code() -> Walk {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    Walk::of(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code })
}

pub(crate) fn by_link() -> Walk {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    Walk::of(EnrollmentRequest::EmailAddress { email, proof: EmailProof::Link { redirect_url: redirect() } })
}

pub(crate) fn by_sso() -> Walk {
    let email = EmailAddress::parse("jane@example.com").unwrap();
    Walk::of(EnrollmentRequest::EmailAddress {
        email,
        proof: EmailProof::EnterpriseSso { redirect_url: redirect() },
    })
}

pub(crate) fn phone() -> Walk {
    Walk::of(EnrollmentRequest::PhoneNumber { phone_number: PhoneNumber::parse("+15551234567").unwrap() })
}

pub(crate) fn wallet() -> Walk {
    let web3_wallet = WalletAddress::parse(WALLET).unwrap();
    let strategy = Web3Strategy::parse("web3_metamask_signature").unwrap();
    Walk::of(EnrollmentRequest::Web3Wallet { web3_wallet, strategy })
}

pub(crate) fn account() -> Walk {
    let create = CreateExternalAccount::new(OAuthStrategy::parse("oauth_notion").unwrap());
    Walk::of(EnrollmentRequest::ExternalAccount(CreateExternalAccount {
        redirect_url: Some(redirect()),
        ..create
    }))
}

pub(crate) fn reauthorization() -> Walk {
    let id = ResourceId::parse("eac_1").unwrap();
    Walk::of(EnrollmentRequest::Reauthorize(ReauthorizeExternalAccount::new(id, redirect())))
}

/// One walk of each kind, at its start.
pub(crate) fn all_kinds() -> Vec<Walk> {
    vec![by_code(), by_link(), by_sso(), phone(), wallet(), account(), reauthorization()]
}

impl Walk {
    pub(crate) fn of(request: EnrollmentRequest) -> Self {
        Self { enrollment: Enrollment::start(request), now: START }
    }

    pub(crate) fn only_create(self) -> Self {
        Self { enrollment: Enrollment::create_only(self.enrollment.enrolling().clone()), ..self }
    }

    /// The time on the device becomes this.
    pub(crate) fn at(self, now: i64) -> Self {
        Self { now, ..self }
    }

    pub(crate) fn try_input(&self, input: Input) -> Result<Self, MisuseError> {
        let now = Timestamp::from_unix_millis(self.now);
        self.enrollment.handle(input, now).map(|enrollment| Self { enrollment, now: self.now })
    }

    pub(crate) fn input(self, input: Input) -> Self {
        let before = self.enrollment.state();
        self.try_input(input).unwrap_or_else(|error| panic!("{error} in {before:?}"))
    }

    /// Through a snapshot, as an app that was killed.
    pub(crate) fn restart(self) -> Self {
        let enrollment = Enrollment::from_snapshot(&self.enrollment.to_snapshot()).unwrap();
        Self { enrollment, ..self }
    }

    pub(crate) fn id(&self) -> RequestId {
        match self.enrollment.effect() {
            Effect::Send { id } => id,
            other => panic!("expected Send, found {other:?}"),
        }
    }

    pub(crate) fn call(&self) -> Call {
        self.enrollment.call(self.id()).unwrap()
    }

    /// The answer to the request that is under way.
    pub(crate) fn answer(self, status: u16, body: &Value) -> Self {
        let response = respond(status, body);
        let id = self.id();
        self.input(Input::Responded { id, response })
    }

    /// 200, in the envelope.
    pub(crate) fn ok(self, response: &Value) -> Self {
        self.answer(200, &json!({"response": response, "client": null}))
    }

    /// A refusal with one error.
    pub(crate) fn refuse(self, status: u16, code: &str) -> Self {
        self.answer(status, &refusal(code))
    }

    pub(crate) fn lose(self, sent: Sent) -> Self {
        let id = self.id();
        self.input(Input::TransportFailed { id, failure: TransportFailure::Timeout, sent })
    }

    pub(crate) fn type_code(self, code: &str) -> Self {
        self.input(Input::CodeEntered { code: Secret::new(code) })
    }

    pub(crate) fn sign(self, signature: &str) -> Self {
        self.input(Input::Signed { signature: Secret::new(signature) })
    }

    pub(crate) fn come_back(self, query: &str) -> Self {
        self.input(Input::RedirectReturned { url: Secret::new(format!("{RETURN_URL}{query}")) })
    }

    /// Time passes until the wait is over, and the host says so.
    pub(crate) fn wait(self) -> Self {
        match self.enrollment.effect() {
            Effect::Wait { until, .. } => self.at(until.as_unix_millis()).input(Input::Tick),
            Effect::AwaitLink { poll_at, .. } => self.at(poll_at.as_unix_millis()).input(Input::Tick),
            other => panic!("expected a wait, found {other:?}"),
        }
    }

    pub(crate) fn state(&self) -> StateName {
        self.enrollment.state()
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self.enrollment.effect() {
            Effect::Finish { outcome } => outcome,
            other => panic!("expected Finish, found {other:?}"),
        }
    }

    /// Created, with nothing prepared yet; an external account has its redirect at once.
    pub(crate) fn created(self) -> Self {
        let resource = self.resource(&Value::Null);
        match self.enrollment.enrolling() {
            EnrollmentRequest::ExternalAccount(_) | EnrollmentRequest::Reauthorize(_) => {
                let resource = self.resource(&self.unverified());
                self.ok(&resource)
            }
            EnrollmentRequest::EmailAddress { .. }
            | EnrollmentRequest::PhoneNumber { .. }
            | EnrollmentRequest::Web3Wallet { .. } => self.ok(&resource),
        }
    }

    /// Asking for its proof, whatever that is.
    pub(crate) fn asking(self) -> Self {
        let created = self.created();
        match created.state() {
            StateName::Calling => {
                let resource = created.resource(&created.unverified());
                created.ok(&resource)
            }
            _ => created,
        }
    }

    /// The resource of this walk with that verification.
    pub(crate) fn resource(&self, verification: &Value) -> Value {
        match self.enrollment.enrolling() {
            EnrollmentRequest::EmailAddress { .. } => {
                json!({"id": "idn_1", "object": "email_address", "email_address": "jane@example.com", "verification": verification})
            }
            EnrollmentRequest::PhoneNumber { .. } => {
                json!({"id": "idn_1", "object": "phone_number", "phone_number": "+15551234567", "verification": verification})
            }
            EnrollmentRequest::Web3Wallet { .. } => {
                json!({"id": "idn_1", "object": "web3_wallet", "web3_wallet": WALLET, "verification": verification})
            }
            EnrollmentRequest::ExternalAccount(_) | EnrollmentRequest::Reauthorize(_) => {
                json!({"id": "eac_1", "object": "external_account", "provider": "oauth_notion", "verification": verification})
            }
        }
    }

    /// A user who has these identifiers, of the kind of this walk.
    pub(crate) fn user(&self, resources: &[Value]) -> Value {
        let collection = self.enrollment.enrolling().kind().collection();
        json!({"id": "user_1", collection: resources})
    }

    pub(crate) fn strategy(&self) -> &'static str {
        match self.enrollment.enrolling() {
            EnrollmentRequest::EmailAddress { proof: EmailProof::Code, .. } => "email_code",
            EnrollmentRequest::EmailAddress { proof: EmailProof::Link { .. }, .. } => "email_link",
            EnrollmentRequest::EmailAddress { proof: EmailProof::EnterpriseSso { .. }, .. } => {
                "enterprise_sso"
            }
            EnrollmentRequest::PhoneNumber { .. } => "phone_code",
            EnrollmentRequest::Web3Wallet { .. } => "web3_metamask_signature",
            EnrollmentRequest::ExternalAccount(_) | EnrollmentRequest::Reauthorize(_) => "oauth_notion",
        }
    }

    pub(crate) fn verification(&self, status: &str) -> Value {
        json!({
            "status": status, "strategy": self.strategy(), "attempts": 0, "expire_at": EXPIRES,
            "message": "sign me", "external_verification_redirect_url": PROVIDER_URL,
        })
    }

    pub(crate) fn unverified(&self) -> Value {
        self.verification("unverified")
    }

    pub(crate) fn verified(&self) -> Value {
        self.resource(&self.verification("verified"))
    }
}

/// A well-formed signature of the test wallet's chain.
pub(crate) fn signature() -> String {
    format!("0x{}", "a1".repeat(65))
}

pub(crate) fn refusal(code: &str) -> Value {
    json!({
        "errors": [{"code": code, "message": "short", "long_message": "Fit to show.", "meta": {"param_name": "code"}}],
        "clerk_trace_id": "trace_1",
    })
}

pub(crate) fn respond(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}
