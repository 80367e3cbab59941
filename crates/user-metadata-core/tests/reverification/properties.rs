//! Whatever a server, a person and a network do, in whatever order.

use proptest::prelude::*;
use serde_json::{Value, json};
use user_metadata_core::api::Call;
use user_metadata_core::error::TransportFailure;
use user_metadata_core::http::HttpResponse;
use user_metadata_core::reverification::table::StateName;
use user_metadata_core::reverification::{
    RequestId, ReverificationEffect as Effect, ReverificationInput as Input, Sent,
};
use user_metadata_core::secret::Secret;

use crate::walk::*;

const SECRETS: [&str; 3] = ["864209", "horse_864", "jwt_13579"];

fn any_held() -> impl Strategy<Value = Value> {
    let factors = vec![
        password(),
        email_code(),
        email_link(),
        phone_code(),
        passkey(),
        totp(),
        backup_code(),
        json!({"strategy": "oauth_google"}),
        json!({"strategy": "email_code", "email_address_id": ".."}),
    ];
    let statuses = vec!["needs_first_factor", "needs_second_factor", "complete", "needs_third_factor"];
    let strategies = vec!["email_code", "email_link", "phone_code", "password", "totp"];
    let verifications = vec!["unverified", "verified", "failed", "expired", "new"];
    (
        prop::sample::subsequence(factors, 0..=9),
        prop::sample::select(statuses),
        prop::option::of((prop::sample::select(strategies), prop::sample::select(verifications))),
    )
        .prop_map(|(factors, status, proving)| {
            let proving = proving.map(|(strategy, status)| verification(strategy, status));
            let mut held = needs_first(&factors);
            held["status"] = json!(status);
            held["supported_second_factors"] = factors.into();
            held["first_factor_verification"] = json!(proving);
            held["second_factor_verification"] = json!(proving);
            held
        })
}

fn any_response() -> impl Strategy<Value = HttpResponse> {
    let refusals = vec![
        (401, "signed_out"),
        (403, "session_reverification_required"),
        (422, "form_code_incorrect"),
        (422, "form_password_incorrect"),
        (400, "verification_expired"),
        (400, "verification_failed"),
        (400, "verification_already_verified"),
        (400, "session_reverification_missing"),
        (400, "invalid_action_for_session_reverification"),
        (429, "verification_code_too_many_requests"),
        (429, "too_many_requests"),
        (500, "internal_clerk_error"),
        (404, "resource_not_found"),
    ];
    let answers = prop_oneof![
        6 => any_held().prop_map(|held| respond(200, &json!({"response": held}))),
        4 => prop::sample::select(refusals).prop_map(|(status, code)| respond(status, &refusal(code))),
        1 => (any::<u16>(), prop::collection::vec(any::<u8>(), 0..64))
            .prop_map(|(status, body)| HttpResponse { status, headers: Vec::new(), body }),
    ];
    let headers =
        prop::collection::vec((prop::sample::select(vec!["Retry-After", "Date"]), "[ -~]{0,32}"), 0..3);
    (answers, headers).prop_map(|(mut response, headers)| {
        response.headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        response
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
        8 => any_response().prop_map(Move::Respond),
        1 => prop_oneof![Just(Sent::Maybe), Just(Sent::No)].prop_map(Move::Lose),
        4 => prop_oneof![
            Just(Input::CodeEntered { code: Secret::new(SECRETS[0]) }),
            Just(Input::PasswordEntered { password: Secret::new(SECRETS[1]) }),
            (0_usize..9).prop_map(|index| Input::FactorChosen { index }),
            Just(Input::ResendRequested),
            Just(Input::RedirectReturned { url: Secret::new(RETURN_URL) }),
            Just(Input::SignedIn),
            Just(Input::Tick),
        ]
        .prop_map(Move::Other),
        1 => Just(Move::Restart),
        2 => (0_i64..700_000).prop_map(Move::Later),
    ]
}

fn take(walk: Walk, next: Move) -> Walk {
    let id = match walk.reverification.effect() {
        Effect::Send { id } => id,
        _ => RequestId(0),
    };
    let input = match next {
        Move::Respond(response) => Input::Responded { id, response },
        Move::Lose(sent) => Input::TransportFailed { id, failure: TransportFailure::Interrupted, sent },
        Move::Other(input) => input,
        Move::Restart => return walk.restart(),
        Move::Later(millis) => {
            let now = walk.now + millis;
            return walk.at(now);
        }
    };
    walk.try_input(input).unwrap_or(walk)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Never a panic, never a secret in a text, and every state has its snapshot and its request.
    #[test]
    fn any_sequence_is_survived(links in any::<bool>(), moves in prop::collection::vec(any_move(), 0..40)) {
        let mut walk = if links { with_links() } else { start() };
        for next in moves {
            walk = take(walk, next);
            let snapshot = walk.reverification.to_snapshot();
            let (machine, effect) = (format!("{:?}", walk.reverification), format!("{:?}", walk.reverification.effect()));
            for text in [&snapshot, &machine, &effect] {
                for secret in SECRETS {
                    prop_assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
            // At rest it is the same again and again.
            let restored = walk.clone().restart();
            prop_assert_eq!(restored.clone().restart().reverification, restored.reverification);
            if walk.state() == StateName::Calling {
                prop_assert!(walk.reverification.call(walk.id()).is_ok());
            }
        }
        prop_assert_eq!(walk.input(Input::Cancelled).state(), StateName::Finished);
    }

    /// Right after a restart nothing is sent to anybody: it asks, it looks, or it begins again.
    #[test]
    fn a_restart_sends_no_message(moves in prop::collection::vec(any_move(), 0..40)) {
        let walk = moves.into_iter().fold(with_links(), take).restart();
        if walk.state() == StateName::Calling {
            let call = walk.call();
            prop_assert!(matches!(call, Call::ReadReverification(_) | Call::StartReverification(_)), "{call:?}");
        }
    }
}
