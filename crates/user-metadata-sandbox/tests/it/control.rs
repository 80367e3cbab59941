//! The control endpoints, as a test in another language uses them.

use serde_json::{Value, json};
use user_metadata_sandbox::{Clock, NewUser, Sandbox};

use crate::http::agent;
use crate::support::START;

struct Remote(Sandbox);

impl Remote {
    fn start() -> Self {
        Self(Sandbox::builder().clock(Clock::Manual(START)).start().unwrap())
    }

    fn call(&self, method: &str, path: &str, sent: Option<&Value>) -> (u16, Value) {
        let body = sent.map(Value::to_string).unwrap_or_default();
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.0.url()));
        let answer = agent().run(request.body(body).unwrap()).unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.into_body().read_to_string().unwrap()).unwrap())
    }

    fn ok(&self, method: &str, path: &str, sent: Option<&Value>) -> Value {
        let (status, answer) = self.call(method, path, sent);
        assert_eq!(status, 200, "{answer}");
        answer
    }

    fn create_email(&self, token: &Value) -> u16 {
        let url = format!("{}/v1/me/email_addresses?_is_native=1", self.0.url());
        let request = agent().post(url).header("authorization", token.as_str().unwrap());
        request.send_form([("email_address", "jane@example.com")]).unwrap().status().as_u16()
    }
}

#[test]
fn users_and_clients_are_made_signed_in_and_signed_out() {
    let remote = Remote::start();
    let user = remote.ok("POST", "/sandbox/users", None);
    for key in ["user_id", "session_id", "client_id", "native_token", "dev_browser_token", "client_cookie"] {
        assert!(user[key].is_string(), "{key}");
    }
    let client = remote.ok("POST", "/sandbox/clients", None);
    assert_eq!(remote.create_email(&client["native_token"]), 401);
    let body = json!({ "client_token": client["dev_browser_token"], "user_id": user["user_id"] });
    let session = remote.ok("POST", "/sandbox/sign_in", Some(&body));
    assert_eq!(remote.create_email(&client["native_token"]), 200);
    remote.ok("POST", "/sandbox/sign_out", Some(&json!({ "session_id": session["session_id"] })));
    assert_eq!(remote.create_email(&client["native_token"]), 401);

    let named = json!({ "first_name": "Jane", "email_addresses": ["jane@example.com"], "password": "x" });
    let named = remote.ok("POST", "/sandbox/users", Some(&named));
    let state =
        remote.ok("GET", &format!("/sandbox/state?user_id={}", named["user_id"].as_str().unwrap()), None);
    assert_eq!(state["email_addresses"][0]["value"], "jane@example.com");
    assert_eq!(state["email_addresses"][0]["primary"], true);
    assert_eq!(state["messages"], json!({ "email": 0, "sms": 0 }));
}

#[test]
fn the_clock_moves_and_is_set() {
    let remote = Remote::start();
    assert_eq!(remote.ok("GET", "/sandbox/clock", None), json!({ "now_ms": START, "manual": true }));
    let moved = remote.ok("POST", "/sandbox/clock", Some(&json!({ "advance_ms": 5 })));
    assert_eq!(moved["now_ms"], START + 5);
    let set = remote.ok("POST", "/sandbox/clock", Some(&json!({ "set_ms": 7 })));
    assert_eq!(set["now_ms"], 7);
}

#[test]
fn absurd_times_and_lives_break_nothing() {
    let remote = Remote::start();
    let user = remote.ok("POST", "/sandbox/users", Some(&json!({ "factor_age_minutes": i64::MAX })));
    let lives =
        json!({ "code_lifetime_ms": i64::MAX, "resend_cooldown_ms": i64::MIN, "token_overlap_ms": i64::MAX });
    remote.ok("PATCH", "/sandbox/settings", Some(&lives));
    remote.ok("POST", "/sandbox/rotate_tokens", None);
    let locked = json!({ "user_id": user["user_id"], "locked_seconds": i64::MAX });
    remote.ok("PATCH", "/sandbox/users", Some(&locked));
    assert_eq!(remote.create_email(&user["native_token"]), 403);
    for ms in [i64::MAX, i64::MIN] {
        remote.ok("POST", "/sandbox/clock", Some(&json!({ "set_ms": ms })));
        remote.ok("POST", "/sandbox/clock", Some(&json!({ "advance_ms": ms })));
        assert!(remote.create_email(&user["native_token"]) < 500);
    }
    let fault = json!({ "kind": "status", "status": 42, "code": "x" });
    assert_eq!(remote.call("POST", "/sandbox/faults", Some(&fault)).0, 422);
}

