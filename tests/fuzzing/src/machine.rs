//! The machine, whatever a server, a person and a network do, in whatever order.

use arbitrary::Arbitrary;
use serde_json::json;
use user_metadata_core::enrollment::{Effect, Enrollment, Input, Outcome, RequestId, Sent};
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::secret::Secret;

use crate::given::{NOW, RETURN_URL, requests};

#[derive(Debug, Arbitrary)]
pub(crate) enum Move<'a> {
    Answer { status: Status, code: Code, retry_after: Option<&'a str> },
    Show { verification: Verification, of_user: bool },
    Nonsense { status: u16, body: &'a [u8] },
    Lose { arrived: bool },
    Code,
    Signature,
    Resend,
    Return(&'a str),
    SignedIn,
    Reverified,
    Tick,
    Cancel,
    Restart,
    Later(u32),
    Stale,
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Status {
    BadRequest,
    Unauthorized,
    Forbidden,
    Missing,
    Unprocessable,
    TooMany,
    Fault,
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Code {
    SignedOut,
    Reverification,
    Exists,
    Incorrect,
    Expired,
    Failed,
    AlreadyVerified,
    TooSoon,
    Fault,
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Verification {
    None,
    Unverified,
    Verified,
    Failed,
    Expired,
    Transferable,
    Unknown,
}

const CODE: &str = "864209";
const NONCE: &str = "nonce_864209";

fn respond(status: u16, body: Vec<u8>, retry_after: Option<&str>) -> HttpResponse {
    let headers = retry_after.map(|value| ("Retry-After".to_owned(), value.to_owned())).into_iter().collect();
    HttpResponse { status, headers, body }
}

fn refusal(status: &Status, code: &Code, retry_after: Option<&str>) -> HttpResponse {
    let status = match status {
        Status::BadRequest => 400,
        Status::Unauthorized => 401,
        Status::Forbidden => 403,
        Status::Missing => 404,
        Status::Unprocessable => 422,
        Status::TooMany => 429,
        Status::Fault => 500,
    };
    let code = match code {
        Code::SignedOut => "signed_out",
        Code::Reverification => "session_reverification_required",
        Code::Exists => "form_identifier_exists",
        Code::Incorrect => "form_code_incorrect",
        Code::Expired => "verification_expired",
        Code::Failed => "verification_failed",
        Code::AlreadyVerified => "verification_already_verified",
        Code::TooSoon => "verification_code_too_many_requests",
        Code::Fault => "internal_clerk_error",
    };
    respond(
        status,
        json!({"errors": [{"code": code, "message": "no"}]}).to_string().into_bytes(),
        retry_after,
    )
}

fn shown(verification: &Verification, of_user: bool) -> HttpResponse {
    let status = match verification {
        Verification::None => None,
        Verification::Unverified => Some("unverified"),
        Verification::Verified => Some("verified"),
        Verification::Failed => Some("failed"),
        Verification::Expired => Some("expired"),
        Verification::Transferable => Some("transferable"),
        Verification::Unknown => Some("brand_new"),
    };
    let verification = status.map(|status| {
        json!({"status": status, "strategy": "email_code", "message": "sign this", "expire_at": 1_767_226_200_000_i64,
               "external_verification_redirect_url": "https://provider.example/"})
    });
    let resource = json!({
        "id": "idn_1", "email_address": "jane@example.com", "phone_number": "+15551234567",
        "web3_wallet": "0x4a62316623ad457f02cdc5d997ded67a383ec569", "provider": "oauth_notion",
        "verification": verification,
    });
    let response = if of_user {
        json!({"id": "user_1", "email_addresses": [resource], "phone_numbers": [resource],
               "web3_wallets": [resource], "external_accounts": [resource]})
    } else {
        resource
    };
    respond(200, json!({"response": response}).to_string().into_bytes(), None)
}

pub(crate) fn run(input: (u8, Vec<Move<'_>>)) {
    let (kind, moves) = input;
    let mut requests = requests();
    let index = usize::from(kind) % requests.len();
    let mut enrollment = Enrollment::start(requests.swap_remove(index));
    let mut now = NOW;
    let mut was_shown_verified = false;
    for next in moves {
        let id = match enrollment.effect() {
            Effect::Send { id } => id,
            _ => RequestId(0),
        };
        let was_finished = matches!(enrollment.effect(), Effect::Finish { .. });
        let input = match next {
            Move::Answer { status, code, retry_after } => {
                Input::Responded { id, response: refusal(&status, &code, retry_after) }
            }
            Move::Show { verification, of_user } => {
                was_shown_verified |= matches!(verification, Verification::Verified);
                Input::Responded { id, response: shown(&verification, of_user) }
            }
            Move::Nonsense { status, body } => {
                // Whatever it is, it may say that something is verified.
                was_shown_verified |= (200..300).contains(&status);
                Input::Responded { id, response: respond(status, body.to_vec(), None) }
            }
            Move::Lose { arrived } => Input::TransportFailed {
                id,
                failure: TransportFailure::Interrupted,
                sent: if arrived { Sent::Maybe } else { Sent::No },
            },
            Move::Code => Input::CodeEntered { code: Secret::new(CODE) },
            Move::Signature => Input::Signed { signature: Secret::new(format!("0x{}", "b7".repeat(65))) },
            Move::Resend => Input::ResendRequested,
            Move::Return(text) => Input::RedirectReturned {
                url: Secret::new(format!("{RETURN_URL}&rotating_token_nonce={NONCE}{text}")),
            },
            Move::SignedIn => Input::SignedIn,
            Move::Reverified => Input::Reverified,
            Move::Tick => Input::Tick,
            Move::Cancel => Input::Cancelled,
            Move::Restart => {
                enrollment = Enrollment::from_snapshot(&enrollment.to_snapshot()).expect("it can be read");
                continue;
            }
            Move::Later(millis) => {
                now = now.plus_millis(i64::from(millis));
                continue;
            }
            Move::Stale => {
                Input::Responded { id: RequestId(u64::MAX), response: shown(&Verification::Verified, false) }
            }
        };
        if let Ok(after) = enrollment.handle(input, now) {
            assert!(!was_finished || after == enrollment, "it went on after its end");
            enrollment = after;
        }
        let snapshot = enrollment.to_snapshot();
        for text in [&snapshot, &format!("{enrollment:?}")] {
            assert!(!text.contains(CODE), "a secret is shown");
        }
        if let Effect::Finish { outcome: Outcome::Verified { .. } } = enrollment.effect() {
            assert!(was_shown_verified, "nobody said so");
        }
    }
}
