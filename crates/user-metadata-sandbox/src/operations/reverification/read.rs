//! `GET …/verify`: not in the specification. It lets a client that waits for an emailed link look,
//! without starting over.

use super::{answer, under_way};
use crate::errors::Outcome;
use crate::model::{Answer, Context};

pub(crate) fn run(context: &Context<'_>, session: &str) -> Outcome<Answer> {
    let (session, _, _) = under_way(context, session)?;
    answer(context, &session.id)
}
