//! The way to a provider: what is remembered about it, and what a successful return changes.

use crate::errors::{EXTERNAL_EXISTS, OAUTH_ALREADY_CONNECTED, Outcome};
use crate::grammar::redirect;
use crate::model::{Context, Me};
use crate::store::external_accounts::{self, ExternalAccount};
use crate::store::journeys::{self, Journey, Purpose};
use crate::store::verifications::{self, Status, Verification};

/// Scopes that every provider grants.
const BASE_SCOPES: [&str; 3] = ["openid", "email", "profile"];

/// Where the person goes afterwards, and what is asked of the provider.
#[derive(Debug, Default)]
pub(crate) struct Destination {
    pub(crate) redirect_url: String,
    pub(crate) complete_url: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) prompt: Option<String>,
    pub(crate) login_hint: Option<String>,
}

impl Destination {
    pub(crate) fn from_form(context: &Context<'_>) -> Outcome<Self> {
        let form = &context.form;
        Ok(Self {
            redirect_url: context.required_redirect_url("redirect_url")?,
            complete_url: context.redirect_url("action_complete_redirect_url")?,
            scopes: form.list("additional_scope").into_iter().map(String::from).collect(),
            prompt: form.optional("oidc_prompt").map(String::from),
            login_hint: form.optional("oidc_login_hint").map(String::from),
        })
    }
}

/// Starts a walk; the URL is where the person has to go.
pub(crate) fn start(
    context: &mut Context<'_>,
    me: &Me,
    purpose: Purpose,
    owner: &str,
    provider: &str,
    destination: Destination,
) -> Outcome<String> {
    let state = context.random.text(40);
    let journey = Journey {
        state: state.clone(),
        owner: owner.into(),
        purpose,
        user_id: me.user.id.clone(),
        client_id: me.session.client_id.clone(),
        session_id: me.session.id.clone(),
        provider: provider.into(),
        native: context.is_native,
        redirect_url: destination.redirect_url,
        complete_url: destination.complete_url,
        scopes: merged_scopes(&BASE_SCOPES.join(" "), &destination.scopes.join(" ")),
        prompt: destination.prompt,
        login_hint: destination.login_hint,
        granted_code: None,
        granted_login: None,
        finished: false,
        expire_at: context.after(context.settings.oauth_lifetime_ms),
    };
    journeys::create(context.db, &journey)?;
    let page = format!("{}/sandbox/provider/authorize", context.base_url);
    let mut pairs =
        vec![("response_type", "code"), ("client_id", provider), ("scope", journey.scopes.as_str())];
    pairs.extend(journey.prompt.as_deref().map(|prompt| ("prompt", prompt)));
    pairs.extend(journey.login_hint.as_deref().map(|hint| ("login_hint", hint)));
    pairs.push(("state", &state));
    Ok(redirect::with_query(&page, &pairs))
}

/// Sends the person off for an account: its verification starts over.
pub(crate) fn send_account(
    context: &mut Context<'_>,
    me: &Me,
    account: &ExternalAccount,
    destination: Destination,
) -> Outcome<()> {
    let url = start(context, me, Purpose::ExternalAccount, &account.id, &account.provider, destination)?;
    let strategy = if account.enterprise { "saml" } else { &account.provider };
    let expire_at = context.after(context.settings.oauth_lifetime_ms);
    let verification =
        Verification { redirect_url: Some(url), ..Verification::unverified(strategy, expire_at) };
    verifications::save(context.db, &account.id, &verification)?;
    Ok(())
}

/// Writes down what the provider told about `login`, or why the account cannot be connected.
pub(crate) fn connect(
    context: &mut Context<'_>,
    account: &mut ExternalAccount,
    strategy: &str,
    login: &str,
    scopes: &str,
) -> Outcome<()> {
    let identity = provider_identity(&account.provider, login);
    let holder = external_accounts::find_identity(context.db, &account.provider, &identity, &account.id)?;
    if let Some(holder) = holder {
        let code =
            if holder.user_id == account.user_id { &OAUTH_ALREADY_CONNECTED } else { &EXTERNAL_EXISTS };
        return fail(context, &account.id, code.code);
    }
    let email = email_of(&account.provider, login);
    let given_name = email.split('@').next().unwrap_or_default().to_owned();
    account.provider_user_id = identity;
    account.approved_scopes = merged_scopes(&account.approved_scopes, scopes);
    account.email_address = email;
    account.first_name = given_name;
    account.last_name = "Sandbox".into();
    account.updated_at = context.now;
    external_accounts::save(context.db, account)?;
    let expire_at = context.after(context.settings.oauth_lifetime_ms);
    let previous = verifications::read(context.db, &account.id)?;
    let verification = Verification {
        status: Status::Verified,
        redirect_url: None,
        error: None,
        ..previous.unwrap_or_else(|| Verification::unverified(strategy, expire_at))
    };
    verifications::save(context.db, &account.id, &verification)?;
    Ok(())
}

/// Marks a verification as failed; the code's text is fit to be shown.
pub(crate) fn fail(context: &Context<'_>, owner: &str, code: &str) -> Outcome<()> {
    let Some(mut verification) = verifications::read(context.db, owner)? else { return Ok(()) };
    verification.status = Status::Failed;
    verification.redirect_url = None;
    verification.error = Some(code.to_owned());
    verifications::save(context.db, owner, &verification)?;
    Ok(())
}

/// The address that a login without one gets at the provider.
fn email_of(provider: &str, login: &str) -> String {
    if login.contains('@') {
        return login.to_owned();
    }
    let host = provider.trim_start_matches("oauth_").replace('_', "-");
    format!("{login}@{host}.example")
}

/// Who this is at the provider: the same login is the same person.
fn provider_identity(provider: &str, login: &str) -> String {
    format!("{}|{}", provider.trim_start_matches("oauth_"), login.to_lowercase())
}

fn merged_scopes(old: &str, new: &str) -> String {
    let mut scopes: Vec<&str> = old.split_whitespace().collect();
    for scope in new.split_whitespace() {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes.join(" ")
}
