//! One request, and the reading of its answer.

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use user_metadata_core::api;

use crate::answer::AnswerData;
use crate::calls::CallParams;
use crate::errors::Refused;
use crate::http::{HttpRequest, HttpResponse};
use crate::number::time;
use crate::session::SessionHandle;

/// One request, and the reading of its answer.
#[napi(js_name = "Call")]
pub struct CallHandle(api::Call);

#[napi]
impl CallHandle {
    /// The call with these parameters.
    #[napi(catch_unwind)]
    pub fn of(params: CallParams) -> Either<CallHandle, Refused> {
        match params.read() {
            Ok(call) => Either::A(Self(call)),
            Err(error) => Either::B(error.into()),
        }
    }

    /// The HTTP request, for one session.
    #[napi(catch_unwind)]
    pub fn request(&self, session: &SessionHandle) -> Either<HttpRequest, Refused> {
        match self.0.request(&session.0) {
            Ok(request) => Either::A(request.into()),
            Err(error) => Either::B(error.into()),
        }
    }

    /// What the answer means.
    #[napi(catch_unwind)]
    pub fn parse(&self, response: HttpResponse, now: f64) -> Result<Either<AnswerData, Refused>> {
        Ok(match self.0.parse(&response.read()?, time(now)?) {
            Ok(answer) => Either::A(answer.into()),
            Err(error) => Either::B(error.into()),
        })
    }
}
