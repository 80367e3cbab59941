//! `GET` and `PATCH /v1/environment`: bare, not in the envelope.

use crate::errors::Outcome;
use crate::model::{Answer, Context, require_origin};
use crate::view::environment;

pub(crate) fn read(context: &Context<'_>) -> Outcome<Answer> {
    Answer::bare(&environment::environment(context))
}

/// A development browser tells its origin; nothing of it is kept.
pub(crate) fn update(context: &Context<'_>) -> Outcome<Answer> {
    require_origin(context)?;
    read(context)
}
