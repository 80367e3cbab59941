//! Every kind of answer against the published specification, where its file is at hand.

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use user_metadata_sandbox::{NewUser, Request, Response};

use crate::support::{Desk, path_of, resource};

/// The specification with its schemas turned into JSON Schema.
struct Specification(Value);

impl Specification {
    fn load() -> Option<Self> {
        let default =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/contract/openapi-2026-05-12.yml");
        let file = std::env::var_os("USER_METADATA_OPENAPI").map_or(default, PathBuf::from);
        let Ok(text) = std::fs::read_to_string(&file) else {
            println!("skipped: file not present: {}", file.display());
            return None;
        };
        let all: Value = serde_yaml_ng::from_str(&text).unwrap();
        Some(Self(translate(&all["components"]["schemas"])))
    }

    fn errors(&self, name: &str, body: &Value) -> Vec<String> {
        let schema = json!({
            "components": { "schemas": self.0 }, "$ref": format!("#/components/schemas/{name}"),
        });
        let validator = jsonschema::validator_for(&schema).unwrap();
        validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    fn check(&self, name: &str, body: &Value) {
        let errors = self.errors(name, body);
        assert!(errors.is_empty(), "{name}: {errors:#?}\n{body:#}");
    }

    fn check_response(&self, name: &str, response: &Response) -> Value {
        let body: Value = response.json().unwrap();
        assert_eq!(response.status, 200, "{body}");
        self.check(name, &body);
        body["response"].clone()
    }
}

/// OpenAPI 3.0 writes "or null" as a keyword beside the type.
fn translate(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut translated: Map<String, Value> =
                fields.iter().map(|(key, value)| (key.clone(), translate(value))).collect();
            match translated.remove("nullable") {
                Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, translated] }),
                Some(Value::Bool(false)) | None => Value::Object(translated),
                // a property that has this name
                Some(other) => {
                    translated.insert("nullable".into(), other);
                    Value::Object(translated)
                }
            }
        }
        Value::Array(items) => items.iter().map(translate).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

fn everything() -> NewUser {
    NewUser {
        first_name: Some("Jane".into()),
        email_addresses: vec!["jane@example.com".into()],
        phone_numbers: vec!["+15551234567".into()],
        password: Some("correct horse".into()),
        totp_secret: Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()),
        backup_codes: vec!["aaaa".into()],
        ..NewUser::default()
    }
}

#[test]
fn the_check_itself_notices_what_is_missing() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::new();
    let schema = "Client.ClientWrappedUser";
    let mut body: Value = desk.get("/v1/me").json().unwrap();
    assert_eq!(specification.errors(schema, &body), Vec::<String>::new());
    body["client"]["sessions"][0]["user"].as_object_mut().unwrap().remove("locked");
    assert_eq!(specification.errors(schema, &body).len(), 1);
}

#[test]
fn identifiers_have_the_shape_that_the_specification_demands_in_every_state() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::with(&everything());
    let cases = [
        (
            "email_addresses",
            "email_address",
            "a+clerk_test@example.com",
            "email_code",
            "Client.ClientWrappedEmailAddress",
        ),
        ("phone_numbers", "phone_number", "+12015550100", "phone_code", "Client.ClientWrappedPhoneNumber"),
    ];
    for (collection, field, value, strategy, schema) in cases {
        let created = desk.post(&format!("/v1/me/{collection}"), &[(field, value)]);
        let created = specification.check_response(schema, &created);
        let id = created["id"].as_str().unwrap();
        specification.check_response(schema, &desk.prepare(collection, id, &[("strategy", strategy)]));
        specification.check_response(schema, &desk.attempt(collection, id, "424242"));
        specification.check_response(schema, &desk.get(&format!("/v1/me/{collection}/{id}")));
        specification.check_response(
            "Client.ClientWrappedDeletedObject",
            &desk.delete(&format!("/v1/me/{collection}/{id}")),
        );
    }
    let link = desk.add_email("b@example.com");
    let fields = [("strategy", "email_link"), ("redirect_url", "/")];
    let schema = "Client.ClientWrappedEmailAddress";
    specification.check_response(schema, &desk.prepare("email_addresses", &link, &fields));
    let url = desk.last_link();
    desk.open(&url);
    specification.check_response(schema, &desk.get(&format!("/v1/me/email_addresses/{link}")));
    let sso = desk.add_email("c@sso.example");
    let fields = [("strategy", "enterprise_sso"), ("redirect_url", "/")];
    specification.check_response(schema, &desk.prepare("email_addresses", &sso, &fields));

    let wallet = desk.add("web3_wallets", "web3_wallet", "0x0123456789abcdef0123456789abcdef01234567");
    let prepared = desk.prepare("web3_wallets", &wallet, &[("strategy", "web3_metamask_signature")]);
    specification.check_response("Client.ClientWrappedWeb3Wallet", &prepared);
    for (collection, schema) in [
        ("email_addresses", "Server.UserEmailAddresses"),
        ("phone_numbers", "Server.UserPhoneNumbers"),
        ("web3_wallets", "Server.UserWeb3Wallets"),
    ] {
        specification.check(schema, &desk.get(&format!("/v1/me/{collection}")).json().unwrap());
    }
}

