//! What holds for every call, whatever is sent and whatever comes back. The `url` crate is the second opinion.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails loudly")]

use proptest::prelude::*;
use url::{Url, form_urlencoded};
use user_metadata_core::api::{
    Answer, AttemptFirstFactor, AttemptSecondFactor, AttemptVerification, Call, CallError,
    CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet, Delete,
    FirstFactorPreparation, FirstFactorProof, List, Preparation, PrepareFirstFactor, PrepareSecondFactor,
    PrepareVerification, ReadResource, ReadReverification, ReadUser, ReauthorizeExternalAccount, ResourceId,
    SecondFactorProof, SetPrimary, StartReverification,
};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::identifier::{
    EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};
use user_metadata_core::resource::{self, ResourceKind, Verification};
use user_metadata_core::secret::Secret;
use user_metadata_core::session::{Credentials, FrontendApi, Origin, Session, Token};
use user_metadata_core::time::Timestamp;

const SECRET: &str = "s3cr3t";

/// One call of every operation, kind and preparation.
fn every_call() -> Vec<Call> {
    let id = || ResourceId::parse("idn_1").unwrap();
    let redirect_url = || RedirectUrl::parse("https://app.example.com/user").unwrap();
    let strategy = OAuthStrategy::parse("oauth_token_apple").unwrap();
    let external = CreateExternalAccount {
        token: Some(Secret::new(SECRET)),
        code: Some(Secret::new(SECRET)),
        ..CreateExternalAccount::new(strategy)
    };
    let verified = Some(Verification { status: "verified".into(), ..Verification::default() });
    let primary = resource::EmailAddress { id: "idn_1".into(), verification: verified, ..Default::default() };
    let mut calls: Vec<Call> = vec![
        CreateEmailAddress { email_address: EmailAddress::parse("test@test.com").unwrap() }.into(),
        CreatePhoneNumber { phone_number: PhoneNumber::parse("15551234567").unwrap() }.into(),
        CreateWeb3Wallet {
            web3_wallet: WalletAddress::parse("0x0123456789ABCDEF0123456789ABCDEF01234567").unwrap(),
        }
        .into(),
        external.into(),
        ReadUser { rotating_token_nonce: Some(Secret::new(SECRET)) }.into(),
        ReauthorizeExternalAccount::new(id(), redirect_url()).into(),
        SetPrimary::new(&primary.into()).unwrap().into(),
    ];
    for preparation in [
        Preparation::EmailCode,
        Preparation::EmailLink { redirect_url: redirect_url() },
        Preparation::EnterpriseSso { redirect_url: redirect_url() },
        Preparation::PhoneCode,
        Preparation::Web3Signature { strategy: Web3Strategy::parse("web3_solana_signature").unwrap() },
    ] {
        calls.push(PrepareVerification { id: id(), preparation }.into());
    }
    for kind in ResourceKind::ALL {
        calls.push(AttemptVerification { kind, id: id(), proof: Secret::new(SECRET) }.into());
        calls.push(ReadResource { kind, id: id() }.into());
        calls.push(List { kind }.into());
        calls.push(Delete { kind, id: id() }.into());
    }
    calls.extend(every_call_about_factors());
    calls
}

fn every_call_about_factors() -> Vec<Call> {
    let id = || ResourceId::parse("idn_1").ok();
    let redirect_url = || RedirectUrl::parse("https://app.example.com/user").unwrap();
    let (secret, proof_token) = (|| Secret::new(SECRET), || Some(Secret::new(SECRET)));
    let mut calls: Vec<Call> = vec![
        StartReverification { level: "second_factor".into() }.into(),
        ReadReverification {}.into(),
        PrepareSecondFactor { phone_number_id: id(), proof_token: proof_token() }.into(),
    ];
    for preparation in [
        FirstFactorPreparation::EmailCode { email_address_id: id() },
        FirstFactorPreparation::EmailLink { email_address_id: id(), redirect_url: redirect_url() },
        FirstFactorPreparation::PhoneCode { phone_number_id: id() },
        FirstFactorPreparation::Passkey,
        FirstFactorPreparation::EnterpriseSso {
            email_address_id: id(),
            enterprise_connection_id: id(),
            redirect_url: redirect_url(),
        },
    ] {
        calls.push(PrepareFirstFactor { preparation, proof_token: proof_token() }.into());
    }
    for proof in [
        FirstFactorProof::Password { password: secret() },
        FirstFactorProof::EmailCode { code: secret() },
        FirstFactorProof::PhoneCode { code: secret() },
        FirstFactorProof::Passkey { public_key_credential: secret() },
    ] {
        calls.push(AttemptFirstFactor { proof }.into());
    }
    for proof in [
        SecondFactorProof::PhoneCode { code: secret() },
        SecondFactorProof::Totp { code: secret() },
        SecondFactorProof::BackupCode { code: secret() },
    ] {
        calls.push(AttemptSecondFactor { proof }.into());
    }
    calls
}

