//! Every request that the core builds is accepted by the sandbox, with every kind of credentials.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test fails loudly")]

use std::collections::BTreeSet;

use user_metadata::api::{
    Answer, AttemptFirstFactor, AttemptSecondFactor, AttemptVerification, Call, CallError,
    CreateEmailAddress, CreateExternalAccount, CreatePhoneNumber, CreateWeb3Wallet, Delete,
    FirstFactorPreparation, FirstFactorProof, List, Preparation, PrepareFirstFactor, PrepareSecondFactor,
    PrepareVerification, ReadResource, ReadReverification, ReadUser, ReauthorizeExternalAccount, ResourceId,
    SecondFactorProof, SetPrimary, StartReverification,
};
use user_metadata::identifier::{
    EmailAddress, OAuthScope, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};
use user_metadata::resource::{Resource, ResourceKind};
use user_metadata::secret::Secret;
use user_metadata::session::{Credentials, FrontendApi, Origin, Session};
use user_metadata::time::Timestamp;
use user_metadata::{Transport, UreqTransport};
use user_metadata_sandbox::{NewUser, Sandbox};

const RETURN_URL: &str = "https://app.example.com/back";
const WALLET: &str = "0x0123456789ABCDEF0123456789ABCDEF01234567";

struct Client<'a> {
    sandbox: &'a Sandbox,
    session: Session,
    made: BTreeSet<&'static str>,
}

impl Client<'_> {
    /// Makes the call; anything but success fails the test.
    fn call(&mut self, call: impl Into<Call>) -> Answer {
        let call = call.into();
        self.answer(&call).unwrap_or_else(|error| panic!("{call:?}: {error}"))
    }

    fn answer(&mut self, call: &Call) -> Result<Answer, CallError> {
        self.made.insert(name(call));
        let request = call.request(&self.session).unwrap();
        let response = UreqTransport::new().send(&request).unwrap();
        self.session.absorb(&response);
        call.parse(&response, Timestamp::from_unix_millis(self.sandbox.now_ms()))
    }

    fn resource(&mut self, call: impl Into<Call>) -> Resource {
        match self.call(call) {
            Answer::Resource(resource) => resource,
            other => panic!("{other:?}"),
        }
    }

    fn code(&self, to: &str) -> Secret {
        Secret::new(self.sandbox.inbox_of(to).pop().and_then(|message| message.code).unwrap())
    }
}

/// No wildcard: a new call has to be tried here too.
fn name(call: &Call) -> &'static str {
    match call {
        Call::CreateEmailAddress(_) => "create_email_address",
        Call::CreatePhoneNumber(_) => "create_phone_number",
        Call::CreateWeb3Wallet(_) => "create_web3_wallet",
        Call::CreateExternalAccount(_) => "create_external_account",
        Call::PrepareVerification(_) => "prepare_verification",
        Call::AttemptVerification(_) => "attempt_verification",
        Call::ReadUser(_) => "read_user",
        Call::ReadResource(_) => "read_resource",
        Call::List(_) => "list",
        Call::Reauthorize(_) => "reauthorize",
        Call::SetPrimary(_) => "set_primary",
        Call::Delete(_) => "delete",
        Call::StartReverification(_) => "start_reverification",
        Call::ReadReverification(_) => "read_reverification",
        Call::PrepareFirstFactor(_) => "prepare_first_factor",
        Call::AttemptFirstFactor(_) => "attempt_first_factor",
        Call::PrepareSecondFactor(_) => "prepare_second_factor",
        Call::AttemptSecondFactor(_) => "attempt_second_factor",
    }
}

#[test]
fn native_credentials() {
    every_call(|user| Credentials::native(&user.native_token).unwrap());
}

#[test]
fn a_dev_browser() {
    every_call(|user| Credentials::dev_browser(&user.dev_browser_token).unwrap());
}

#[test]
fn a_cookie() {
    every_call(|user| Credentials::cookie(&user.client_cookie).unwrap());
}

