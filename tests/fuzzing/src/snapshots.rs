//! What a store gives back: by accident, or because somebody wrote into it.

use user_metadata_core::enrollment::{Effect, Enrollment, Input};
use user_metadata_core::reverification::{Reverification, ReverificationEffect, ReverificationInput};

use crate::given::NOW;

pub(crate) fn run(text: &str) {
    if let Ok(enrollment) = Enrollment::from_snapshot(text) {
        let again =
            Enrollment::from_snapshot(&enrollment.to_snapshot()).expect("what is written can be read");
        assert_eq!(again.to_snapshot(), enrollment.to_snapshot());
        assert_eq!(again.effect(), enrollment.effect());
        if let Effect::Send { id } = enrollment.effect() {
            enrollment.call(id).expect("what is to be sent can be asked for");
        }
        let ended = enrollment.handle(Input::Cancelled, NOW).expect("it can always be given up");
        assert!(matches!(ended.effect(), Effect::Finish { .. }));
    }
    if let Ok(reverification) = Reverification::from_snapshot(text) {
        let again = Reverification::from_snapshot(&reverification.to_snapshot())
            .expect("what is written can be read");
        assert_eq!(again.effect(), reverification.effect());
        let ended = reverification.handle(ReverificationInput::Cancelled, NOW).expect("it can be given up");
        assert!(matches!(ended.effect(), ReverificationEffect::Finish { .. }));
    }
}
