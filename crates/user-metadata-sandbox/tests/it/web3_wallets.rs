use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey as SolanaKey};
use k256::ecdsa::SigningKey;
use serde_json::Value;
use sha3::{Digest, Keccak256};

use crate::support::{Desk, MINUTE, code_of, param_refusal, refusal, resource};

const WALLETS: &str = "web3_wallets";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A wallet that signs as MetaMask does, written apart from the code under test.
struct Ethereum(SigningKey);

impl Ethereum {
    fn new(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    fn address(&self) -> String {
        let point = self.0.verifying_key().to_sec1_point(false);
        format!("0x{}", hex(&Keccak256::digest(&point.as_bytes()[1..])[12..]))
    }

    fn sign(&self, message: &str) -> String {
        let text = format!("\x19Ethereum Signed Message:\n{}{message}", message.len());
        let (signature, id) = self.0.sign_prehash_recoverable(&Keccak256::digest(text));
        format!("0x{}{:02x}", hex(&signature.to_bytes()), 27 + id.to_byte())
    }
}

fn attempt(desk: &mut Desk, id: &str, signature: &str) -> user_metadata_sandbox::Response {
    desk.post(&format!("/v1/me/web3_wallets/{id}/attempt_verification"), &[("signature", signature)])
}

fn prepared_message(desk: &mut Desk, id: &str, strategy: &str) -> String {
    let prepared = resource(&desk.prepare(WALLETS, id, &[("strategy", strategy)]));
    let verification = &prepared["verification"];
    assert_eq!(verification["status"], "unverified");
    let (message, nonce) =
        (verification["message"].as_str().unwrap(), verification["nonce"].as_str().unwrap());
    assert!(message.contains(&format!("\nNonce: {nonce}\n")), "{message}");
    message.to_owned()
}

#[test]
fn an_ethereum_wallet_is_verified_by_its_signature_over_the_message() {
    let mut desk = Desk::new();
    let wallet = Ethereum::new(7);
    let id = desk.add(WALLETS, "web3_wallet", &wallet.address());
    let message = prepared_message(&mut desk, &id, "web3_metamask_signature");
    assert!(message.contains(&wallet.address()) && message.contains("Chain ID: 1\n"));
    let verified = resource(&attempt(&mut desk, &id, &wallet.sign(&message)));
    assert_eq!(verified["verification"]["status"], "verified");
    assert_eq!(resource(&desk.get("/v1/me"))["primary_web3_wallet_id"], id);
}

#[test]
fn a_solana_wallet_is_verified_by_its_signature_in_base64() {
    let mut desk = Desk::new();
    let key = SolanaKey::from_bytes(&[3; 32]);
    let id = desk.add(WALLETS, "web3_wallet", &bs58::encode(key.verifying_key().as_bytes()).into_string());
    let message = prepared_message(&mut desk, &id, "web3_solana_signature");
    let signature = STANDARD.encode(key.sign(message.as_bytes()).to_bytes());
    let verified = resource(&attempt(&mut desk, &id, &signature));
    assert_eq!(verified["verification"]["strategy"], "web3_solana_signature");
    assert_eq!(verified["verification"]["status"], "verified");
}

#[test]
fn somebody_elses_signature_is_wrong_and_counted() {
    let mut desk = Desk::new();
    let id = desk.add(WALLETS, "web3_wallet", &Ethereum::new(7).address());
    let message = prepared_message(&mut desk, &id, "web3_metamask_signature");
    let wrong = attempt(&mut desk, &id, &Ethereum::new(8).sign(&message));
    assert_eq!(refusal(&wrong), param_refusal(422, "form_incorrect_signature", "signature"));
    assert_eq!(desk.read(WALLETS, &id)["verification"]["attempts"], 1);
    assert_eq!(code_of(&attempt(&mut desk, &id, "")), (422, "form_param_nil".into()));
}

#[test]
fn an_earlier_message_does_not_count_after_preparing_again() {
    let mut desk = Desk::new();
    let wallet = Ethereum::new(7);
    let id = desk.add(WALLETS, "web3_wallet", &wallet.address());
    let old = prepared_message(&mut desk, &id, "web3_metamask_signature");
    prepared_message(&mut desk, &id, "web3_okx_wallet_signature");
    assert_eq!(attempt(&mut desk, &id, &wallet.sign(&old)).status, 422);
    desk.now += 10 * MINUTE;
    assert_eq!(code_of(&attempt(&mut desk, &id, &wallet.sign(&old))), (400, "verification_expired".into()));
}

#[test]
fn strategies_belong_to_chains_and_letter_case_is_no_difference() {
    let mut desk = Desk::new();
    let id = desk.add(WALLETS, "web3_wallet", "0x0123456789ABCDEF0123456789ABCDEF01234567");
    for strategy in ["web3_solana_signature", "web3_other_signature", "email_code"] {
        let refused = desk.prepare(WALLETS, &id, &[("strategy", strategy)]);
        assert_eq!(code_of(&refused), (400, "verification_strategy_invalid".into()));
    }
    let again = [("web3_wallet", "0x0123456789abcdef0123456789abcdef01234567")];
    let again = desk.post("/v1/me/web3_wallets", &again);
    assert_eq!(refusal(&again), param_refusal(422, "form_identifier_exists", "web3_wallet"));
    let odd = desk.post("/v1/me/web3_wallets", &[("web3_wallet", "vitalik.eth")]);
    assert_eq!(refusal(&odd), param_refusal(422, "form_param_format_invalid", "web3_wallet"));
    let list: Value = desk.get("/v1/me/web3_wallets").json().unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
}