fn every_session() -> Vec<Session> {
    let credentials = [
        Credentials::native(SECRET).unwrap(),
        Credentials::dev_browser(SECRET).unwrap(),
        Credentials::cookie(SECRET).unwrap(),
        Credentials::None,
    ];
    credentials
        .into_iter()
        .map(|credentials| {
            Session::new(FrontendApi::parse("https://clerk.example.com").unwrap(), credentials)
                .with_session_id("sess_1")
                .with_origin(Origin::parse("https://app.example.com").unwrap())
        })
        .collect()
}

#[test]
fn no_secret_shows_in_a_debug_text_or_a_snapshot() {
    for session in every_session() {
        assert!(!format!("{session:?}").contains(SECRET));
        for call in every_call() {
            assert!(!format!("{call:?}").contains(SECRET));
            let request = call.request(&session);
            assert!(!format!("{request:?}").contains(SECRET));
        }
    }
    for call in every_call() {
        if let Call::CreateExternalAccount(call) = &call {
            assert!(!serde_json::to_string(call).unwrap().contains(SECRET));
        } else if let Call::ReadUser(call) = &call {
            assert!(!serde_json::to_string(call).unwrap().contains(SECRET));
        } else if let Call::PrepareFirstFactor(call) = &call {
            assert!(!serde_json::to_string(call).unwrap().contains(SECRET));
        } else if let Call::PrepareSecondFactor(call) = &call {
            assert!(!serde_json::to_string(call).unwrap().contains(SECRET));
        }
    }
}

#[test]
fn origin_and_authorization_never_go_together() {
    for session in every_session() {
        for call in every_call() {
            let Ok(request) = call.request(&session) else { continue };
            let has = |name: &str| request.headers.iter().any(|(header, _)| header == name);
            assert!(!(has("origin") && has("authorization")), "{call:?}");
            assert_eq!(has("content-type"), request.method.as_str() != "GET", "{call:?}");
        }
    }
}

/// Bodies that come close to what a server sends.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop::sample::select(vec![
        r#"{"response":{"id":"idn_1","email_address":"test@test.com","verification":{"status":"unverified","strategy":"email_code","attempts":0,"expire_at":1767226200000,"error":{"code":"a","meta":{"x":[1]}}},"linked_to":[{"type":"saml","id":"x"}]},"client":{"id":"client_1","sessions":[{"user":{"id":"user_1"}}]}}"#,
        r#"[{"id":"idn_2","phone_number":"+15551234567","backup_codes":["a"]},{"id":"idn_3","phone_number":"+1"}]"#,
        r#"{"response":{"id":"user_1","external_accounts":[{"id":"eac_1","provider":"oauth_x"}],"web3_wallets":null},"client":null}"#,
        r#"{"errors":[{"code":"form_code_incorrect","message":"m","long_message":"l","meta":{"param_name":"code"}}],"meta":{},"clerk_trace_id":"t"}"#,
        r#"{"object":"email_address","id":"idn_1","deleted":true}"#,
        r#"{"response":{"status":"needs_first_factor","level":"first_factor","supported_first_factors":[{"strategy":"password"}],"session":{"id":"sess_1","status":"active"}},"client":null}"#,
    ]);
    let mutated = (whole, any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<Vec<u8>>())
        .prop_map(|(whole, from, to, with)| {
            let mut bytes = whole.as_bytes().to_vec();
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            bytes.splice(from.min(to)..from.max(to), with);
            bytes
        });
    let nested = (0_usize..300, "[\\[{\":,x1]{0,40}").prop_map(|(depth, junk)| {
        format!("{}{junk}{}", "{\"response\":[".repeat(depth), "]}".repeat(depth)).into_bytes()
    });
    prop_oneof![any::<Vec<u8>>(), mutated, nested]
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop::sample::select(vec![
        "Retry-After",
        "Date",
        "X-RateLimit-Reset",
        "Authorization",
        "Clerk-Db-Jwt",
        "Set-Cookie",
    ]);
    let value =
        prop_oneof![any::<String>(), "[0-9]{1,20}", "__client=[^;]{0,9}; [mM]ax-[aA]ge=-?[0-9]{1,20}"];
    prop::collection::vec((name.prop_map(str::to_owned), value), 0..4)
}

