//! The server, as small as it can be: one user, one identifier, one verification.

use serde_json::{Value, json};
use user_metadata_core::http::{HttpRequest, HttpResponse, Method};

use crate::kind::Kind;

/// How long a verification lives, in milliseconds.
pub(crate) const LIFE: i64 = 600_000;
/// Wrong proofs that close a verification.
const ATTEMPTS: u8 = 3;

/// The right proof is in the body as this.
pub(crate) const RIGHT: [&str; 2] = ["424242", "0xaaaa"];

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) is_signed_in: bool,
    pub(crate) is_fresh: bool,
    /// How many identifiers the creates have made.
    pub(crate) identifiers: u8,
    pub(crate) is_verified: bool,
    pub(crate) verification: Option<Verification>,
    /// Messages to a person that went out, less those somebody asked for.
    pub(crate) unasked: i8,
    /// Whether what the person gave last as a proof has still to count: one, or none. Less than none is twice the same.
    pub(crate) proofs: i8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Verification {
    pub(crate) expires_at: i64,
    pub(crate) attempts: u8,
    /// The provider said no.
    pub(crate) is_denied: bool,
}

impl Server {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            is_signed_in: true,
            is_fresh: true,
            // what is reauthorized is there, and verified
            identifiers: u8::from(kind == Kind::Reauthorization),
            is_verified: kind == Kind::Reauthorization,
            verification: None,
            unasked: -1,
            proofs: 0,
        }
    }

    /// Carries out a request that arrived.
    pub(crate) fn serve(&mut self, request: &HttpRequest, now: i64) -> HttpResponse {
        let url = request.url.split_once("/v1/").map_or("", |(_, path)| path);
        let path: Vec<&str> = url.split('?').next().unwrap_or_default().split('/').collect();
        let path: Vec<&str> = path.into_iter().filter(|part| !part.is_empty()).collect();
        if !self.is_signed_in {
            return refuse(401, "signed_out");
        }
        match (request.method, path.as_slice()) {
            (Method::Get, ["me"]) => ok(&self.user()),
            (Method::Get, ["me", _, _]) if self.identifiers > 0 => ok(&self.resource(1)),
            (Method::Post, ["me", "external_accounts"]) => self.connect(now),
            (Method::Post, ["me", _]) => self.create(),
            (Method::Patch, ["me", "external_accounts", _, "reauthorize"]) => self.send_to_provider(now),
            (Method::Post, ["me", _, _, "prepare_verification"]) => self.prepare(now),
            (Method::Post, ["me", _, _, "attempt_verification"]) => {
                let body = String::from_utf8_lossy(&request.body);
                self.attempt(RIGHT.iter().any(|right| body.contains(right)), now)
            }
            (method, path) => panic!("the model has no {} {path:?}", method.as_str()),
        }
    }

    fn create(&mut self) -> HttpResponse {
        if !self.is_fresh {
            return refuse(403, "session_reverification_required");
        }
        if self.identifiers > 0 {
            return refuse(422, "form_identifier_exists");
        }
        self.identifiers += 1;
        ok(&self.resource(1))
    }

    /// An account that is not verified yet is the one that is meant; one that is verified is not.
    fn connect(&mut self, now: i64) -> HttpResponse {
        if !self.is_fresh {
            return refuse(403, "session_reverification_required");
        }
        if self.identifiers == 0 || self.is_verified {
            self.identifiers += 1;
        }
        self.send_to_provider(now)
    }

    fn send_to_provider(&mut self, now: i64) -> HttpResponse {
        if !self.is_fresh {
            return refuse(403, "session_reverification_required");
        }
        self.verification = Some(Verification { expires_at: now + LIFE, attempts: 0, is_denied: false });
        ok(&self.resource(1))
    }

    fn prepare(&mut self, now: i64) -> HttpResponse {
        if self.is_verified {
            return refuse(400, "verification_already_verified");
        }
        self.unasked += i8::from(self.kind.sends_a_message());
        self.verification = Some(Verification { expires_at: now + LIFE, attempts: 0, is_denied: false });
        ok(&self.resource(1))
    }

    fn attempt(&mut self, is_right: bool, now: i64) -> HttpResponse {
        let Some(verification) = &mut self.verification else { return refuse(400, "verification_missing") };
        if self.is_verified {
            return refuse(400, "verification_already_verified");
        }
        if now >= verification.expires_at {
            return refuse(400, "verification_expired");
        }
        if verification.attempts >= ATTEMPTS {
            return refuse(400, "verification_failed");
        }
        self.proofs -= 1;
        if is_right {
            self.is_verified = true;
            return ok(&self.resource(1));
        }
        verification.attempts += 1;
        refuse(
            422,
            if self.kind == Kind::Wallet { "form_incorrect_signature" } else { "form_code_incorrect" },
        )
    }

    fn user(&self) -> Value {
        let mut user = json!({
            "object": "user", "id": "user_1", "email_addresses": [], "phone_numbers": [],
            "web3_wallets": [], "external_accounts": [], "enterprise_accounts": [],
        });
        let all: Vec<Value> = (1..=self.identifiers).map(|number| self.resource(number)).collect();
        user[self.kind.list()] = Value::Array(all);
        user
    }

    fn resource(&self, number: u8) -> Value {
        let mut resource = self.kind.identifier();
        resource["id"] = format!("{}_{number}", self.kind.prefix()).into();
        resource["verification"] = match &self.verification {
            _ if self.is_verified && self.kind != Kind::Reauthorization => {
                json!({"status": "verified", "strategy": self.kind.strategy(), "expire_at": null})
            }
            None if self.is_verified => {
                json!({"status": "verified", "strategy": self.kind.strategy(), "expire_at": null})
            }
            None => Value::Null,
            Some(verification) => self.shown(verification),
        };
        resource
    }

    fn shown(&self, verification: &Verification) -> Value {
        let mut shown = json!({
            "status": "unverified", "strategy": self.kind.strategy(), "attempts": verification.attempts,
            "expire_at": verification.expires_at,
        });
        if verification.attempts >= ATTEMPTS {
            shown["status"] = "failed".into();
        }
        if self.kind == Kind::Wallet {
            shown["message"] = "sign this".into();
        }
        if self.kind.goes_to_a_provider() {
            shown["external_verification_redirect_url"] =
                "https://provider.example.com/authorize?state=1".into();
        }
        if verification.is_denied {
            shown["status"] = "failed".into();
            shown["external_verification_redirect_url"] = Value::Null;
            shown["error"] = json!({"code": "oauth_access_denied", "message": "no", "long_message": "No."});
        }
        shown
    }
}

/// 200, in the envelope.
fn ok(response: &Value) -> HttpResponse {
    answer(200, &json!({"response": response, "client": null}))
}

/// A refusal with one error.
pub(crate) fn refuse(status: u16, code: &str) -> HttpResponse {
    answer(status, &json!({"errors": [{"code": code, "message": code, "long_message": code}]}))
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".into(), "application/json".into())],
        body: body.to_string().into_bytes(),
    }
}
