//! The browser of a story: opens links and presses buttons, and stops where the app takes over again.

use ureq::Agent;
use ureq::http::Response;

/// Opens a link of a mail; the answer is where it leads.
pub(super) fn open(link: &str) -> Option<String> {
    location(&agent().get(link).call().ok()?)
}

/// Opens a provider's page and presses a button; the answer is where the app gets the user back.
pub(super) fn decide(url: &str, decision: &str) -> Option<String> {
    let agent = agent();
    agent.get(url).call().ok().filter(|page| page.status() == 200)?;
    let (page, query) = url.split_once('?')?;
    let state = query.split('&').find_map(|pair| pair.strip_prefix("state="))?;
    let callback = location(&agent.post(page).send_form([("state", state), ("decision", decision)]).ok()?)?;
    open(&callback)
}

fn agent() -> Agent {
    // Every hop is looked at; a browser would follow them all.
    Agent::config_builder().max_redirects(0).max_redirects_will_error(false).build().new_agent()
}

fn location<B>(response: &Response<B>) -> Option<String> {
    response.headers().get("location")?.to_str().ok().map(str::to_owned)
}
