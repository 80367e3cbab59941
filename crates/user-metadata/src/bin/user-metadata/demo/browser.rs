//! The browser of a story: opens links and presses buttons, and stops where the app takes over again.

use ureq::Agent;
use ureq::http::Response;

/// Opens a link of a mail, as the client of this cookie or as one that nobody has met; the answer is where it leads.
pub(crate) fn open(link: &str, client_cookie: Option<&str>) -> Option<String> {
    let request = agent().get(link);
    let opened = match client_cookie {
        Some(cookie) => request.header("cookie", format!("__client={cookie}")).call(),
        None => request.call(),
    };
    location(&opened.ok()?)
}

/// Opens a provider's page, says who one is there, and presses a button; the answer is where the app gets the user
/// back.
pub(crate) fn decide(url: &str, decision: &str, login: Option<&str>) -> Option<String> {
    let agent = agent();
    agent.get(url).call().ok().filter(|page| page.status() == 200)?;
    let (page, query) = url.split_once('?')?;
    let state = query.split('&').find_map(|pair| pair.strip_prefix("state="))?;
    let mut form = vec![("state", state), ("decision", decision)];
    form.extend(login.map(|login| ("login", login)));
    let callback = location(&agent.post(page).send_form(form).ok()?)?;
    open(&callback, None)
}

fn agent() -> Agent {
    // Every hop is looked at; a browser would follow them all.
    Agent::config_builder().max_redirects(0).max_redirects_will_error(false).build().new_agent()
}

fn location<B>(response: &Response<B>) -> Option<String> {
    response.headers().get("location")?.to_str().ok().map(str::to_owned)
}