#[test]
fn external_accounts_have_the_demanded_shape_pending_verified_and_failed() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::new();
    let schema = "Client.ClientWrappedExternalAccount";
    for (strategy, decision) in [("oauth_notion", "allow"), ("oauth_google", "deny")] {
        let fields = [("strategy", strategy), ("redirect_url", "/")];
        let account = specification.check_response(schema, &desk.post("/v1/me/external_accounts", &fields));
        let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
        let state = url.rsplit_once("state=").unwrap().1;
        let decided = Request::new("POST", "/sandbox/provider/authorize")
            .with_form(&[("state", state), ("decision", decision)]);
        let decided = desk.send(&decided);
        desk.open(path_of(decided.header("location").unwrap()));
        specification.check_response("Client.ClientWrappedUser", &desk.get("/v1/me"));
    }
    let id = resource(&desk.get("/v1/me"))["external_accounts"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/me/external_accounts/{id}");
    specification
        .check_response(schema, &desk.patch(&format!("{path}/reauthorize"), &[("redirect_url", "/")]));
    specification.check_response("Client.ClientWrappedUser", &desk.delete(&format!("{path}/tokens")));
    specification.check_response("Client.ClientWrappedDeletedObject", &desk.delete(&path));
}

#[test]
fn users_clients_sessions_and_the_environment_have_the_demanded_shape() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::with(&everything());
    let session = desk.user.session_id.clone();
    specification.check_response("Client.ClientWrappedUser", &desk.get("/v1/me"));
    specification.check_response("Client.ClientWrappedUser", &desk.patch("/v1/me", &[("last_name", "Doe")]));
    specification.check_response("Client.ClientWrappedClient", &desk.get("/v1/client"));
    specification
        .check_response("Client.ClientWrappedClient", &desk.send(&Request::new("GET", "/v1/client")));
    specification.check("Client.Environment", &desk.get("/v1/environment").json().unwrap());
    let path = format!("/v1/client/sessions/{session}");
    specification.check("Token", &desk.post(&format!("{path}/tokens"), &[]).json().unwrap());
    specification.check_response("Client.ClientWrappedSession", &desk.get(&path));
    specification.check_response("Client.TouchWrappedSession", &desk.post(&format!("{path}/touch"), &[]));
    specification.check_response("Client.ClientWrappedSession", &desk.post(&format!("{path}/end"), &[]));
    let user = desk.user.user_id.clone();
    let signed_in = desk.send(
        &Request::new("POST", "/v1/client/sign_ins")
            .with_form(&[("identifier", &user), ("password", "correct horse")]),
    );
    specification.check_response("Client.ClientWrappedSignIn", &signed_in);
    specification.check_response("Client.ClientWrappedSignIn-2", &signed_in);
    for path in ["/v1/client/sessions", "/v1/client"] {
        specification.check("Client.DeleteSession", &desk.delete(path).json().unwrap());
    }
}

#[test]
fn reverifications_have_the_demanded_shape_at_every_step() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::with(&everything());
    let schema = "Client.ClientWrappedSessionReverification";
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    let steps: [(&str, &[(&str, &str)]); 4] = [
        ("", &[("level", "multi_factor")]),
        ("/prepare_first_factor", &[("strategy", "email_code")]),
        ("/attempt_first_factor", &[("strategy", "password"), ("password", "correct horse")]),
        ("/attempt_second_factor", &[("strategy", "backup_code"), ("code", "aaaa")]),
    ];
    for (step, fields) in steps {
        specification.check_response(schema, &desk.post(&format!("{path}{step}"), fields));
    }
}

#[test]
fn reverifications_have_the_demanded_shape_after_wrong_answers_too() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::with(&everything());
    desk.model.settings_mut().max_attempts = 2;
    let schema = "Client.ClientWrappedSessionReverification";
    let path = format!("/v1/client/sessions/{}/verify", desk.user.session_id);
    let steps = [
        ("first_factor", [("strategy", "password"), ("password", "x")]),
        ("second_factor", [("strategy", "totp"), ("code", "000000")]),
        ("second_factor", [("strategy", "backup_code"), ("code", "x")]),
    ];
    for (level, fields) in steps {
        specification.check_response(schema, &desk.post(&path, &[("level", level)]));
        for status in [422, 400] {
            let wrong = desk.post(&format!("{path}/attempt_{level}"), &fields);
            assert_eq!(wrong.status, status);
            specification.check("ClerkErrors", &wrong.json().unwrap());
            specification.check_response(schema, &desk.get(&path));
        }
    }
}

#[test]
fn refusals_have_the_demanded_shape() {
    let Some(specification) = Specification::load() else { return };
    let mut desk = Desk::with_settings(|settings| settings.client_on_errors = true);
    for response in [
        desk.post("/v1/me/email_addresses", &[]),
        desk.get("/v1/me/email_addresses/idn_other"),
        desk.send(&Request::new("GET", "/v1/me")),
    ] {
        specification.check("ClerkErrors", &response.json().unwrap());
    }
}
