//! Where the calls go: the Frontend API of one Clerk instance.

use crate::error::{Field, ValidationCode, ValidationError};

use super::base64;
use super::origin::{Address, Authority};

/// Which of an app's instances a Frontend API belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstanceType {
    /// `pk_test_…`: a dev browser, test mode, a small monthly quota of messages.
    Development,
    /// `pk_live_…`: real people.
    Production,
}

/// The Frontend API of an instance, from its publishable key or its URL.
///
/// ```
/// use user_metadata_core::session::{FrontendApi, InstanceType};
/// let api = FrontendApi::from_publishable_key("pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk").unwrap();
/// assert_eq!(api.base_url(), "https://foo-bar-13.clerk.accounts.dev");
/// assert_eq!(api.instance(), InstanceType::Development);
///
/// let error = FrontendApi::parse("http://clerk.example.com").unwrap_err();
/// assert_eq!(error.code().as_str(), "http_not_loopback");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontendApi {
    /// Scheme, host, port and, behind a proxy, a path; no slash at the end.
    base: String,
    instance: InstanceType,
    proxied: bool,
    domain: Option<Authority>,
}

impl FrontendApi {
    /// Reads the instance and the host out of a publishable key, `pk_test_` or `pk_live_` and base64 of `host$`.
    ///
    /// # Errors
    ///
    /// Field `publishable_key`: `empty`, `key_prefix` (not three parts, or another prefix), `key_encoding` (not
    /// base64 of text), `key_host` (the text is not `host$` with a dot in it), `host_malformed`.
    pub fn from_publishable_key(key: &str) -> Result<Self, ValidationError> {
        let refused = |code| ValidationError::new(Field::PublishableKey, code);
        if key.is_empty() {
            return Err(refused(ValidationCode::Empty));
        }
        let mut parts = key.split('_');
        let (instance, encoded) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("pk"), Some("test"), Some(encoded), None) => (InstanceType::Development, encoded),
            (Some("pk"), Some("live"), Some(encoded), None) => (InstanceType::Production, encoded),
            _ => return Err(refused(ValidationCode::KeyPrefix)),
        };
        let text = base64::decode(encoded)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| refused(ValidationCode::KeyEncoding))?;
        let host = text
            .strip_suffix('$')
            .filter(|host| !host.contains('$') && host.contains('.'))
            .ok_or_else(|| refused(ValidationCode::KeyHost))?;
        let address = Address::https(Authority::parse(host, Field::PublishableKey)?);
        Ok(Self { base: address.to_string(), instance, proxied: false, domain: None })
    }

    /// Takes the URL of a Frontend API as it is: `https`, or `http` to a loopback host such as the sandbox; slashes
    /// at its end are dropped.
    ///
    /// A loopback host and Clerk's own development domain count as a development instance, any other as a production
    /// one.
    ///
    /// # Errors
    ///
    /// Field `frontend_api`: `empty`, `origin_scheme`, `http_not_loopback`, `host_malformed`, `base_path`.
    pub fn parse(url: &str) -> Result<Self, ValidationError> {
        let (address, base) = base_url(url, Field::FrontendApi)?;
        let development =
            address.authority().is_loopback() || address.authority().host().ends_with(".accounts.dev");
        let instance = if development { InstanceType::Development } else { InstanceType::Production };
        Ok(Self { base, instance, proxied: false, domain: None })
    }

    /// Sends every call through a proxy: `https://app.example.com/__clerk` makes `…/__clerk/v1/me`.
    ///
    /// The instance stays that of the key. A proxy wins over the host of a [domain](Self::with_domain).
    ///
    /// # Errors
    ///
    /// Field `proxy_url`, codes as for [`FrontendApi::parse`]. A path alone (`/__clerk`) needs a page to be resolved
    /// against: resolve it first.
    pub fn with_proxy(self, url: &str) -> Result<Self, ValidationError> {
        let (_, base) = base_url(url, Field::ProxyUrl)?;
        Ok(Self { base, proxied: true, ..self })
    }

    /// Names the domain of a satellite app.
    ///
    /// A production instance is then reached at `clerk.{domain}`; a development one stays where it is and is told in
    /// the query (`__domain`).
    ///
    /// # Errors
    ///
    /// Field `domain`: `empty`, `host_malformed` (give `example.com`, not a URL).
    pub fn with_domain(self, domain: &str) -> Result<Self, ValidationError> {
        if domain.is_empty() {
            return Err(ValidationError::new(Field::Domain, ValidationCode::Empty));
        }
        Ok(Self { domain: Some(Authority::parse(domain, Field::Domain)?), ..self })
    }

    /// Which instance this is.
    pub const fn instance(&self) -> InstanceType {
        self.instance
    }

    /// What stands before `/v1/…`, without a slash at the end.
    pub fn base_url(&self) -> String {
        match (&self.domain, self.instance) {
            (Some(domain), InstanceType::Production) if !self.proxied => {
                Address::https(domain.prefixed("clerk.")).to_string()
            }
            (Some(_) | None, InstanceType::Production | InstanceType::Development) => self.base.clone(),
        }
    }

    /// The value of the query parameter `__domain`, on a development instance with a satellite domain.
    pub(crate) fn domain_parameter(&self) -> Option<String> {
        match self.instance {
            InstanceType::Development => self.domain.as_ref().map(ToString::to_string),
            InstanceType::Production => None,
        }
    }
}

/// A URL that paths can be appended to: its address, and its text without slashes at the end.
fn base_url(url: &str, field: Field) -> Result<(Address, String), ValidationError> {
    let (address, path) = Address::split(url, field)?;
    address.require_safe_transport().map_err(|code| ValidationError::new(field, code))?;
    let path = path.trim_end_matches('/');
    if !is_plain_path(path) {
        return Err(ValidationError::new(field, ValidationCode::BasePath));
    }
    let base = format!("{address}{path}");
    Ok((address, base))
}

