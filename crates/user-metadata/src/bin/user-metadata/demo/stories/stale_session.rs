//! A session that is too old for what is sensitive.

use user_metadata::enrollment::{EmailProof, EnrollmentRequest};
use user_metadata::identifier::EmailAddress;
use user_metadata_sandbox::NewUser;

use crate::demo::person::{Move, PASSWORD};
use crate::demo::stage::{Stage, Told, session};

pub(super) fn stale_session(stage: &Stage) -> Told {
    let thirty_minutes_ago =
        NewUser { password: Some(PASSWORD.into()), factor_age_minutes: 30, ..NewUser::default() };
    let seeded = stage.sandbox.new_user_with(&thirty_minutes_ago);
    stage.sandbox.change_settings(|settings| settings.reverification.enabled = true);
    stage.voice.says("the user signed in half an hour ago, and the server wants to know again who it is");
    // Reverification names the session that it is about.
    let session = session(&stage.sandbox, &seeded.dev_browser_token)?.with_session_id(&seeded.session_id);
    stage.user.replace_session(session);
    let email = EmailAddress::parse("jane@example.com")?;
    let request = EnrollmentRequest::EmailAddress { email, proof: EmailProof::Code };
    stage.verify(request, &[Move::GivePassword, Move::TypeCode])
}
