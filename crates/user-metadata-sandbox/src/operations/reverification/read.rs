//! `GET …/verify`: not in the specification. It lets a client that waits for an emailed link look,
//! without starting over. A setting takes it away, which leaves a server as specified.

use super::{answer, started};
use crate::errors::{Failure, NOT_FOUND, Outcome};
use crate::model::{Answer, Context, Me};

pub(crate) fn run(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    if !context.settings.reverification.read_enabled {
        return Err(Failure::from(&NOT_FOUND));
    }
    started(context, me)?;
    answer(context, &me.session.id)
}
