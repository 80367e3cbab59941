//! The browser that the tests play, and the provider's page.

use ureq::Agent;
use ureq::http::Response;

fn agent() -> Agent {
    let patience = Some(crate::stage::PATIENCE);
    Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(patience)
        .build()
        .new_agent()
}

/// Where a page leads at once.
pub(crate) fn follow(url: &str) -> Option<String> {
    location(&agent().get(url).call().unwrap())
}

/// The text of a page; none where there is no page.
pub(crate) fn page(url: &str) -> Option<String> {
    let mut response = agent().get(url).call().ok()?;
    (response.status() == 200).then(|| response.body_mut().read_to_string().unwrap())
}

/// The status of a page that was asked for under another name.
pub(crate) fn status_with_host(url: &str, host: &str) -> u16 {
    agent().get(url).header("host", host).call().unwrap().status().as_u16()
}

/// Presses a button on the provider's page; the answer is where the browser is sent in the end.
pub(crate) fn decide(url: &str, decision: &str) -> String {
    let (page, query) = url.split_once('?').unwrap();
    let state = query.split('&').find_map(|pair| pair.strip_prefix("state=")).unwrap();
    let callback =
        location(&agent().post(page).send_form([("state", state), ("decision", decision)]).unwrap());
    follow(&callback.unwrap()).unwrap()
}

fn location<B>(response: &Response<B>) -> Option<String> {
    response.headers().get("location")?.to_str().ok().map(str::to_owned)
}
