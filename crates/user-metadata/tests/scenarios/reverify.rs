//! The user gives fresh credentials, as the app asks for them.

use user_metadata::Reverifying;
use user_metadata::User;
use user_metadata::enrollment::{Effect, Input};
use user_metadata::identifier::RedirectUrl;
use user_metadata::reverification::{
    Reverification, ReverificationEffect, ReverificationInput, ReverificationOutcome,
};
use user_metadata::secret::Secret;

use crate::play::said;
use crate::script::{Given, Opener};
use crate::stage::{Stage, text};

impl Stage {
    /// Gives these one after another, and must end so. The app is told if the credentials are fresh.
    pub(crate) fn reverify(&mut self, given: &[Given], outcome: &str) -> Result<(), String> {
        // The calls name their session, which the app knows from its sign-in.
        let session = self.user.session().with_session_id(text(&self.client, "session_id"));
        self.user.replace_session(session);
        let redirect_url = RedirectUrl::parse("http://localhost:3000/fresh").map_err(|e| e.to_string())?;
        let Effect::Reverify { level } = self.effect()? else {
            return Err("nobody asked for fresh credentials".to_owned());
        };
        let mut reverifying =
            self.user.reverify(Reverification::start(level).with_redirect_url(redirect_url));
        let mut given = given.iter();
        let ended = loop {
            self.hides(&format!("{reverifying:?} {}", reverifying.snapshot()))?;
            match reverifying.proceed().map_err(said)? {
                ReverificationEffect::Finish { outcome } => break outcome,
                ReverificationEffect::Wait { .. } => reverifying.wait().map_err(said)?,
                asked => {
                    let next = given.next().ok_or_else(|| format!("nothing is given for {asked:?}"))?;
                    self.give(&mut reverifying, &asked, next)?;
                }
            }
        };
        if given.next().is_some() || ended.as_str() != outcome {
            return Err(format!("expected {outcome} after all was given, found {ended:?}"));
        }
        match ended {
            ReverificationOutcome::Complete { .. } => self.answer(Input::Reverified),
            _ => Ok(()),
        }
    }

    fn give(
        &mut self,
        reverifying: &mut Reverifying<User>,
        asked: &ReverificationEffect,
        given: &Given,
    ) -> Result<(), String> {
        let input = match (asked, given) {
            (ReverificationEffect::ChooseFactor { factors, .. }, Given::Factor(strategy)) => {
                let offered = factors.iter().position(|offer| offer.factor.strategy.is(strategy));
                let index = offered.ok_or_else(|| format!("{strategy} is not offered"))?;
                ReverificationInput::FactorChosen { index }
            }
            (ReverificationEffect::AskPassword { .. }, Given::Password(password)) => {
                self.secrets.push(password.clone());
                ReverificationInput::PasswordEntered { password: Secret::new(password) }
            }
            (ReverificationEffect::AskCode { .. }, Given::Code(source)) => {
                let code = self.code(source)?;
                self.secrets.push(code.clone());
                ReverificationInput::CodeEntered { code: Secret::new(code) }
            }
            (ReverificationEffect::AwaitLink { .. }, Given::LinkOpened(to)) => {
                self.open_link(to, Opener::AnotherDevice, Some("verified"))?;
                return reverifying.wait().map_err(said);
            }
            (asked, _) => return Err(format!("what is given does not fit {asked:?}")),
        };
        reverifying.answer(input).map_err(said)
    }
}
