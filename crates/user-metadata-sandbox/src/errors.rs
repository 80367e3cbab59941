//! THE table: every error code that the sandbox can answer, with its status and its two texts, and the
//! error value that carries one of them. Nothing else in the crate spells a code or a status of an error.

use serde_json::{Map, Value, json};

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) message: &'static str,
    pub(crate) long_message: &'static str,
}

macro_rules! codes {
    ($($name:ident = $status:literal $code:literal, $message:literal, $long:literal;)*) => {
        $(pub(crate) static $name: Code =
            Code { code: $code, status: $status, message: $message, long_message: $long };)*

        /// All rows, to look a code up by its name.
        static TABLE: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    // requests
    BODY_TOO_LARGE = 413 "request_body_too_large", "body too large", "The request body is larger than this server accepts.";
    BODY_MALFORMED = 400 "request_body_invalid", "body unreadable", "The request body ended early, or its chunks cannot be read.";
    REQUEST_TIMEOUT = 408 "request_timeout", "too slow", "The request did not arrive in time.";
    CONTENT_TYPE = 415 "unsupported_content_type", "unsupported content type", "Send the body as application/x-www-form-urlencoded.";
    API_VERSION_INVALID = 400 "api_version_invalid", "invalid API version", "The API version must be a date such as 2026-05-12.";
    QUERY_VALUE_INVALID = 400 "invalid_query_parameter_value", "invalid query parameter", "A query parameter has a value that is not allowed.";
    QUERY_MISSING = 400 "missing_query_parameter", "missing query parameter", "A required query parameter is missing.";
    RATE_LIMITED = 429 "too_many_requests", "too many requests", "Too many requests. Wait a moment, then try again.";
    MAINTENANCE = 503 "maintenance_mode", "maintenance", "The service is under maintenance: reading works, changes do not.";
    INTERNAL = 500 "internal_clerk_error", "internal error", "Something went wrong on the server.";
    // who is it
    SIGNED_OUT = 401 "signed_out", "signed out", "You are signed out.";
    AUTHENTICATION_INVALID = 401 "authentication_invalid", "invalid authentication", "The client token is not valid.";
    AUTHORIZATION_FORMAT = 401 "authorization_header_format_invalid", "invalid Authorization header", "The Authorization header must hold a client token, with or without the Bearer scheme.";
    DEV_BROWSER_UNAUTHENTICATED = 401 "dev_browser_unauthenticated", "browser unauthenticated", "This development browser is not known. Ask for a new one.";
    ORIGIN_CONFLICT = 400 "origin_authorization_headers_conflict", "conflicting headers", "Send either Origin or Authorization, not both.";
    ORIGIN_MISSING = 400 "origin_missing", "missing Origin", "This request needs an Origin header.";
    ORIGIN_INVALID = 400 "origin_invalid", "invalid Origin", "This Origin is not allowed for the instance.";
    NATIVE_API_DISABLED = 400 "native_api_disabled", "native API disabled", "The native API is switched off for this instance.";
    USER_LOCKED = 403 "user_locked", "account locked", "Your account is locked. Try again later.";
    USER_BANNED = 403 "user_banned", "account banned", "This account is banned.";
    USER_DEACTIVATED = 403 "user_deactivated", "account deactivated", "This account is deactivated.";
    NOT_FOUND = 404 "resource_not_found", "not found", "The resource was not found.";
    // forms
    PARAM_MISSING = 422 "form_param_missing", "is missing", "A required parameter is missing.";
    PARAM_NIL = 422 "form_param_nil", "is empty", "Enter a value.";
    PARAM_UNKNOWN = 422 "form_param_unknown", "is unknown", "This parameter is not known to the request.";
    PARAM_DUPLICATE = 422 "form_param_duplicate", "is repeated", "This parameter must be sent once.";
    PARAM_FORMAT = 422 "form_param_format_invalid", "is invalid", "The value does not have the right form.";
    PARAM_TYPE = 422 "form_param_type_invalid", "has the wrong type", "The value has the wrong type.";
    PARAM_VALUE = 422 "form_param_value_invalid", "is not allowed", "The value is not one of those allowed.";
    PARAM_TOO_LONG = 422 "form_param_max_length_exceeded", "is too long", "The value is too long.";
    IDENTIFIER_EXISTS = 422 "form_identifier_exists", "is taken", "This identifier is taken. Use another one.";
    IDENTIFIER_NOT_FOUND = 422 "form_identifier_not_found", "was not found", "No account has this identifier.";
    CODE_INCORRECT = 422 "form_code_incorrect", "is incorrect", "The code is not correct.";
    PASSWORD_INCORRECT = 422 "form_password_incorrect", "is incorrect", "The password is not correct.";
    SIGNATURE_INCORRECT = 422 "form_incorrect_signature", "is incorrect", "The signature does not belong to this wallet and message.";
    VERIFICATION_NEEDED = 422 "form_verification_needed", "is unverified", "Verify the identifier first.";
    // verification
    ALREADY_VERIFIED = 400 "verification_already_verified", "already verified", "This has been verified already.";
    VERIFICATION_EXPIRED = 400 "verification_expired", "expired", "The verification has expired. Start it again.";
    VERIFICATION_FAILED = 400 "verification_failed", "failed", "Too many failed attempts. Start the verification again.";
    VERIFICATION_MISSING = 400 "verification_missing", "not prepared", "Prepare the verification first.";
    STRATEGY_INVALID = 400 "verification_strategy_invalid", "strategy not allowed", "This verification strategy is not allowed here.";
    CODE_TOO_SOON = 429 "verification_code_too_many_requests", "too soon", "A message was sent a moment ago. Wait before you ask for another.";
    LINK_TOKEN_INVALID = 400 "verification_link_token_invalid", "invalid link", "This verification link is not valid.";
    TOO_MANY_UNVERIFIED = 400 "too_many_unverified_identifications", "too many unverified", "Verify or remove an identifier before you add another.";
    // identifiers
    LINKED_DELETION = 400 "delete_linked_identification_disallowed", "linked", "This identifier belongs to a connected account. Disconnect that first.";
    SECOND_FACTOR_UNVERIFIED = 400 "identification_update_second_factor_unverified", "unverified", "Verify the number before it becomes a second factor.";
    COUNTRY_UNSUPPORTED = 403 "unsupported_country_code", "country not supported", "Numbers of this country are not supported.";
    // redirect URLs
    REDIRECT_INVALID = 422 "invalid_redirect_url", "is not a URL", "The redirect URL is not valid.";
    REDIRECT_PROHIBITED = 422 "prohibited_redirect_url", "is prohibited", "The redirect URL is prohibited.";
    REDIRECT_MISMATCH = 400 "resource_missmatch", "redirect URL mismatch", "The redirect URL is not on the list of allowed ones.";
    URL_INSECURE = 422 "insecure_url", "is insecure", "The URL must use https.";
    URL_SCHEME = 422 "invalid_url_scheme", "scheme not allowed", "The scheme of the URL is not allowed.";
    // external accounts
    OAUTH_DENIED = 403 "oauth_access_denied", "access denied", "You did not grant access to your account at the provider.";
    OAUTH_ALREADY_CONNECTED = 400 "oauth_account_already_connected", "already connected", "This account is already connected.";
    OAUTH_CLAIMED = 400 "oauth_identification_claimed", "claimed", "The email address of this account belongs to another user.";
    OAUTH_CALLBACK_INVALID = 400 "oauth_callback_invalid", "invalid callback", "This return from the provider is not valid.";
    OAUTH_NOT_ENABLED = 400 "oauth_provider_not_enabled", "provider not enabled", "This provider is not enabled.";
    OAUTH_UNSUPPORTED = 400 "oauth_unsupported_provider", "provider not supported", "This provider is not supported.";
    OAUTH_TOKEN_EXCHANGE = 400 "oauth_token_exchange_error", "token exchange failed", "The provider did not accept the exchange of the code.";
    OAUTH_FETCH_USER = 400 "oauth_fetch_user_error", "provider unreadable", "The provider did not tell who you are.";
    OAUTH_REFRESH_MISSING = 400 "external_account_missing_refresh_token", "no refresh token", "The provider no longer gives access. Connect the account again.";
    OAUTH_EMAIL_UNVERIFIED = 400 "external_account_email_address_verification_required", "email unverified", "Verify your email address at the provider first.";
    EXTERNAL_EXISTS = 400 "external_account_exists", "account exists", "This account is connected to another user.";
    // sessions
    REVERIFICATION_REQUIRED = 403 "session_reverification_required", "reverification required", "Confirm that it is you, then try again.";
    REVERIFICATION_ACTION = 400 "invalid_action_for_session_reverification", "not now", "The reverification is not at this step.";
    REVERIFICATION_MISSING = 400 "session_reverification_missing", "no reverification", "Start the reverification first.";
}

/// The row of a code known by name only (a fault's, a provider's answer).
pub(crate) fn find(code: &str) -> Option<&'static Code> {
    TABLE.iter().copied().find(|row| row.code == code)
}

