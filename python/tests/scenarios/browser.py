"""The browser of a story: opens links and presses buttons, and stops where the app takes over again."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx


def open_link(link: str, client_cookie: str | None) -> str:
    """As the client of this cookie, or as one that nobody has met; the answer is where it leads."""
    headers = {} if client_cookie is None else {"cookie": f"__client={client_cookie}"}
    return httpx.get(link, headers=headers, follow_redirects=False, trust_env=False).headers["location"]


def decide(url: str, decision: str, login: str | None) -> str:
    """Opens a provider's page, says who one is there, and presses a button; where the app gets one back."""
    assert httpx.get(url, trust_env=False).status_code == 200
    form = {"state": parse_qs(urlsplit(url).query)["state"][0], "decision": decision}
    if login is not None:
        form["login"] = login
    answer = httpx.post(url.partition("?")[0], data=form, follow_redirects=False, trust_env=False)
    return open_link(answer.headers["location"], None)
