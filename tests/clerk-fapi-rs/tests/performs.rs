//! `clerk-fapi-rs` demands every required field of the specification, in every answer and in the client that comes with
//! it. So a call that succeeds says that nothing is missing.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use clerk_fapi_rs::configuration::{ClerkFapiConfiguration, ClientKind, DefaultStore, Store};
use clerk_fapi_rs::{Clerk, clerk_fapi::ClerkFapiClient};
use serde_json::Value;

const SANDBOX: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/debug/user-metadata-sandbox");

/// A sandbox process; it ends with the test.
struct Sandbox {
    process: Child,
    first: Value,
}

impl Sandbox {
    fn start() -> Self {
        let program = env::var("SANDBOX").unwrap_or_else(|_| SANDBOX.to_owned());
        let mut process = Command::new(&program)
            .args(["--port", "0", "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; cargo build -p user-metadata-sandbox"));
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, first: serde_json::from_str(&line).unwrap() }
    }

    fn text(&self, name: &str) -> String {
        self.first[name].as_str().unwrap().to_owned()
    }

    /// The client, signed in as the sandbox's first user.
    async fn clerk(&self) -> Clerk {
        let store = DefaultStore::default();
        store.set("ClerkFapi:authorization_header", self.text("native_token").into());
        let configuration = ClerkFapiConfiguration::new_with_store(
            self.text("publishable_key"),
            Some(self.text("url")),
            None,
            Some(std::sync::Arc::new(store)),
            None,
            ClientKind::NonBrowser,
        );
        let clerk = Clerk::new(configuration.unwrap());
        clerk.load().await.unwrap();
        clerk
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The addresses that the client holds after the last answer.
async fn addresses(fapi: &ClerkFapiClient, session: &str) -> Vec<String> {
    let held = fapi.get_email_addresses(Some(session)).await.unwrap();
    held.into_iter().map(|held| held.email_address).collect()
}

#[tokio::test]
async fn it_loads_and_knows_who_is_signed_in() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    assert_eq!(clerk.user().unwrap().unwrap().id, sandbox.text("user_id"));
}

#[tokio::test]
async fn it_creates_and_verifies_an_email_address() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    let (fapi, session) = (clerk.get_fapi_client(), sandbox.text("session_id"));
    let made = fapi.create_email_addresses("jane+clerk_test@example.com", Some(&session)).await.unwrap();
    assert_eq!(made.verification, None);
    let sent =
        fapi.send_verification_email(&made.id, "email_code", Some(&session), None, None).await.unwrap();
    assert!(sent.verification.is_some());
    fapi.verify_email_address(&made.id, "424242", Some(&session)).await.unwrap();
    assert_eq!(addresses(&fapi, &session).await, ["jane+clerk_test@example.com"]);
    let user = clerk.user().unwrap().unwrap();
    assert_eq!(user.primary_email_address_id, Some(made.id.clone()));
    fapi.delete_email_address(&made.id, Some(&session)).await.unwrap();
    assert!(addresses(&fapi, &session).await.is_empty());
}

#[tokio::test]
async fn it_creates_and_verifies_a_phone_number() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    let (fapi, session) = (clerk.get_fapi_client(), sandbox.text("session_id"));
    let made = fapi.post_phone_numbers("+12015550100", Some(&session), None).await.unwrap();
    assert_eq!(made.phone_number, "+12015550100");
    fapi.send_verification_sms(&made.id, "phone_code", Some(&session)).await.unwrap();
    let verified = fapi.verify_phone_number(&made.id, "424242", Some(&session)).await.unwrap();
    assert_eq!(serde_json::to_value(&verified).unwrap()["verification"]["status"], "verified");
}

#[tokio::test]
async fn it_creates_a_wallet_and_gets_the_message_to_sign() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    let (fapi, session) = (clerk.get_fapi_client(), sandbox.text("session_id"));
    let address = "0x4a62316623ad457f02cdc5d997ded67a383ec569";
    let made = fapi.post_web3_wallets(address, Some(&session)).await.unwrap();
    assert_eq!(made.verification, None);
    let asked = fapi.prepare_web3_wallet_verification(&made.id, "web3_metamask_signature", None, None).await;
    let asked = serde_json::to_value(asked.unwrap()).unwrap();
    assert_eq!(asked["verification"]["status"], "unverified");
}

#[tokio::test]
async fn it_creates_an_external_account() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    let fapi = clerk.get_fapi_client();
    let url = "https://app.example.com/";
    let made = fapi.post_o_auth_accounts("oauth_google", None, Some(url), None, None, None, None, None, None);
    let made = serde_json::to_value(made.await.unwrap()).unwrap();
    let there = made["verification"]["external_verification_redirect_url"].as_str().unwrap();
    assert!(there.starts_with(&sandbox.text("url")), "{there}");
}

#[tokio::test]
async fn it_is_refused_a_duplicate_and_a_wrong_code() {
    let sandbox = Sandbox::start();
    let clerk = sandbox.clerk().await;
    let (fapi, session) = (clerk.get_fapi_client(), sandbox.text("session_id"));
    let made = fapi.create_email_addresses("jane+clerk_test@example.com", Some(&session)).await.unwrap();
    let twice = fapi.create_email_addresses("jane+clerk_test@example.com", Some(&session)).await;
    assert!(format!("{:?}", twice.unwrap_err()).contains("form_identifier_exists"));
    fapi.send_verification_email(&made.id, "email_code", Some(&session), None, None).await.unwrap();
    let wrong = fapi.verify_email_address(&made.id, "111111", Some(&session)).await;
    assert!(format!("{:?}", wrong.unwrap_err()).contains("form_code_incorrect"));
}