#[test]
fn settings_are_merged_and_unknown_ones_refused() {
    let remote = Remote::start();
    let changes = json!({ "max_attempts": 2, "reverification": { "enabled": true } });
    let settings = remote.ok("PATCH", "/sandbox/settings", Some(&changes));
    assert_eq!(settings["max_attempts"], 2);
    assert_eq!(settings["reverification"]["max_age_minutes"], 10);
    assert_eq!(remote.ok("GET", "/sandbox/settings", None), settings);
    let (status, answer) = remote.call("PATCH", "/sandbox/settings", Some(&json!({ "colour": 1 })));
    assert_eq!(status, 422);
    assert!(answer["error"].as_str().unwrap().contains("colour"), "{answer}");
    assert_eq!(remote.ok("GET", "/sandbox/settings", None), settings);
}

#[test]
fn faults_are_planned_listed_and_cleared() {
    let remote = Remote::start();
    let fault = json!({
        "kind": "status", "status": 503, "code": "maintenance_mode", "retry_after": { "seconds": 3 },
        "method": "POST", "path_prefix": "/v1/me",
    });
    let planned = remote.ok("POST", "/sandbox/faults", Some(&fault));
    assert_eq!(planned[0]["times"], 1);
    let user = remote.ok("POST", "/sandbox/users", None);
    assert_eq!(remote.create_email(&user["native_token"]), 503);
    assert_eq!(remote.create_email(&user["native_token"]), 200);
    remote.ok("POST", "/sandbox/faults", Some(&json!({ "kind": "lost_after", "times": 3 })));
    assert_eq!(remote.ok("DELETE", "/sandbox/faults", None), json!([]));
    assert_eq!(remote.ok("GET", "/sandbox/faults", None), json!([]));
    assert_eq!(remote.call("POST", "/sandbox/faults", Some(&json!({ "kind": "fire" }))).0, 422);
}

#[test]
fn people_are_locked_and_tokens_rotated() {
    let remote = Remote::start();
    let user = remote.ok("POST", "/sandbox/users", None);
    let change = json!({ "user_id": user["user_id"], "locked_seconds": 60 });
    remote.ok("PATCH", "/sandbox/users", Some(&change));
    assert_eq!(remote.create_email(&user["native_token"]), 403);
    let unknown = json!({ "user_id": user["user_id"], "colour": "red" });
    assert_eq!(remote.call("PATCH", "/sandbox/users", Some(&unknown)).0, 422);
    remote.ok("POST", "/sandbox/rotate_tokens", None);
    let refused = remote.call("POST", "/sandbox/rotate_tokens", Some(&json!({ "client_id": "client_x" })));
    assert_eq!(refused.0, 404);
}

#[test]
fn the_log_and_the_inbox_are_read_and_everything_is_reset() {
    let remote = Remote::start();
    let user = remote.ok("POST", "/sandbox/users", None);
    remote.create_email(&user["native_token"]);
    let log = remote.ok("GET", "/sandbox/log", None);
    let entry = json!({
        "at": START, "method": "POST", "path": "/v1/me/email_addresses", "status": 200, "fault": null,
    });
    assert_eq!(log, json!([entry]));
    assert_eq!(remote.ok("GET", "/sandbox/inbox?to=jane@example.com", None), json!([]));
    remote.ok("POST", "/sandbox/reset", None);
    assert_eq!(remote.ok("GET", "/sandbox/log", None), json!([]));
    let path = format!("/sandbox/state?user_id={}", user["user_id"].as_str().unwrap());
    assert_eq!(remote.call("GET", &path, None).0, 404);
}

