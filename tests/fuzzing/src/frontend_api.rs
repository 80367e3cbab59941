//! Where the calls go: publishable keys, addresses, proxies, origins. Whatever is accepted leads to one host, safely.

use url::{Host, Url};
use user_metadata_core::session::{FrontendApi, Origin};

pub(crate) fn run(input: (u8, &str)) {
    let (kind, text) = input;
    let key = "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k";
    let api = match kind % 5 {
        0 => FrontendApi::from_publishable_key(text),
        1 => FrontendApi::parse(text),
        2 => FrontendApi::from_publishable_key(key).and_then(|api| api.with_proxy(text)),
        3 => FrontendApi::from_publishable_key(key).and_then(|api| api.with_domain(text)),
        _ => {
            if let Ok(origin) = Origin::parse(text) {
                let read = Origin::parse(origin.as_str()).expect("the canonical form is valid");
                assert_eq!(read.as_str(), origin.as_str());
            }
            return;
        }
    };
    let Ok(api) = api else { return };
    let url = Url::parse(&format!("{}/v1/me", api.base_url())).expect("a browser reads it too");
    assert!(url.username().is_empty() && url.password().is_none(), "it names a user");
    assert!(url.query().is_none() && url.fragment().is_none());
    assert!(url.path().ends_with("/v1/me"), "the path was lost: {}", url.path());
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(domain)) => domain == "localhost" || domain.ends_with(".localhost"),
        None => false,
    };
    assert!(url.scheme() == "https" || (url.scheme() == "http" && loopback), "{}", url.scheme());
}
