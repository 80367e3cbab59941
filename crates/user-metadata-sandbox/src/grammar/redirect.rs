//! Redirect URLs: where people land after an emailed link or a provider.

use std::sync::LazyLock;

use regex::Regex;
use url::{Host, Url};

use super::pattern;
use crate::errors::{
    ApiError, Outcome, REDIRECT_INVALID, REDIRECT_MISMATCH, REDIRECT_PROHIBITED, URL_INSECURE, URL_SCHEME,
};
use crate::settings::Settings;

/// Printable ASCII without what browsers rewrite or cut at.
static CHARACTERS: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^[\x21-\x7E&&[^\\"<>`]]{1,2048}$"#));

/// Schemes that run or read something instead of leading back to an app.
const DENIED_SCHEMES: [&str; 14] = [
    "about",
    "blob",
    "content",
    "data",
    "file",
    "filesystem",
    "ftp",
    "intent",
    "javascript",
    "mailto",
    "tel",
    "vbscript",
    "ws",
    "wss",
];

/// Checks a URL and makes it absolute; paths are resolved against `base`.
pub(crate) fn resolve(text: &str, param: &str, base: &str, settings: &Settings) -> Outcome<String> {
    let refuse = |code| Err(ApiError::param(code, param).into());
    if !CHARACTERS.is_match(text) {
        return refuse(&REDIRECT_INVALID);
    }
    let parsed = if text.starts_with('/') {
        if text.starts_with("//") {
            return refuse(&REDIRECT_INVALID);
        }
        Url::parse(base).and_then(|base| base.join(text))
    } else {
        Url::parse(text)
    };
    let Ok(url) = parsed else { return refuse(&REDIRECT_INVALID) };
    let is_web = is_web(&url);
    if DENIED_SCHEMES.contains(&url.scheme()) {
        return refuse(&URL_SCHEME);
    }
    let names_someone = !url.username().is_empty() || url.password().is_some();
    if names_someone || url.cannot_be_a_base() || (is_web && url.host().is_none()) {
        return refuse(&REDIRECT_INVALID);
    }
    if settings.require_secure_redirects && url.scheme() == "http" && !is_loopback(&url) {
        return refuse(&URL_INSECURE);
    }
    // An app's URL keeps its own spelling (`myapp://callback`): apps compare it as text.
    let absolute = if is_web { url.to_string() } else { text.to_owned() };
    let matches = |list: &[String]| list.iter().any(|prefix| absolute.starts_with(prefix.as_str()));
    if matches(&settings.prohibited_redirect_urls) {
        return refuse(&REDIRECT_PROHIBITED);
    }
    if !settings.allowed_redirect_urls.is_empty() && !matches(&settings.allowed_redirect_urls) {
        return refuse(&REDIRECT_MISMATCH);
    }
    Ok(absolute)
}

/// Whether a URL that was resolved leads into an app, not to a web page.
pub(crate) fn is_app_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| !is_web(&url))
}

/// Adds parameters to a URL that was resolved, in front of its fragment.
pub(crate) fn with_query(url: &str, pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return url.to_owned();
    }
    let (front, fragment) = url.split_once('#').map_or((url, None), |(front, rest)| (front, Some(rest)));
    let added = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let separator = if front.contains('?') { '&' } else { '?' };
    match fragment {
        Some(fragment) => format!("{front}{separator}{added}#{fragment}"),
        None => format!("{front}{separator}{added}"),
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::Failure;

    const BASE: &str = "https://app.example";

    fn code(text: &str, settings: &Settings) -> &'static str {
        match resolve(text, "redirect_url", BASE, settings) {
            Ok(_) => "ok",
            Err(Failure::Refused(error)) => error.code.code,
            Err(Failure::Store(_)) => "store",
        }
    }

    #[test]
    fn paths_are_resolved_and_urls_are_kept() {
        let settings = Settings::default();
        let resolve = |text| resolve(text, "redirect_url", BASE, &settings).ok();
        assert_eq!(resolve("/").as_deref(), Some("https://app.example/"));
        assert_eq!(resolve("/a?b=c#d").as_deref(), Some("https://app.example/a?b=c#d"));
        assert_eq!(resolve("myapp://callback").as_deref(), Some("myapp://callback"));
        assert_eq!(resolve("com.example.app:/cb").as_deref(), Some("com.example.app:/cb"));
    }

    #[test]
    fn hostile_urls_are_refused_with_the_documented_codes() {
        let settings = Settings::default();
        for text in [
            "//evil.example",
            "/\\evil.example",
            "https://u@evil.example",
            "not a url",
            "relative",
            "app:opaque",
        ] {
            assert_eq!(code(text, &settings), "invalid_redirect_url", "{text}");
        }
        assert_eq!(code("javascript:alert(1)", &settings), "invalid_url_scheme");
        assert_eq!(code("file:///etc/passwd", &settings), "invalid_url_scheme");
    }

    #[test]
    fn lists_and_https_are_enforced_where_switched_on() {
        let allowed =
            Settings { allowed_redirect_urls: vec!["https://ok.example/".into()], ..Settings::default() };
        assert_eq!(code("https://ok.example/x", &allowed), "ok");
        assert_eq!(code("https://other.example/", &allowed), "resource_missmatch");
        let secure = Settings { require_secure_redirects: true, ..Settings::default() };
        assert_eq!(code("http://app.example/", &secure), "insecure_url");
        assert_eq!(code("http://127.0.0.1:3000/", &secure), "ok");
    }

    #[test]
    fn parameters_go_in_front_of_the_fragment() {
        assert_eq!(with_query("https://a.example/?b=c#d", &[("e", "f g")]), "https://a.example/?b=c&e=f+g#d");
        assert_eq!(with_query("app://x", &[("e", "f")]), "app://x?e=f");
    }
}
