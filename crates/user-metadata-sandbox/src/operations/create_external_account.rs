//! `POST /v1/me/external_accounts`

use super::provider_journey::{self, Destination};
use crate::errors::{
    ApiError, Failure, NOT_FOUND, OAUTH_NOT_ENABLED, OAUTH_UNSUPPORTED, Outcome, PARAM_MISSING, PARAM_VALUE,
};
use crate::grammar::strategy;
use crate::model::{Answer, Context, Me, require_origin};
use crate::store::external_accounts::{self, ExternalAccount};
use crate::store::verifications;
use crate::view::external_account::ExternalAccountView;

const FIELDS: [&str; 8] = [
    "strategy",
    "enterprise_connection_id",
    "redirect_url",
    "action_complete_redirect_url",
    "code",
    "token",
    "oidc_login_hint",
    "oidc_prompt",
];

pub(crate) fn run(context: &mut Context<'_>, me: &Me) -> Outcome<Answer> {
    require_origin(context)?;
    context.form.accept(&FIELDS, &["additional_scope"])?;
    match (context.form.optional("strategy"), context.form.optional("enterprise_connection_id")) {
        (Some(strategy), _) => {
            let strategy = strategy.to_owned();
            connect_provider(context, me, &strategy)
        }
        (None, Some(connection)) => {
            let connection = connection.to_owned();
            connect_enterprise(context, me, &connection)
        }
        (None, None) => Err(ApiError::param(&PARAM_MISSING, "strategy").into()),
    }
}

fn connect_provider(context: &mut Context<'_>, me: &Me, strategy: &str) -> Outcome<Answer> {
    if !strategy::is_oauth(strategy) {
        return Err(ApiError::param(&PARAM_VALUE, "strategy").into());
    }
    let token_provider = strategy::provider_of_token_strategy(strategy);
    let provider = token_provider.as_deref().unwrap_or(strategy);
    let settings = context.settings;
    let names = |list: &[String]| list.iter().any(|entry| entry == provider || entry == strategy);
    if settings.supported_providers.as_ref().is_some_and(|list| !names(list)) {
        return Err(ApiError::param(&OAUTH_UNSUPPORTED, "strategy").into());
    }
    if names(&settings.disabled_providers) {
        return Err(ApiError::param(&OAUTH_NOT_ENABLED, "strategy").into());
    }
    if token_provider.is_some() {
        return connect_by_token(context, me, provider, strategy);
    }
    let destination = Destination::from_form(context)?;
    let account = find_or_create(context, me, provider, false)?;
    provider_journey::send_account(context, me, &account, destination)?;
    answer(context, &account.id)
}

/// The app already holds the provider's token: nobody has to go anywhere. A real provider would tell who
/// the token belongs to; here the token itself names the person.
fn connect_by_token(context: &mut Context<'_>, me: &Me, provider: &str, strategy: &str) -> Outcome<Answer> {
    let proof = context.form.optional("token").or_else(|| context.form.optional("code"));
    let login = proof.ok_or_else(|| ApiError::param(&PARAM_MISSING, "token"))?.to_owned();
    let mut account = find_or_create(context, me, provider, false)?;
    verifications::forget(context.db, &account.id)?;
    provider_journey::connect(context, &mut account, strategy, &login, "")?;
    answer(context, &account.id)
}

fn connect_enterprise(context: &mut Context<'_>, me: &Me, connection: &str) -> Outcome<Answer> {
    let connections = &context.settings.enterprise_connections;
    if !connections.iter().any(|known| known.id == connection) {
        return Err(ApiError::param(&NOT_FOUND, "enterprise_connection_id").into());
    }
    let destination = Destination::from_form(context)?;
    let account = find_or_create(context, me, connection, true)?;
    provider_journey::send_account(context, me, &account, destination)?;
    answer(context, &account.id)
}

/// Who asks for a provider again before the first account got verified means the same account.
fn find_or_create(
    context: &mut Context<'_>,
    me: &Me,
    provider: &str,
    enterprise: bool,
) -> Outcome<ExternalAccount> {
    if let Some(found) = external_accounts::find_unverified(context.db, &me.user.id, provider)? {
        return Ok(found);
    }
    let account = ExternalAccount {
        id: context.random.id("eac"),
        user_id: me.user.id.clone(),
        provider: provider.into(),
        enterprise,
        identification_id: context.random.id("idn"),
        provider_user_id: String::new(),
        approved_scopes: String::new(),
        email_address: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        created_at: context.now,
        updated_at: context.now,
        verification: None,
    };
    external_accounts::create(context.db, &account)?;
    Ok(account)
}

/// The account as it is stored now.
pub(super) fn answer(context: &Context<'_>, id: &str) -> Outcome<Answer> {
    let account = external_accounts::read(context.db, id)?.ok_or_else(|| Failure::from(&NOT_FOUND))?;
    Answer::resource(&ExternalAccountView::new(context, &account))
}

/// This user's account at a provider; somebody else's looks like none.
pub(super) fn own(context: &Context<'_>, me: &Me, id: &str) -> Outcome<ExternalAccount> {
    external_accounts::read(context.db, id)?
        .filter(|account| account.user_id == me.user.id)
        .ok_or_else(|| Failure::from(&NOT_FOUND))
}