/// A refusal: what the body of an error answer says.
#[derive(Debug)]
pub(crate) struct ApiError {
    pub(crate) code: &'static Code,
    pub(crate) meta: Map<String, Value>,
    pub(crate) retry_after_ms: Option<i64>,
}

impl ApiError {
    pub(crate) fn new(code: &'static Code) -> Self {
        Self { code, meta: Map::new(), retry_after_ms: None }
    }

    pub(crate) fn param(code: &'static Code, name: &str) -> Self {
        Self::new(code).with_meta("param_name", name.into())
    }

    pub(crate) fn with_meta(mut self, key: &str, value: Value) -> Self {
        self.meta.insert(key.into(), value);
        self
    }

    pub(crate) fn retry_after(mut self, ms: i64) -> Self {
        self.retry_after_ms = Some(ms);
        self
    }
}

/// The entry of `errors` for a code, known or made up by a test.
pub(crate) fn entry(code: &str, meta: Option<Map<String, Value>>) -> Value {
    let (message, long_message) = find(code)
        .map_or(("failed", "The sandbox was told to answer this."), |row| (row.message, row.long_message));
    match meta {
        Some(meta) if !meta.is_empty() => {
            json!({ "code": code, "message": message, "long_message": long_message, "meta": meta })
        }
        Some(_) | None => json!({ "code": code, "message": message, "long_message": long_message }),
    }
}

/// Why an operation has no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The request is refused; what it changed so far (a counted attempt) stands.
    Refused(Box<ApiError>),
    /// The store failed: nothing of the request stands.
    Store(rusqlite::Error),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Refused(Box::new(error))
    }
}

impl From<&'static Code> for Failure {
    fn from(code: &'static Code) -> Self {
        ApiError::new(code).into()
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error)
    }
}

/// The result of everything that can refuse a request.
pub(crate) type Outcome<T> = Result<T, Failure>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_appears_twice() {
        let mut names: Vec<_> = TABLE.iter().map(|row| row.code).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