proptest! {
    #[test]
    fn any_answer_to_any_call_is_read_or_refused(
        status in prop_oneof![Just(200_u16), Just(422), any::<u16>()],
        headers in headers(),
        body in body(),
        now in any::<i64>(),
    ) {
        let response = HttpResponse { status, headers, body };
        for mut session in every_session() {
            session.absorb(&response);
        }
        for call in every_call() {
            match call.parse(&response, Timestamp::from_unix_millis(now)) {
                Ok(answer) => {
                    prop_assert!((200..300).contains(&status));
                    if let Answer::Resource(resource) = answer {
                        prop_assert!(ResourceId::of(&resource).is_ok());
                    }
                }
                Err(CallError::Api(error)) => {
                    prop_assert!((400..600).contains(&status));
                    prop_assert!(error.retry_after_millis.is_none_or(|millis| millis >= 0));
                }
                Err(CallError::Protocol(error)) => {
                    prop_assert_eq!(error.status, status);
                    prop_assert!(error.path.is_none_or(|path| path.starts_with('$')));
                }
            }
        }
    }

    #[test]
    fn an_id_stays_in_its_segment(text in any::<String>()) {
        let Ok(id) = ResourceId::parse(&text) else { return Ok(()) };
        let call = Call::from(Delete { kind: ResourceKind::EmailAddress, id });
        for session in every_session() {
            let request = call.request(&session).unwrap();
            let url = Url::parse(&request.url).unwrap();
            prop_assert_eq!(url.host_str(), Some("clerk.example.com"));
            prop_assert_eq!(url.path_segments().unwrap().count(), 4);
            prop_assert!(url.fragment().is_none());
            let segment = url.path_segments().unwrap().next_back().unwrap().replace('+', "%2B");
            let decoded: Vec<_> = form_urlencoded::parse(segment.as_bytes()).collect();
            prop_assert_eq!(&decoded[0].0, &text);
        }
    }

    #[test]
    fn a_form_is_what_a_browser_would_send(hint in any::<String>(), session_id in any::<String>()) {
        let call = Call::from(CreateExternalAccount {
            oidc_login_hint: Some(hint.clone()),
            ..CreateExternalAccount::new(OAuthStrategy::parse("oauth_x").unwrap())
        });
        let session = every_session().remove(1).with_session_id(session_id.as_str());
        let request = call.request(&session).unwrap();
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("strategy", "oauth_x").append_pair("oidc_login_hint", &hint).finish();
        prop_assert_eq!(String::from_utf8(request.body).unwrap(), form);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("__clerk_api_version", "2026-05-12");
        if !session_id.is_empty() {
            query.append_pair("_clerk_session_id", &session_id);
        }
        let query = query.append_pair("__clerk_db_jwt", SECRET).finish();
        prop_assert_eq!(request.url.split_once('?').unwrap().1, query);
    }

    #[test]
    fn a_base_url_is_read_alike_by_everyone(
        text in prop_oneof![
            any::<String>(),
            "https?://[a-zA-Z0-9.:@\\[\\]_%-]{0,24}(:[0-9]{0,6})?[/a-z.%?#\\\\]{0,12}",
            "https?://\\[[0-9a-f:.]{0,12}\\](:[0-9]{1,5})?",
            "https?://(127|0x7f|2130706433|localhost)(\\.[0-9a-fx]{1,3}){0,3}(:[0-9]{1,5})?",
        ],
    ) {
        let Ok(api) = FrontendApi::parse(&text) else { return Ok(()) };
        let Ok(url) = Url::parse(&api.base_url()) else {
            // An A-label that decodes to nothing is for the HTTP client to refuse.
            prop_assert!(text.contains("xn--"));
            return Ok(());
        };
        prop_assert!(url.username().is_empty() && url.password().is_none());
        prop_assert!(url.query().is_none() && url.fragment().is_none());
        prop_assert_eq!(url.as_str().trim_end_matches('/'), api.base_url());
        if url.scheme() == "http" {
            let loopback = match url.host().unwrap() {
                url::Host::Domain(name) => name == "localhost",
                url::Host::Ipv4(ip) => ip.is_loopback(),
                url::Host::Ipv6(ip) => ip.is_loopback(),
            };
            prop_assert!(loopback);
        }
    }

    #[test]
    fn a_token_fits_a_header_and_a_cookie(text in any::<String>()) {
        if let Ok(token) = Token::parse(&text) {
            prop_assert!(token.expose().bytes().all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)));
        }
    }
}
