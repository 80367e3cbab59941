//! What any client sends to the sandbox: answered, and never with a fault of its own.

use std::cell::RefCell;

use arbitrary::Arbitrary;
use user_metadata_sandbox::{Model, NewUser, Request};

#[derive(Debug, Arbitrary)]
pub(crate) struct Sent<'a> {
    method: Method,
    path: Path<'a>,
    form: bool,
    query: &'a str,
    body: &'a [u8],
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Path<'a> {
    Me,
    Collection(Collection),
    Verify,
    Callback,
    Environment,
    Client,
    Factors(&'a str),
    Authorize,
    Any(&'a str),
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Collection {
    EmailAddresses,
    PhoneNumbers,
    Web3Wallets,
    ExternalAccounts,
}

impl Path<'_> {
    fn text(&self, session_id: &str) -> String {
        match self {
            Self::Me => "/v1/me".into(),
            Self::Collection(Collection::EmailAddresses) => "/v1/me/email_addresses".into(),
            Self::Collection(Collection::PhoneNumbers) => "/v1/me/phone_numbers".into(),
            Self::Collection(Collection::Web3Wallets) => "/v1/me/web3_wallets".into(),
            Self::Collection(Collection::ExternalAccounts) => "/v1/me/external_accounts".into(),
            Self::Verify => "/v1/verify".into(),
            Self::Callback => "/v1/oauth_callback".into(),
            Self::Environment => "/v1/environment".into(),
            Self::Client => "/v1/client".into(),
            Self::Factors(rest) => format!("/v1/client/sessions/{session_id}/verify{rest}"),
            Self::Authorize => "/sandbox/provider/authorize".into(),
            Self::Any(path) => format!("/{path}"),
        }
    }
}

/// A model with a user, its token and its session. It is made once: what requests leave in it belongs to the search.
struct World {
    model: Model,
    token: String,
    session_id: String,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(world());
}

fn world() -> World {
    let mut model = Model::in_memory(0).expect("a store in memory");
    let user = model.new_user(&NewUser::default(), 0).expect("a user");
    World { model, token: user.native_token, session_id: user.session_id }
}

pub(crate) fn run(sent: Sent<'_>) {
    WORLD.with_borrow_mut(|world| {
        let method = match sent.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        };
        let mut request = Request::new(method, &sent.path.text(&world.session_id))
            .with_header("authorization", &world.token);
        request.query = format!("_is_native=1&{}", sent.query);
        if sent.form {
            request = request.with_header("content-type", "application/x-www-form-urlencoded");
        }
        request.body = sent.body.to_vec();
        let response = world.model.handle(&request, 1_767_225_600_000);
        assert!(response.status < 500, "{} {} answers {}", request.method, request.path, response.status);
        assert!((100..600).contains(&response.status));
    });
}
