//! What an instance's dashboard would decide. Tests and the control endpoints change it while running.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The switches of the simulated instance. Every field has a default, so that a JSON text may name only
/// what differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Test addresses (`+clerk_test`) and numbers (`+1 XXX 555-01XX`) take 424242 and get no message.
    pub test_mode: bool,
    /// Whether `_is_native` callers are served at all.
    pub native_api_enabled: bool,
    /// Calls that the specification gives an `Origin` parameter refuse browsers that send none.
    pub require_origin: bool,
    /// Origins that are let in; empty lets all in.
    pub allowed_origins: Vec<String>,
    /// Changes are refused with 503 `maintenance_mode`, reading works.
    pub maintenance_mode: bool,
    /// Error answers carry the client in `meta.client`.
    pub client_on_errors: bool,
    /// When credentials are exchanged for new ones.
    pub token_rotation: TokenRotation,
    /// How long the old token is taken after a rotation.
    pub token_overlap_ms: i64,
    /// Life of codes.
    pub code_lifetime_ms: i64,
    /// Life of emailed links.
    pub link_lifetime_ms: i64,
    /// Life of the URL that leads to a provider.
    pub oauth_lifetime_ms: i64,
    /// Life of a wallet's message.
    pub signature_lifetime_ms: i64,
    /// Shortest time between two messages for one identifier.
    pub resend_cooldown_ms: i64,
    /// The wrong answer of this number ends a verification.
    pub max_attempts: i64,
    /// How many unverified emails, phones and wallets a user may have; null is no limit.
    pub max_unverified_identifications: Option<i64>,
    /// How `Retry-After` is written.
    pub retry_after_format: RetryAfterFormat,
    /// Limits each client; null is no limit.
    pub rate_limit: Option<RateLimit>,
    /// An emailed link counts only in the client that asked for it.
    pub require_same_client: bool,
    /// Providers that answer `oauth_provider_not_enabled`.
    pub disabled_providers: Vec<String>,
    /// When set, every other strategy answers `oauth_unsupported_provider`.
    pub supported_providers: Option<Vec<String>>,
    /// Redirect URLs that are let in, each a prefix; empty lets all in.
    pub allowed_redirect_urls: Vec<String>,
    /// Redirect URLs that answer `prohibited_redirect_url`, each a prefix.
    pub prohibited_redirect_urls: Vec<String>,
    /// Redirect URLs with plain http are taken for loopback hosts only.
    pub require_secure_redirects: bool,
    /// What relative redirect URLs are resolved against where a request has no `Origin`; null is the sandbox.
    pub app_url: Option<String>,
    /// Country calling codes, without plus, that answer `unsupported_country_code`.
    pub blocked_country_codes: Vec<String>,
    /// Enterprise connections.
    pub enterprise_connections: Vec<EnterpriseConnection>,
    /// Fresh credentials for sensitive operations.
    pub reverification: Reverification,
}

impl Default for Settings {
    fn default() -> Self {
        const MINUTE: i64 = 60_000;
        Self {
            test_mode: true,
            native_api_enabled: true,
            require_origin: false,
            allowed_origins: Vec::new(),
            maintenance_mode: false,
            client_on_errors: false,
            token_rotation: TokenRotation::Never,
            token_overlap_ms: MINUTE,
            code_lifetime_ms: 10 * MINUTE,
            link_lifetime_ms: 10 * MINUTE,
            oauth_lifetime_ms: 10 * MINUTE,
            signature_lifetime_ms: 10 * MINUTE,
            resend_cooldown_ms: MINUTE / 2,
            max_attempts: 5,
            max_unverified_identifications: None,
            retry_after_format: RetryAfterFormat::Seconds,
            rate_limit: None,
            require_same_client: false,
            disabled_providers: Vec::new(),
            supported_providers: None,
            allowed_redirect_urls: Vec::new(),
            prohibited_redirect_urls: Vec::new(),
            require_secure_redirects: false,
            app_url: None,
            blocked_country_codes: Vec::new(),
            enterprise_connections: vec![EnterpriseConnection::default()],
            reverification: Reverification::default(),
        }
    }
}

impl Settings {
    /// These settings with the named ones changed, and only those; objects inside are merged as well.
    ///
    /// ```
    /// use user_metadata_sandbox::Settings;
    ///
    /// let changes = serde_json::json!({ "max_attempts": 2, "reverification": { "enabled": true } });
    /// let settings = Settings::default().merged(changes)?;
    /// assert_eq!(settings.reverification.max_age_minutes, 10);
    /// assert!(Settings::default().merged(serde_json::json!({ "colour": "red" })).is_err());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn merged(&self, changes: Value) -> serde_json::Result<Self> {
        let mut all = serde_json::to_value(self)?;
        merge(&mut all, changes);
        serde_json::from_value(all)
    }

    /// The enterprise connection that owns an email address's domain.
    pub(crate) fn connection_of_email(&self, email: &str) -> Option<&EnterpriseConnection> {
        let (_, domain) = email.rsplit_once('@')?;
        self.enterprise_connections.iter().find(|connection| connection.domain.eq_ignore_ascii_case(domain))
    }
}

fn merge(target: &mut Value, changes: Value) {
    match (target, changes) {
        (Value::Object(target), Value::Object(changes)) => {
            for (key, change) in changes {
                merge(target.entry(key).or_insert(Value::Null), change);
            }
        }
        (target, change) => *target = change,
    }
}

/// When credentials are exchanged for new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenRotation {
    /// Only when a control call or a `rotating_token_nonce` asks for it.
    Never,
    /// With every authenticated answer.
    Always,
}

/// How `Retry-After` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfterFormat {
    /// Whole seconds.
    Seconds,
    /// An HTTP date.
    HttpDate,
}

/// At most this many requests of one client within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// Requests within a window.
    pub requests: u32,
    /// Length of a window.
    pub window_ms: i64,
}

/// A company's own sign-in, reached by the domain of an email address or by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnterpriseConnection {
    /// What `enterprise_connection_id` names.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Email addresses of this domain belong to the connection.
    pub domain: String,
}

impl Default for EnterpriseConnection {
    fn default() -> Self {
        Self { id: "ent_sandbox".into(), name: "Sandbox SSO".into(), domain: "sso.example".into() }
    }
}

/// When a session must prove again who it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reverification {
    /// Whether creating, deleting and setting primary ask for it.
    pub enabled: bool,
    /// Factors older than this are stale.
    pub max_age_minutes: i64,
    /// `first_factor`, `second_factor` or `multi_factor`: which factors must be fresh.
    pub level: Level,
    /// Paths (prefixes, such as `/v1/oauth_callback`) that ask for it too, whether `enabled` or not.
    pub also: Vec<String>,
    /// Whether an emailed link proves a first factor; the specification has no such strategy.
    pub email_link: bool,
    /// Whether `GET …/verify` reads a reverification; the specification has no such call.
    pub read_enabled: bool,
}

impl Default for Reverification {
    fn default() -> Self {
        Self {
            enabled: false,
            max_age_minutes: 10,
            level: Level::FirstFactor,
            also: Vec::new(),
            email_link: true,
            read_enabled: true,
        }
    }
}

/// Which factors a reverification covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Something such as a password or an emailed code.
    FirstFactor,
    /// Something such as an authenticator; the first factor where none is enrolled.
    SecondFactor,
    /// Both.
    MultiFactor,
}
