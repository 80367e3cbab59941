//! Whatever a server, a person and a network do, in whatever order.

use proptest::prelude::*;
use serde_json::json;
use user_metadata_core::enrollment::table::StateName;
use user_metadata_core::enrollment::{Effect, Input, RequestId, Sent};
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::secret::Secret;

use crate::walk::*;

const SECRETS: [&str; 3] = ["864209", "nonce_864209", "b7b7b7b7"];

fn any_response() -> impl Strategy<Value = HttpResponse> {
    let statuses =
        prop_oneof![Just(200_u16), Just(401), Just(403), Just(422), Just(429), Just(500), any::<u16>()];
    let bodies = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..64),
        prop::sample::select(vec![
            "signed_out",
            "session_reverification_required",
            "form_identifier_exists",
            "form_code_incorrect",
            "verification_expired",
            "verification_failed",
            "verification_already_verified",
            "verification_code_too_many_requests",
            "internal_clerk_error",
        ])
        .prop_map(|code| refusal(code).to_string().into_bytes()),
        (
            prop::sample::select(vec!["unverified", "verified", "failed", "expired", "transferable", "new"]),
            any::<bool>()
        )
            .prop_map(|(status, in_user)| {
                let verification = json!({
                    "status": status, "strategy": "email_code", "expire_at": EXPIRES, "message": "m",
                    "external_verification_redirect_url": PROVIDER_URL,
                });
                let resource = json!({
                    "id": "idn_1", "email_address": "jane@example.com", "phone_number": "+15551234567",
                    "web3_wallet": WALLET, "provider": "oauth_notion", "verification": verification,
                });
                let response = match in_user {
                    true => {
                        json!({"id": "user_1", "email_addresses": [resource], "phone_numbers": [resource],
                                   "web3_wallets": [resource], "external_accounts": [resource]})
                    }
                    false => resource,
                };
                json!({"response": response}).to_string().into_bytes()
            }),
    ];
    let headers = prop::collection::vec(
        (prop::sample::select(vec!["Retry-After", "Date", "retry-after"]), "[ -~]{0,32}"),
        0..3,
    );
    (statuses, headers, bodies).prop_map(|(status, headers, body)| {
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        HttpResponse { status, headers, body }
    })
}

#[derive(Debug, Clone)]
enum Move {
    Respond(HttpResponse),
    Lose(Sent),
    Other(Input),
    Restart,
    Later(i64),
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => any_response().prop_map(Move::Respond),
        1 => prop_oneof![Just(Sent::Maybe), Just(Sent::No)].prop_map(Move::Lose),
        4 => prop_oneof![
            Just(Input::CodeEntered { code: Secret::new(SECRETS[0]) }),
            Just(Input::Signed { signature: Secret::new(format!("0x{}", "b7".repeat(65))) }),
            Just(Input::ResendRequested),
            Just(Input::RedirectReturned {
                url: Secret::new(format!("{RETURN_URL}?rotating_token_nonce={}", SECRETS[1])),
            }),
            Just(Input::SignedIn),
            Just(Input::Reverified),
            Just(Input::Tick),
        ]
        .prop_map(Move::Other),
        1 => Just(Move::Restart),
        2 => (0_i64..700_000).prop_map(Move::Later),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Never a panic, never a secret in a text, and every state has its snapshot.
    #[test]
    fn any_sequence_is_survived(kind in 0_usize..7, moves in prop::collection::vec(any_move(), 0..40)) {
        let mut walk = all_kinds().swap_remove(kind);
        for next in moves {
            walk = match next {
                Move::Respond(response) => {
                    let id = match walk.enrollment.effect() { Effect::Send { id } => id, _ => RequestId(0) };
                    walk.try_input(Input::Responded { id, response }).unwrap_or(walk)
                }
                Move::Lose(sent) => {
                    let id = match walk.enrollment.effect() { Effect::Send { id } => id, _ => RequestId(0) };
                    let failure = TransportFailure::Interrupted;
                    walk.try_input(Input::TransportFailed { id, failure, sent }).unwrap_or(walk)
                }
                Move::Other(input) => walk.try_input(input).unwrap_or(walk),
                Move::Restart => walk.restart(),
                Move::Later(millis) => { let now = walk.now + millis; walk.at(now) }
            };
            let snapshot = walk.enrollment.to_snapshot();
            for text in [&snapshot, &format!("{:?}", walk.enrollment), &format!("{:?}", walk.enrollment.effect())] {
                for secret in SECRETS {
                    prop_assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
            // At rest it is the same again and again.
            let restored = walk.clone().restart();
            prop_assert_eq!(restored.clone().restart().enrollment, restored.enrollment);
            if walk.state() == StateName::Calling {
                prop_assert!(walk.enrollment.call(walk.id()).is_ok());
            }
        }
        prop_assert_eq!(walk.input(Input::Cancelled).state(), StateName::Finished);
    }
}