/// Segments of unreserved characters: nothing that an HTTP client would resolve, decode or cut off.
fn is_plain_path(path: &str) -> bool {
    path.is_empty()
        || path.strip_prefix('/').is_some_and(|path| {
            path.split('/').all(|segment| {
                !matches!(segment, "" | "." | "..")
                    && segment
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEST_KEY: &str = "pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk";
    const LIVE_KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    fn key_code(key: &str) -> &'static str {
        FrontendApi::from_publishable_key(key).unwrap_err().code().as_str()
    }

    #[test]
    fn a_key_names_its_instance_and_its_host() {
        let api = FrontendApi::from_publishable_key(LIVE_KEY).unwrap();
        assert_eq!(
            (api.base_url().as_str(), api.instance()),
            ("https://clerk.example.com", InstanceType::Production)
        );
        let padded = FrontendApi::from_publishable_key("pk_test_MTI3LjAuMC4xOjQwMDAk").unwrap();
        assert_eq!(padded.base_url(), "https://127.0.0.1:4000");
    }

    #[test]
    fn a_key_that_is_not_three_parts_is_refused() {
        assert_eq!(key_code(""), "empty");
        for key in
            ["pk_test", "pk_prod_Y2xlcmsuZXhhbXBsZS5jb20k", "sk_test_Y2xlcmsuZXhhbXBsZS5jb20k", " pk_test_"]
        {
            assert_eq!(key_code(key), "key_prefix", "{key}");
        }
    }

    #[test]
    fn a_key_that_is_not_base64_of_a_host_is_refused() {
        assert_eq!(key_code("pk_test_!!!"), "key_encoding");
        // invalid UTF-8
        assert_eq!(key_code("pk_test_----"), "key_encoding");
        for (key, why) in [
            ("pk_test_", "nothing"),
            ("pk_test_Y2xlcmsuZXhhbXBsZS5jb20", "no dollar"),
            ("pk_test_Y2xlcmsuZXhhbXBsZS5jb20kJA", "two dollars"),
            ("pk_test_bG9jYWxob3N0JA", "no dot"),
        ] {
            assert_eq!(key_code(key), "key_host", "{why}");
        }
    }

    #[test]
    fn a_hostile_key_cannot_smuggle_anything_but_a_host() {
        for (key, why) in [
            ("pk_test_Y2xlcmsuZXhhbXBsZS5jb21AZXZpbC5jb20k", "clerk.example.com@evil.com$"),
            ("pk_test_ZXZpbC5jb20vY2xlcmsk", "evil.com/clerk$"),
            ("pk_test_ZXZpbC5jb20/eD0k", "evil.com?x=$"),
            ("pk_test_ZXZpbC5jb20jJA", "evil.com#$"),
            ("pk_test_ZXZpbC5jb20NCng6IHkk", "evil.com CRLF x: y$"),
            ("pk_test_aHR0cDovL2EuY29tJA", "http://a.com$"),
        ] {
            assert_eq!(key_code(key), "host_malformed", "{why}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert_eq!(FrontendApi::parse("http://127.0.0.1:4000/").unwrap().base_url(), "http://127.0.0.1:4000");
        assert_eq!(FrontendApi::parse("http://localhost").unwrap().instance(), InstanceType::Development);
        for url in ["http://clerk.example.com", "http://127.0.0.1.example.com", "http://10.0.0.1"] {
            assert_eq!(FrontendApi::parse(url).unwrap_err().code().as_str(), "http_not_loopback", "{url}");
        }
        assert_eq!(FrontendApi::parse("ftp://a.example").unwrap_err().code().as_str(), "origin_scheme");
    }

    #[test]
    fn a_proxy_replaces_the_host_and_keeps_the_instance() {
        let api = FrontendApi::from_publishable_key(LIVE_KEY).unwrap();
        let proxied = api.clone().with_proxy("https://app.example.com/__clerk///").unwrap();
        assert_eq!(proxied.base_url(), "https://app.example.com/__clerk");
        assert_eq!(proxied.instance(), InstanceType::Production);
        assert_eq!(
            proxied.with_domain("satellite.com").unwrap().base_url(),
            "https://app.example.com/__clerk"
        );
        for url in [
            "https://a.example/x?y",
            "https://a.example/../x",
            "https://a.example/%2e",
            "https://a.example//x",
        ] {
            assert_eq!(api.clone().with_proxy(url).unwrap_err().code().as_str(), "base_path", "{url}");
        }
        assert_eq!(api.with_proxy("/__clerk").unwrap_err().code().as_str(), "origin_scheme");
    }

    #[test]
    fn a_domain_moves_production_and_is_told_to_development() {
        let live = FrontendApi::from_publishable_key(LIVE_KEY).unwrap();
        for domain in ["satellite.com", "clerk.satellite.com"] {
            let moved = live.clone().with_domain(domain).unwrap();
            assert_eq!(moved.base_url(), "https://clerk.satellite.com");
            assert_eq!(moved.domain_parameter(), None);
        }
        let test = FrontendApi::from_publishable_key(TEST_KEY).unwrap().with_domain("satellite.com").unwrap();
        assert_eq!(test.base_url(), "https://foo-bar-13.clerk.accounts.dev");
        assert_eq!(test.domain_parameter().as_deref(), Some("satellite.com"));
        assert_eq!(live.with_domain("https://a.com").unwrap_err().code().as_str(), "host_malformed");
    }
}