#[test]
fn factors_are_given_to_a_user_and_taken_away_again() {
    let remote = Remote::start();
    let user = remote.ok("POST", "/sandbox/users", None);
    let change = |factors: &Value| {
        let mut body = factors.clone();
        body["user_id"] = user["user_id"].clone();
        remote.ok("PATCH", "/sandbox/users", Some(&body));
    };
    let start = || {
        let session = user["session_id"].as_str().unwrap();
        let url = format!("{}/v1/client/sessions/{session}/verify?_is_native=1", remote.0.url());
        let request = agent().post(url).header("authorization", user["native_token"].as_str().unwrap());
        let answer = request.send_form([("level", "multi_factor")]).unwrap();
        let body: Value = serde_json::from_str(&answer.into_body().read_to_string().unwrap()).unwrap();
        body["response"].clone()
    };
    change(&json!({ "password": "x", "backup_codes": ["aaaa"], "factor_age_minutes": 11 }));
    let found = start();
    assert_eq!(found["supported_first_factors"], json!([{ "strategy": "password" }]));
    assert_eq!(found["supported_second_factors"], json!([{ "strategy": "backup_code" }]));
    assert_eq!(found["session"]["factor_verification_age"][0], 11);
    change(&json!({ "password": "", "backup_codes": [] }));
    let found = start();
    assert_eq!(found["supported_first_factors"], json!([]));
    assert_eq!(found["supported_second_factors"], json!([]));
}

#[test]
fn a_wallet_that_the_sandbox_signs_for_is_verified() {
    let remote = Remote::start();
    let user = remote.0.new_user();
    let post = |path: &str, fields: [(&str, &str); 1]| {
        let url = format!("{}/v1/me/web3_wallets{path}?_is_native=1", remote.0.url());
        let request = agent().post(url).header("authorization", &user.native_token);
        let answer = request.send_form(fields).unwrap().into_body().read_to_string().unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()["response"].clone()
    };
    for (chain, key, strategy) in [
        ("ethereum", "07".repeat(32), "web3_metamask_signature"),
        ("solana", "09".repeat(32), "web3_solana_signature"),
    ] {
        let sign = |message: &Value| {
            let body = json!({ "chain": chain, "key": key, "message": message });
            remote.ok("POST", "/sandbox/wallets/sign", Some(&body))
        };
        let wallet = sign(&json!(""))["wallet"].clone();
        let created = post("", [("web3_wallet", wallet.as_str().unwrap())]);
        let path = format!("/{}", created["id"].as_str().unwrap());
        let prepared = post(&format!("{path}/prepare_verification"), [("strategy", strategy)]);
        let signed = sign(&prepared["verification"]["message"]);
        assert_eq!(signed["wallet"], wallet);
        let signature = signed["signature"].as_str().unwrap();
        let verified = post(&format!("{path}/attempt_verification"), [("signature", signature)]);
        assert_eq!(verified["verification"]["status"], "verified", "{chain}");
    }
    for body in [
        json!({ "chain": "bitcoin", "key": "07".repeat(32), "message": "" }),
        json!({ "chain": "ethereum", "key": "07", "message": "" }),
        json!({ "chain": "ethereum", "key": "07".repeat(32) }),
    ] {
        let (status, answer) = remote.call("POST", "/sandbox/wallets/sign", Some(&body));
        assert!(status == 422 && answer["error"].is_string(), "{status} {answer}");
    }
}

#[test]
fn the_code_of_an_authenticator_follows_the_sandboxs_clock() {
    let remote = Remote::start();
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let code = |body: Value| remote.ok("POST", "/sandbox/totp", Some(&body))["code"].clone();
    assert_eq!(code(json!({ "secret": secret, "at_ms": 59_000 })), "287082");
    let user = remote.0.new_user_with(&NewUser {
        password: Some("x".into()),
        totp_secret: Some(secret.into()),
        ..NewUser::default()
    });
    let verify = |path: &str, fields: &[(&str, &str)]| {
        let base = format!("{}/v1/client/sessions/{}/verify", remote.0.url(), user.session_id);
        let request = agent().post(format!("{base}{path}?_is_native=1"));
        let request = request.header("authorization", &user.native_token);
        request.send_form(fields.iter().copied()).unwrap().status().as_u16()
    };
    assert_eq!(verify("", &[("level", "second_factor")]), 200);
    let now = code(json!({ "secret": secret }));
    remote.0.advance(600_000);
    assert_ne!(code(json!({ "secret": secret })), now);
    let current = code(json!({ "secret": secret }));
    let fields = [("strategy", "totp"), ("code", current.as_str().unwrap())];
    assert_eq!(verify("/attempt_second_factor", &fields), 200);
    let (status, _) = remote.call("POST", "/sandbox/totp", Some(&json!({ "secret": "not base32!" })));
    assert_eq!(status, 422);
}
