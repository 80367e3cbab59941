//! The transitions as data, for the documentation and for the test that compares them with the code.
//!
//! An input that has no row for a state is the host's mistake there, and so may be one that has: a stale answer, a
//! foreign URL, a resend before its time.

use super::state::State;

/// The states by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateName {
    /// A request is to be sent, or under way.
    Calling,
    /// The next request follows at a time.
    Waiting,
    /// The next request follows a sign-in.
    SigningIn,
    /// The next request follows fresh credentials.
    Reverifying,
    /// A code is out.
    AskingCode,
    /// A message waits for its signature.
    AskingSignature,
    /// A link is out.
    AwaitingLink,
    /// The user is at the provider.
    AwaitingReturn,
    /// Over.
    Finished,
}

use StateName::{
    AskingCode, AskingSignature, AwaitingLink, AwaitingReturn, Calling, Finished, Reverifying, SigningIn,
    Waiting,
};

impl StateName {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Calling,
        Waiting,
        SigningIn,
        Reverifying,
        AskingCode,
        AskingSignature,
        AwaitingLink,
        AwaitingReturn,
        Finished,
    ];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Calling => "calling",
            Waiting => "waiting",
            SigningIn => "signing_in",
            Reverifying => "reverifying",
            AskingCode => "asking_code",
            AskingSignature => "asking_signature",
            AwaitingLink => "awaiting_link",
            AwaitingReturn => "awaiting_return",
            Finished => "finished",
        }
    }

    /// The effect of the state, by name.
    pub const fn effect(self) -> &'static str {
        match self {
            Calling => "Send",
            Waiting => "Wait",
            SigningIn => "SignIn",
            Reverifying => "Reverify",
            AskingCode => "AskCode",
            AskingSignature => "AskSignature",
            AwaitingLink => "AwaitLink",
            AwaitingReturn => "OpenUrl",
            Finished => "Finish",
        }
    }
}

/// One row: in this state, this input leads to one of these states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: StateName,
    /// The input, as [`Input::as_str`](super::Input::as_str) names it.
    pub input: &'static str,
    /// The states that may follow.
    pub to: &'static [StateName],
}

const fn row(from: StateName, input: &'static str, to: &'static [StateName]) -> Transition {
    Transition { from, input, to }
}

/// Every row. The inputs that a state ignores lead back to it.
pub const TRANSITIONS: &[Transition] = &[
    row(
        Calling,
        "responded",
        &[
            Calling,
            Waiting,
            SigningIn,
            Reverifying,
            AskingCode,
            AskingSignature,
            AwaitingLink,
            AwaitingReturn,
            Finished,
        ],
    ),
    row(Calling, "transport_failed", &[Waiting, AwaitingLink, Finished]),
    row(Calling, "redirect_returned", &[Calling]),
    row(Calling, "signed_in", &[Calling]),
    row(Calling, "reverified", &[Calling]),
    row(Calling, "tick", &[Calling]),
    row(Calling, "cancelled", &[Finished]),
    row(Waiting, "redirect_returned", &[Waiting]),
    row(Waiting, "signed_in", &[Waiting]),
    row(Waiting, "reverified", &[Waiting]),
    row(Waiting, "tick", &[Waiting, Calling]),
    row(Waiting, "cancelled", &[Finished]),
    row(SigningIn, "redirect_returned", &[SigningIn]),
    row(SigningIn, "signed_in", &[Calling]),
    row(SigningIn, "reverified", &[SigningIn]),
    row(SigningIn, "tick", &[SigningIn]),
    row(SigningIn, "cancelled", &[Finished]),
    row(Reverifying, "redirect_returned", &[Reverifying]),
    row(Reverifying, "signed_in", &[Reverifying]),
    row(Reverifying, "reverified", &[Calling]),
    row(Reverifying, "tick", &[Reverifying]),
    row(Reverifying, "cancelled", &[Finished]),
    row(AskingCode, "code_entered", &[AskingCode, Calling]),
    row(AskingCode, "resend_requested", &[Calling]),
    row(AskingCode, "signed_in", &[AskingCode]),
    row(AskingCode, "reverified", &[AskingCode]),
    row(AskingCode, "tick", &[AskingCode]),
    row(AskingCode, "cancelled", &[Finished]),
    row(AskingSignature, "signed", &[AskingSignature, Calling]),
    row(AskingSignature, "signed_in", &[AskingSignature]),
    row(AskingSignature, "reverified", &[AskingSignature]),
    row(AskingSignature, "tick", &[AskingSignature]),
    row(AskingSignature, "cancelled", &[Finished]),
    row(AwaitingLink, "resend_requested", &[Calling]),
    row(AwaitingLink, "redirect_returned", &[Calling]),
    row(AwaitingLink, "signed_in", &[AwaitingLink]),
    row(AwaitingLink, "reverified", &[AwaitingLink]),
    row(AwaitingLink, "tick", &[AwaitingLink, Calling]),
    row(AwaitingLink, "cancelled", &[Finished]),
    row(AwaitingReturn, "redirect_returned", &[Calling]),
    row(AwaitingReturn, "signed_in", &[AwaitingReturn]),
    row(AwaitingReturn, "reverified", &[AwaitingReturn]),
    row(AwaitingReturn, "tick", &[AwaitingReturn, Calling]),
    row(AwaitingReturn, "cancelled", &[Finished]),
    row(Finished, "redirect_returned", &[Finished]),
    row(Finished, "signed_in", &[Finished]),
    row(Finished, "reverified", &[Finished]),
    row(Finished, "tick", &[Finished]),
    row(Finished, "cancelled", &[Finished]),
];

impl State {
    pub(super) const fn name(&self) -> StateName {
        match self {
            Self::Calling { .. } => Calling,
            Self::Waiting { .. } => Waiting,
            Self::SigningIn { .. } => SigningIn,
            Self::Reverifying { .. } => Reverifying,
            Self::AskingCode { .. } => AskingCode,
            Self::AskingSignature { .. } => AskingSignature,
            Self::AwaitingLink { .. } => AwaitingLink,
            Self::AwaitingReturn { .. } => AwaitingReturn,
            Self::Finished { .. } => Finished,
        }
    }
}
