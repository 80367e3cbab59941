//! What several targets begin with: every call, and every kind of enrollment.

use user_metadata_core::api::{
    AttemptVerification, Call, CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber,
    CreateWeb3Wallet, Delete, List, Preparation, PrepareVerification, ReadResource, ReadReverification,
    ReadUser, ReauthorizeExternalAccount, ResourceId, StartReverification,
};
use user_metadata_core::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata_core::identifier::{
    EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};
use user_metadata_core::resource::ResourceKind;
use user_metadata_core::secret::Secret;
use user_metadata_core::time::Timestamp;

/// When everything happens.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_millis(1_767_225_600_000);

/// Where users come back to.
pub(crate) const RETURN_URL: &str = "https://app.example.com/back?tab=1";

/// One call of every operation whose answer has a shape of its own.
pub(crate) fn calls() -> Vec<Call> {
    let id = || ResourceId::parse("idn_1").expect("an id");
    let mut calls: Vec<Call> = vec![
        CreateEmailAddress { email_address: email() }.into(),
        CreatePhoneNumber { phone_number: phone() }.into(),
        CreateWeb3Wallet { web3_wallet: wallet() }.into(),
        CreateExternalAccount::new(notion()).into(),
        ReadUser::default().into(),
        ReauthorizeExternalAccount::new(id(), redirect_url()).into(),
        PrepareVerification { id: id(), preparation: Preparation::EmailCode }.into(),
        ReadReverification {}.into(),
        StartReverification { level: "first_factor".into() }.into(),
    ];
    for kind in ResourceKind::ALL {
        calls.push(AttemptVerification { kind, id: id(), proof: Secret::new("424242") }.into());
        calls.push(ReadResource { kind, id: id() }.into());
        calls.push(List { kind }.into());
        calls.push(Delete { kind, id: id() }.into());
    }
    calls
}

/// One of every kind.
pub(crate) fn requests() -> Vec<EnrollmentRequest> {
    let solana = WalletAddress::parse("J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf").expect("an address");
    vec![
        EnrollmentRequest::EmailAddress { email: email(), proof: EmailProof::Code },
        EnrollmentRequest::EmailAddress {
            email: email(),
            proof: EmailProof::Link { redirect_url: redirect_url() },
        },
        EnrollmentRequest::EmailAddress {
            email: email(),
            proof: EmailProof::EnterpriseSso { redirect_url: redirect_url() },
        },
        EnrollmentRequest::PhoneNumber { phone_number: phone() },
        EnrollmentRequest::Web3Wallet {
            strategy: Web3Strategy::usual(wallet().chain()),
            web3_wallet: wallet(),
        },
        EnrollmentRequest::Web3Wallet { strategy: Web3Strategy::usual(solana.chain()), web3_wallet: solana },
        external_account(),
    ]
}

/// A round trip to a provider.
pub(crate) fn external_account() -> EnrollmentRequest {
    EnrollmentRequest::ExternalAccount(CreateExternalAccount {
        redirect_url: Some(redirect_url()),
        ..CreateExternalAccount::new(notion())
    })
}

fn email() -> EmailAddress {
    EmailAddress::parse("jane@example.com").expect("an address")
}

fn phone() -> PhoneNumber {
    PhoneNumber::parse("+15551234567").expect("a number")
}

fn wallet() -> WalletAddress {
    WalletAddress::parse("0x4a62316623ad457f02cdc5d997ded67a383ec569").expect("an address")
}

fn notion() -> OAuthStrategy {
    OAuthStrategy::parse("oauth_notion").expect("a strategy")
}

fn redirect_url() -> RedirectUrl {
    RedirectUrl::parse(RETURN_URL).expect("a URL")
}
