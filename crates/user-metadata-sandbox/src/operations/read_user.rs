//! `GET /v1/me`

use crate::errors::Outcome;
use crate::model::{Answer, Context, Me};
use crate::view::user::UserView;

pub(crate) fn run(context: &Context<'_>, me: &Me) -> Outcome<Answer> {
    Answer::resource(&UserView::load(context, &me.user.id)?)
}