fn every_call(credentials: impl Fn(&user_metadata_sandbox::SeededUser) -> Credentials) {
    let sandbox = Sandbox::start().unwrap();
    let user =
        sandbox.new_user_with(&NewUser { backup_codes: vec!["backup-1".into()], ..NewUser::default() });
    let api = FrontendApi::parse(&sandbox.url()).unwrap();
    let session = Session::new(api, credentials(&user))
        .with_session_id(&user.session_id)
        .with_origin(Origin::parse("https://app.example.com").unwrap());
    let mut client = Client { sandbox: &sandbox, session, made: BTreeSet::new() };
    let email = proved_by_code(&mut client);
    wallets(&mut client);
    accounts(&mut client);
    reverification(&mut client, &email);
    client.call(Delete { kind: ResourceKind::EmailAddress, id: email });
    assert_eq!(client.made.len(), 18, "{:?}", client.made);
}

fn proved_by_code(client: &mut Client<'_>) -> ResourceId {
    let email_address = EmailAddress::parse("test@test.com").unwrap();
    let email = client.resource(CreateEmailAddress { email_address });
    let id = ResourceId::of(&email).unwrap();
    let redirect_url = RedirectUrl::parse(RETURN_URL).unwrap();
    client.call(PrepareVerification { id: id.clone(), preparation: Preparation::EmailLink { redirect_url } });
    client.sandbox.advance(31_000);
    client.call(PrepareVerification { id: id.clone(), preparation: Preparation::EmailCode });
    let (kind, proof) = (ResourceKind::EmailAddress, client.code("test@test.com"));
    let email = client.resource(AttemptVerification { kind, id: id.clone(), proof });
    client.call(SetPrimary::new(&email).unwrap());
    client.call(ReadResource { kind, id: id.clone() });
    client.call(List { kind });

    let phone_number = PhoneNumber::parse("15551234567").unwrap();
    let phone = ResourceId::of(&client.resource(CreatePhoneNumber { phone_number })).unwrap();
    client.call(PrepareVerification { id: phone.clone(), preparation: Preparation::PhoneCode });
    let proof = client.code("+15551234567");
    client.call(AttemptVerification { kind: ResourceKind::PhoneNumber, id: phone, proof });
    id
}

fn wallets(client: &mut Client<'_>) {
    let web3_wallet = WalletAddress::parse(WALLET).unwrap();
    let wallet = ResourceId::of(&client.resource(CreateWeb3Wallet { web3_wallet })).unwrap();
    let strategy = Web3Strategy::parse("web3_metamask_signature").unwrap();
    client.call(PrepareVerification {
        id: wallet.clone(),
        preparation: Preparation::Web3Signature { strategy },
    });
    let (kind, proof) = (ResourceKind::Web3Wallet, Secret::new(format!("0x{}", "1b".repeat(65))));
    // Nobody has the key of the documented wallet: the request is well-formed, the signature is wrong.
    let Err(CallError::Api(error)) = client.answer(&AttemptVerification { kind, id: wallet, proof }.into())
    else {
        panic!("a made-up signature was accepted")
    };
    assert_eq!(error.code(), "form_incorrect_signature");
}

fn accounts(client: &mut Client<'_>) {
    let account = client.resource(CreateExternalAccount {
        redirect_url: Some(RedirectUrl::parse("/").unwrap()),
        additional_scopes: vec![OAuthScope::parse("read").unwrap(), OAuthScope::parse("write").unwrap()],
        oidc_prompt: Some("consent".into()),
        oidc_login_hint: Some("jane@example.com".into()),
        ..CreateExternalAccount::new(OAuthStrategy::parse("oauth_notion").unwrap())
    });
    let id = ResourceId::of(&account).unwrap();
    client.call(ReauthorizeExternalAccount::new(id, RedirectUrl::parse(RETURN_URL).unwrap()));
    client.call(ReadUser::default());
}

fn reverification(client: &mut Client<'_>, email: &ResourceId) {
    client.call(StartReverification { level: "multi_factor".into() });
    let preparation = FirstFactorPreparation::EmailCode { email_address_id: Some(email.clone()) };
    client.call(PrepareFirstFactor::new(preparation));
    client.call(ReadReverification {});
    let code = client.code("test@test.com");
    client.call(AttemptFirstFactor { proof: FirstFactorProof::EmailCode { code } });
    // There is no phone that serves as a second factor, and the sandbox says so.
    let prepared = client.answer(&PrepareSecondFactor::default().into());
    assert!(matches!(prepared, Err(CallError::Api(error)) if error.code().contains("strategy")));
    client
        .call(AttemptSecondFactor { proof: SecondFactorProof::BackupCode { code: Secret::new("backup-1") } });
}
