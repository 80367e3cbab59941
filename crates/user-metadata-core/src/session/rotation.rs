//! Tokens that the server replaces, on any answer.

use super::{Credentials, Session, Token};
use crate::http::HttpResponse;

/// What the host has to store now, in the place where it found the old token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotated {
    /// The new token of a native app.
    Native {
        /// Without a scheme.
        token: Token,
    },
    /// The new token of a dev browser.
    DevBrowser {
        /// As it came.
        token: Token,
    },
    /// The new value of the cookie `__client`.
    Cookie {
        /// As it came.
        client: Token,
    },
    /// The token is no longer good: remove it.
    Cleared,
}

impl Session {
    /// Takes over a new token from an answer, whatever its status.
    ///
    /// Call it for every answer, and store what it reports before the answer is read any further: a token that is
    /// lost now signs the user out. `None` means that nothing has changed; a token that could not be sent again is
    /// passed over.
    ///
    /// ```
    /// use user_metadata_core::http::HttpResponse;
    /// use user_metadata_core::session::{Credentials, FrontendApi, Rotated, Session};
    ///
    /// let api = FrontendApi::parse("https://clerk.example.com").unwrap();
    /// let mut session = Session::new(api, Credentials::native("old").unwrap());
    /// let response = HttpResponse {
    ///     status: 422,
    ///     headers: vec![("Authorization".into(), "Bearer new".into())],
    ///     body: Vec::new(),
    /// };
    /// let Some(Rotated::Native { token }) = session.absorb(&response) else { panic!() };
    /// assert_eq!(token.expose(), "new");
    /// assert_eq!(session.absorb(&response), None);
    /// ```
    pub fn absorb(&mut self, response: &HttpResponse) -> Option<Rotated> {
        let fresh = match &self.credentials {
            Credentials::Native { .. } => Credentials::native(response.header("authorization")?).ok()?,
            Credentials::DevBrowser { .. } => {
                Credentials::dev_browser(response.header("clerk-db-jwt")?).ok()?
            }
            Credentials::Cookie { .. } => {
                let value = response.header_values("set-cookie").filter_map(client_cookie).last()?;
                Credentials::cookie(value).ok()?
            }
            Credentials::None => return None,
        };
        if fresh == self.credentials {
            return None;
        }
        let report = match fresh.clone() {
            Credentials::Native { token: Some(token) } => Rotated::Native { token },
            Credentials::DevBrowser { token } => Rotated::DevBrowser { token },
            Credentials::Cookie { client: Some(client) } => Rotated::Cookie { client },
            Credentials::Native { token: None }
            | Credentials::Cookie { client: None }
            | Credentials::None => Rotated::Cleared,
        };
        self.credentials = fresh;
        Some(report)
    }
}

/// The value of `__client` in one `Set-Cookie` header; empty when the cookie is to be removed.
fn client_cookie(header: &str) -> Option<&str> {
    let mut parts = header.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    if name.trim_end() != "__client" {
        return None;
    }
    let removed = parts.filter_map(|attribute| attribute.split_once('=')).any(|(name, value)| {
        name.eq_ignore_ascii_case("max-age") && value.parse::<i64>().is_ok_and(|seconds| seconds <= 0)
    });
    Some(if removed { "" } else { value.trim_start() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::FrontendApi;

    fn session(credentials: Credentials) -> Session {
        Session::new(FrontendApi::parse("https://clerk.example.com").unwrap(), credentials)
    }

    fn answer(status: u16, headers: &[(&str, &str)]) -> HttpResponse {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        HttpResponse { status, headers, body: b"not even JSON".to_vec() }
    }

    #[test]
    fn each_kind_rotates_by_its_own_header_even_on_errors() {
        let headers = [
            ("Authorization", "n2"),
            ("Clerk-Db-Jwt", "d2"),
            ("Set-Cookie", "__client=c2; Path=/; HttpOnly"),
        ];
        let token = |text| Token::parse(text).unwrap();
        for status in [200, 303, 401, 500] {
            let response = answer(status, &headers);
            let mut native = session(Credentials::native("n1").unwrap());
            assert_eq!(native.absorb(&response), Some(Rotated::Native { token: token("n2") }));
            let mut browser = session(Credentials::dev_browser("d1").unwrap());
            assert_eq!(browser.absorb(&response), Some(Rotated::DevBrowser { token: token("d2") }));
            let mut cookie = session(Credentials::cookie("c1").unwrap());
            assert_eq!(cookie.absorb(&response), Some(Rotated::Cookie { client: token("c2") }));
            assert_eq!(session(Credentials::None).absorb(&response), None);
        }
    }

    #[test]
    fn nothing_is_reported_when_nothing_changed() {
        let mut native = session(Credentials::native("n1").unwrap());
        assert_eq!(native.absorb(&answer(200, &[])), None);
        assert_eq!(native.absorb(&answer(200, &[("authorization", "Bearer n1")])), None);
    }

    #[test]
    fn an_empty_token_clears_once() {
        for header in ["", "Bearer", "bearer "] {
            let mut native = session(Credentials::native("n1").unwrap());
            assert_eq!(native.absorb(&answer(401, &[("Authorization", header)])), Some(Rotated::Cleared));
            assert_eq!(native.credentials(), &Credentials::Native { token: None });
            assert_eq!(native.absorb(&answer(401, &[("Authorization", header)])), None);
        }
        for header in ["__client=; Path=/", "__client=c1; Max-Age=0", "__client=c1; max-age=-1"] {
            let mut cookie = session(Credentials::cookie("c1").unwrap());
            assert_eq!(
                cookie.absorb(&answer(200, &[("set-cookie", header)])),
                Some(Rotated::Cleared),
                "{header}"
            );
        }
        let mut browser = session(Credentials::dev_browser("d1").unwrap());
        assert_eq!(browser.absorb(&answer(200, &[("Clerk-Db-Jwt", "")])), None);
    }

    #[test]
    fn other_cookies_are_left_alone_and_the_last_word_counts() {
        let mut cookie = session(Credentials::cookie("c1").unwrap());
        assert_eq!(
            cookie.absorb(&answer(200, &[("set-cookie", "__client_uat=5"), ("set-cookie", "x")])),
            None
        );
        let response =
            answer(200, &[("set-cookie", "__client=c2"), ("set-cookie", "__client=c3; Max-Age=60")]);
        assert_eq!(cookie.absorb(&response), Some(Rotated::Cookie { client: Token::parse("c3").unwrap() }));
    }

    #[test]
    fn a_token_that_could_not_be_sent_is_passed_over() {
        let mut native = session(Credentials::native("n1").unwrap());
        assert_eq!(native.absorb(&answer(200, &[("authorization", "a\r\nb")])), None);
        assert_eq!(native.credentials(), &Credentials::native("n1").unwrap());
    }
}
