use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use user_metadata_core::identifier::{RedirectKind, RedirectUrl};

use super::{check_text_type, damaged, whole};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| whole(RedirectUrl::PATTERN));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_the_scanner_accepts_the_expression_matches(text in damaged(url())) {
        if RedirectUrl::check(&text).is_ok() {
            prop_assert!(PATTERN.is_match(&text));
        }
    }

    #[test]
    fn what_the_expression_does_not_match_is_refused(text in damaged("[a-z]{1,8}:?/{0,3}[!-~]{0,20}")) {
        prop_assert!(PATTERN.is_match(&text) || RedirectUrl::check(&text).is_err());
    }

    #[test]
    fn it_is_a_checked_text(text in damaged(url())) {
        check_text_type::<RedirectUrl>(&text, RedirectUrl::as_str)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        check_text_type::<RedirectUrl>(&text, RedirectUrl::as_str)?;
    }

    /// The URL standard is what browsers do: whatever is accepted must mean to them what it says.
    #[test]
    fn a_browser_reads_it_as_it_is_written(text in damaged(url())) {
        let Ok(ours) = RedirectUrl::parse(&text) else { return Ok(()) };
        let app = url::Url::parse("https://app.example/account").unwrap();
        let theirs = app.join(&text);
        prop_assert!(theirs.is_ok(), "{:?}", theirs);
        let theirs = theirs.unwrap();
        prop_assert!(theirs.username().is_empty() && theirs.password().is_none());
        match ours.kind() {
            RedirectKind::RootRelative => {
                prop_assert_eq!(theirs.origin(), app.origin());
                prop_assert!(!theirs.path().starts_with("//"));
            }
            RedirectKind::Http | RedirectKind::DeepLink => {
                let scheme = ours.scheme().map(str::to_ascii_lowercase);
                prop_assert_eq!(Some(theirs.scheme()), scheme.as_deref());
                let host = |host: Option<&str>| host.map(str::to_ascii_lowercase).filter(|host| !host.starts_with('['));
                let written = host(ours.host());
                prop_assert!(written.is_none() || written == host(theirs.host_str()), "{:?}", theirs.host_str());
            }
        }
    }
}

#[test]
fn no_denied_scheme_gets_through_in_any_case_or_form() {
    for scheme in RedirectUrl::DENIED_SCHEMES.iter().flat_map(|(_, schemes)| *schemes) {
        for scheme in [(*scheme).to_owned(), scheme.to_uppercase()] {
            for rest in ["://host/path", ":/path", ":opaque", ":", ":///"] {
                let code = RedirectUrl::check(&format!("{scheme}{rest}")).unwrap_err().code();
                assert_eq!(code.as_str(), "denied_scheme", "{scheme}{rest}");
            }
            let code = RedirectUrl::check(&format!("/{scheme}:x")).unwrap_err().code();
            assert_eq!(code.as_str(), "embedded_scheme", "/{scheme}:x");
        }
    }
}

fn url() -> impl Strategy<Value = String> {
    let path = r"(/[a-z0-9._~!$&'()*+,;=:@-]{0,8}|/%[0-9a-f]{2}|/\.{1,2}|/%2e){0,5}(\?[a-z0-9=&/?%2F-]{0,12})?(#[a-z/]{0,6})?";
    let urls = [
        format!("https?://[a-z0-9_-]{{1,8}}(\\.[a-z0-9-]{{1,8}}){{0,3}}\\.?(:[0-9]{{0,6}})?{path}"),
        format!("https?://([0-9]{{1,3}}\\.){{3}}[0-9]{{1,3}}(:[0-9]{{1,5}})?{path}"),
        format!("https?://\\[[0-9a-f:]{{2,20}}\\](:[0-9]{{1,5}})?{path}"),
        format!("https?://(xn--[a-z0-9-]{{1,10}}\\.)+com{path}"),
        format!("[a-z][a-z0-9+.-]{{1,12}}:(//[a-z0-9._-]{{0,12}}(:[0-9]{{1,5}})?)?{path}"),
        format!("/{path}"),
    ];
    proptest::string::string_regex(&urls.join("|")).unwrap()
}
