//! The URL on which a user comes back: anybody can make a browser or an app open any.

use user_metadata_core::enrollment::{Effect, Enrollment, Input, Outcome};
use user_metadata_core::http::HttpResponse;
use user_metadata_core::secret::Secret;

use crate::given::{NOW, RETURN_URL, external_account};

pub(crate) fn run(input: (bool, &str)) {
    let (follows, text) = input;
    // Half of them begin as the right one does, for little else would get past the first look.
    let url = if follows { format!("{RETURN_URL}{text}") } else { text.to_owned() };

    let enrollment = Enrollment::start(external_account());
    let Effect::Send { id } = enrollment.effect() else { panic!("nothing is sent") };
    let response = HttpResponse {
        status: 200,
        body: br#"{"response":{"id":"eac_1","provider":"oauth_notion","verification":{"status":"unverified","strategy":"oauth_notion","external_verification_redirect_url":"https://provider.example/"}},"client":null}"#.to_vec(),
        ..HttpResponse::default()
    };
    let waiting = enrollment.handle(Input::Responded { id, response }, NOW).expect("an answer is taken in");
    assert!(matches!(waiting.effect(), Effect::OpenUrl { .. }));
    let Ok(returned) = waiting.handle(Input::RedirectReturned { url: Secret::new(url) }, NOW) else { return };
    match returned.effect() {
        Effect::Finish { outcome: Outcome::Verified { .. } } => panic!("a URL was believed"),
        _ => assert!(Enrollment::from_snapshot(&returned.to_snapshot()).is_ok()),
    }
}
