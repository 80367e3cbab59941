//! What an operation works with.

use rusqlite::Connection;

use crate::errors::{ApiError, Outcome, PARAM_MISSING};
use crate::form::Form;
use crate::random::Random;
use crate::settings::Settings;
use crate::store::clients::Carrier;
use crate::wire::Request;

/// One request under way.
pub(crate) struct Context<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) random: &'a mut Random,
    pub(crate) settings: &'a Settings,
    pub(crate) now: i64,
    pub(crate) base_url: &'a str,
    pub(crate) request: &'a Request,
    pub(crate) form: Form,
    /// The verb that is meant: browsers tunnel PATCH and DELETE through POST.
    pub(crate) method: String,
    pub(crate) is_native: bool,
    /// Who sent the request, once credentials were found.
    pub(crate) client_id: Option<String>,
    pub(crate) credential: Option<(Carrier, String)>,
    /// A token that the answer must hand over.
    pub(crate) issued: Option<(Carrier, String)>,
    /// The request asked for a fresh token with a nonce.
    pub(crate) wants_rotation: bool,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        db: &'a Connection,
        random: &'a mut Random,
        settings: &'a Settings,
        now: i64,
        base_url: &'a str,
        request: &'a Request,
        form: Form,
    ) -> Self {
        let tunnelled = request.query_value("_method").filter(|_| request.method == "POST");
        Self {
            db,
            random,
            settings,
            now,
            base_url,
            request,
            form,
            method: tunnelled.map_or_else(|| request.method.clone(), |method| method.to_ascii_uppercase()),
            is_native: matches!(request.query_value("_is_native").as_deref(), Some("1" | "true")),
            client_id: None,
            credential: None,
            issued: None,
            wants_rotation: false,
        }
    }

    /// The time when something that lives so long ends. Tests may make lives as long as they like.
    pub(crate) fn after(&self, ms: i64) -> i64 {
        self.now.saturating_add(ms)
    }

    /// The page's origin; `null` says nothing.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.request.header("origin").filter(|origin| !origin.is_empty() && *origin != "null")
    }

    /// The path without the version, in pieces; a slash at its end means nothing.
    pub(crate) fn segments(&self) -> Vec<&'a str> {
        let path = self.request.path.as_str();
        path.strip_prefix("/v1/").unwrap_or(path).split('/').filter(|segment| !segment.is_empty()).collect()
    }

    /// A redirect URL of the body, checked and absolute.
    pub(crate) fn redirect_url(&self, name: &'static str) -> Outcome<Option<String>> {
        let Some(text) = self.form.optional(name) else { return Ok(None) };
        let app = self.origin().or(self.settings.app_url.as_deref()).unwrap_or(self.base_url);
        crate::grammar::redirect::resolve(text, name, app, self.settings).map(Some)
    }

    /// The same where the operation cannot do without.
    pub(crate) fn required_redirect_url(&self, name: &'static str) -> Outcome<String> {
        self.form.required(name)?;
        self.redirect_url(name)?.ok_or_else(|| ApiError::param(&PARAM_MISSING, name).into())
    }
}
