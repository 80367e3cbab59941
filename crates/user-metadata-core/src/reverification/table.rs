//! The transitions as data, for the documentation and for the test that compares them with the code.
//!
//! An input that has no row for a state is the host's mistake there, and so may be one that has: a stale answer, a
//! foreign URL, a resend before its time, a factor that is not offered.

use super::state::State;

/// The states by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateName {
    /// A request is to be sent, or under way.
    Calling,
    /// The next request follows at a time.
    Waiting,
    /// It begins anew after a sign-in.
    SigningIn,
    /// Several factors would do.
    Choosing,
    /// The password is wanted.
    AskingPassword,
    /// A code is wanted.
    AskingCode,
    /// A link is out.
    AwaitingLink,
    /// Over.
    Finished,
}

use StateName::{AskingCode, AskingPassword, AwaitingLink, Calling, Choosing, Finished, SigningIn, Waiting};

impl StateName {
    /// Every state.
    pub const ALL: [Self; 8] =
        [Calling, Waiting, SigningIn, Choosing, AskingPassword, AskingCode, AwaitingLink, Finished];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Calling => "calling",
            Waiting => "waiting",
            SigningIn => "signing_in",
            Choosing => "choosing",
            AskingPassword => "asking_password",
            AskingCode => "asking_code",
            AwaitingLink => "awaiting_link",
            Finished => "finished",
        }
    }

    /// The effect of the state, by name.
    pub const fn effect(self) -> &'static str {
        match self {
            Calling => "Send",
            Waiting => "Wait",
            SigningIn => "SignIn",
            Choosing => "ChooseFactor",
            AskingPassword => "AskPassword",
            AskingCode => "AskCode",
            AwaitingLink => "AwaitLink",
            Finished => "Finish",
        }
    }
}

/// One row: in this state, this input leads to one of these states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: StateName,
    /// The input, as [`ReverificationInput::as_str`](super::ReverificationInput::as_str) names it.
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
        &[Calling, Waiting, SigningIn, Choosing, AskingPassword, AskingCode, AwaitingLink, Finished],
    ),
    row(Calling, "transport_failed", &[Waiting, AwaitingLink, Finished]),
    row(Calling, "redirect_returned", &[Calling]),
    row(Calling, "signed_in", &[Calling]),
    row(Calling, "tick", &[Calling]),
    row(Calling, "cancelled", &[Finished]),
    row(Waiting, "redirect_returned", &[Waiting]),
    row(Waiting, "signed_in", &[Waiting]),
    row(Waiting, "tick", &[Waiting, Calling]),
    row(Waiting, "cancelled", &[Finished]),
    row(SigningIn, "redirect_returned", &[SigningIn]),
    row(SigningIn, "signed_in", &[Calling]),
    row(SigningIn, "tick", &[SigningIn]),
    row(SigningIn, "cancelled", &[Finished]),
    row(Choosing, "factor_chosen", &[Calling, AskingPassword, AskingCode, AwaitingLink]),
    row(Choosing, "redirect_returned", &[Choosing]),
    row(Choosing, "signed_in", &[Choosing]),
    row(Choosing, "tick", &[Choosing]),
    row(Choosing, "cancelled", &[Finished]),
    row(AskingPassword, "password_entered", &[AskingPassword, Calling]),
    row(AskingPassword, "factor_chosen", &[Calling, AskingPassword]),
    row(AskingPassword, "redirect_returned", &[AskingPassword]),
    row(AskingPassword, "signed_in", &[AskingPassword]),
    row(AskingPassword, "tick", &[AskingPassword]),
    row(AskingPassword, "cancelled", &[Finished]),
    row(AskingCode, "code_entered", &[AskingCode, Calling]),
    row(AskingCode, "resend_requested", &[Calling]),
    row(AskingCode, "factor_chosen", &[Calling, AskingPassword, AskingCode]),
    row(AskingCode, "redirect_returned", &[AskingCode]),
    row(AskingCode, "signed_in", &[AskingCode]),
    row(AskingCode, "tick", &[AskingCode]),
    row(AskingCode, "cancelled", &[Finished]),
    row(AwaitingLink, "resend_requested", &[Calling]),
    row(AwaitingLink, "factor_chosen", &[Calling, AskingPassword, AwaitingLink]),
    row(AwaitingLink, "redirect_returned", &[Calling]),
    row(AwaitingLink, "signed_in", &[AwaitingLink]),
    row(AwaitingLink, "tick", &[AwaitingLink, Calling]),
    row(AwaitingLink, "cancelled", &[Finished]),
    row(Finished, "redirect_returned", &[Finished]),
    row(Finished, "signed_in", &[Finished]),
    row(Finished, "tick", &[Finished]),
    row(Finished, "cancelled", &[Finished]),
];

impl State {
    pub(super) const fn name(&self) -> StateName {
        match self {
            Self::Calling { .. } => Calling,
            Self::Waiting { .. } => Waiting,
            Self::SigningIn => SigningIn,
            Self::Choosing { .. } => Choosing,
            Self::AskingPassword { .. } => AskingPassword,
            Self::AskingCode { .. } => AskingCode,
            Self::AwaitingLink { .. } => AwaitingLink,
            Self::Finished { .. } => Finished,
        }
    }
}
