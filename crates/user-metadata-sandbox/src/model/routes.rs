//! Which path is which operation.

use super::access::{self, Me};
use super::context::Context;
use super::envelope::Answer;
use crate::errors::{Failure, NOT_FOUND, Outcome};
use crate::operations::{
    attempt_code, attempt_signature, client, create_dev_browser, create_email_address,
    create_external_account, create_phone_number, create_web3_wallet, delete_external_account,
    delete_identifier, environment, finish_provider_journey, list_identifiers, open_email_link,
    prepare_email_address, prepare_phone_number, prepare_web3_wallet, provider_page, read_identifier,
    read_user, reauthorize_external_account, reverification, revoke_external_account_tokens, sessions,
    sign_in, update_phone_number, update_user,
};
use crate::store::identifiers::Kind;
use crate::store::users;

/// Runs the operation that a request asks for.
pub(crate) fn dispatch(context: &mut Context<'_>) -> Outcome<Answer> {
    let method = context.method.clone();
    let segments = context.segments();
    let is_v1 = context.request.path.starts_with("/v1/");
    match (method.as_str(), segments.as_slice()) {
        ("GET", ["sandbox", "provider", "authorize"]) if !is_v1 => provider_page::show(context),
        ("POST", ["sandbox", "provider", "authorize"]) if !is_v1 => provider_page::decide(context),
        _ if !is_v1 => Err(Failure::from(&NOT_FOUND)),
        ("GET", ["verify"]) => open_email_link::run(context),
        ("GET" | "POST", ["oauth_callback"]) => finish_provider_journey::run(context),
        ("GET", ["environment"]) => environment::read(context),
        ("PATCH", ["environment"]) => environment::update(context),
        ("POST", ["dev_browser"]) => create_dev_browser::run(context),
        ("GET", ["client"]) => Ok(Answer::Client),
        ("POST" | "PUT", ["client"]) => client::create(context),
        ("DELETE", ["client"]) => client::delete(context),
        ("DELETE", ["client", "sessions"]) => client::remove_sessions(context),
        ("POST", ["client", "sign_ins"]) => sign_in::run(context),
        (_, ["client", "sessions", id, rest @ ..]) => session_operation(context, &method, id, rest),
        (_, ["me", rest @ ..]) => {
            let me = access::signed_in(context)?;
            access::check_maintenance(context)?;
            if is_sensitive(context, &method, rest) {
                access::require_fresh_factors(context, &me)?;
            }
            if method != "GET" {
                users::touch(context.db, &me.user.id, context.now)?;
            }
            user_operation(context, &me, &method, rest)
        }
        _ => Err(Failure::from(&NOT_FOUND)),
    }
}

/// Creating, deleting and choosing the primary identifier ask for fresh factors where the instance says
/// so; preparing, attempting, reading and authorising again never do, unless their path is listed.
fn is_sensitive(context: &Context<'_>, method: &str, path: &[&str]) -> bool {
    let is_listed = access::path_wants_fresh_factors(context);
    let creates = method == "POST" && matches!(path, [_]);
    let deletes = method == "DELETE" && matches!(path, [_, _]);
    let sets_primary = method == "PATCH" && path.is_empty() && update_user::sets_primary(&context.form);
    is_listed || (context.settings.reverification.enabled && (creates || deletes || sets_primary))
}

fn user_operation(context: &mut Context<'_>, me: &Me, method: &str, path: &[&str]) -> Outcome<Answer> {
    match (method, path) {
        ("GET", []) => read_user::run(context, me),
        ("PATCH", []) => update_user::run(context, me),
        ("POST", ["email_addresses"]) => create_email_address::run(context, me),
        ("POST", ["email_addresses", id, "prepare_verification"]) => {
            prepare_email_address::run(context, me, id)
        }
        ("POST", ["phone_numbers"]) => create_phone_number::run(context, me),
        ("POST", ["phone_numbers", id, "prepare_verification"]) => prepare_phone_number::run(context, me, id),
        ("PATCH", ["phone_numbers", id]) => update_phone_number::run(context, me, id),
        ("POST", ["web3_wallets"]) => create_web3_wallet::run(context, me),
        ("POST", ["web3_wallets", id, "prepare_verification"]) => prepare_web3_wallet::run(context, me, id),
        ("POST", ["web3_wallets", id, "attempt_verification"]) => attempt_signature::run(context, me, id),
        ("POST", ["external_accounts"]) => create_external_account::run(context, me),
        ("PATCH", ["external_accounts", id, "reauthorize"]) => {
            reauthorize_external_account::run(context, me, id)
        }
        ("DELETE", ["external_accounts", id]) => delete_external_account::run(context, me, id),
        ("DELETE", ["external_accounts", id, "tokens"]) => {
            revoke_external_account_tokens::run(context, me, id)
        }
        (_, [collection, rest @ ..]) => {
            let kind = match *collection {
                "email_addresses" => Kind::EmailAddress,
                "phone_numbers" => Kind::PhoneNumber,
                "web3_wallets" => Kind::Web3Wallet,
                _ => return Err(Failure::from(&NOT_FOUND)),
            };
            identifier_operation(context, me, kind, method, rest)
        }
        _ => Err(Failure::from(&NOT_FOUND)),
    }
}

/// What all three kinds of identifiers have in common.
fn identifier_operation(
    context: &mut Context<'_>,
    me: &Me,
    kind: Kind,
    method: &str,
    path: &[&str],
) -> Outcome<Answer> {
    match (method, path) {
        ("GET", []) => list_identifiers::run(context, me, kind),
        ("GET", [id]) => read_identifier::run(context, me, kind, id),
        ("DELETE", [id]) => delete_identifier::run(context, me, kind, id),
        ("POST", [id, "attempt_verification"]) => attempt_code::run(context, me, kind, id),
        _ => Err(Failure::from(&NOT_FOUND)),
    }
}

fn session_operation(context: &mut Context<'_>, method: &str, id: &str, path: &[&str]) -> Outcome<Answer> {
    match (method, path) {
        ("GET", []) => sessions::read(context, id),
        ("POST", ["tokens"]) => sessions::token(context, id),
        ("POST", ["touch"]) => sessions::touch(context, id),
        ("POST", ["end"]) => sessions::end(context, id, "ended"),
        ("POST", ["remove"]) => sessions::end(context, id, "removed"),
        (_, ["verify", rest @ ..]) => {
            let me = access::signed_in_at(context, id)?;
            access::check_maintenance(context)?;
            reverification_operation(context, &me, method, rest)
        }
        _ => Err(Failure::from(&NOT_FOUND)),
    }
}

fn reverification_operation(
    context: &mut Context<'_>,
    me: &Me,
    method: &str,
    path: &[&str],
) -> Outcome<Answer> {
    match (method, path) {
        ("GET", []) => reverification::read::run(context, me),
        ("POST", []) => reverification::start::run(context, me),
        ("POST", ["prepare_first_factor"]) => reverification::prepare::first(context, me),
        ("POST", ["prepare_second_factor"]) => reverification::prepare::second(context, me),
        ("POST", ["attempt_first_factor"]) => reverification::attempt::first(context, me),
        ("POST", ["attempt_second_factor"]) => reverification::attempt::second(context, me),
        _ => Err(Failure::from(&NOT_FOUND)),
    }
}
