//! The user gives fresh credentials, as the scenario says that the user can.

use user_metadata::enrollment::{Effect, Input};
use user_metadata::identifier::RedirectUrl;
use user_metadata::resource::FactorStrategy;
use user_metadata::reverification::{
    FactorOffer, ReverificationEffect, ReverificationInput as Did, ReverificationOutcome,
};
use user_metadata::secret::Secret;
use user_metadata::{Person, Reverifying, User};

use crate::browser;
use crate::control::Control;
use crate::play::said;
use crate::script::Means;
use crate::stage::Stage;

impl Stage {
    pub(crate) fn reverify(&mut self, means: &Means) -> Result<(), String> {
        let Effect::Reverify { level } = self.effect()? else {
            return Err("nobody asked for fresh credentials".to_owned());
        };
        self.secrets.extend(means.password.clone());
        self.secrets.extend(means.backup_code.clone());
        let mut prover = Prover { means, control: self.control.clone() };
        let reverifying = self.user.reverify(level);
        let outcome = prover.begin_reverification(reverifying).run(&mut prover).map_err(said)?;
        match outcome {
            ReverificationOutcome::Complete { .. } => self.answer(Input::Reverified),
            _ => Err(format!("the reverification ended as {}", outcome.as_str())),
        }
    }
}

struct Prover<'a> {
    means: &'a Means,
    control: Control,
}

impl Prover<'_> {
    fn can(&self, offer: &FactorOffer) -> bool {
        match offer.factor.strategy.as_str() {
            FactorStrategy::PASSWORD => self.means.password.is_some(),
            FactorStrategy::EMAIL_CODE => self.means.email_code_to.is_some(),
            FactorStrategy::EMAIL_LINK => self.means.email_link_to.is_some(),
            FactorStrategy::BACKUP_CODE => self.means.backup_code.is_some(),
            _ => false,
        }
    }

    /// The newest code or link that was sent to somebody.
    fn newest(&self, to: Option<&String>, what: &str) -> Option<String> {
        self.control.inbox(to?, what).ok()?.pop()
    }
}

impl Person for Prover<'_> {
    fn begin_reverification(&mut self, reverifying: Reverifying<User>) -> Reverifying<User> {
        reverifying.with_redirect_url(RedirectUrl::parse("https://app.example.com/verify").unwrap())
    }

    fn reverify(&mut self, asked: ReverificationEffect) -> Did {
        let did = match asked {
            ReverificationEffect::ChooseFactor { factors, .. } => {
                factors.iter().position(|offer| self.can(offer)).map(|index| Did::FactorChosen { index })
            }
            ReverificationEffect::AskPassword { .. } => self
                .means
                .password
                .clone()
                .map(|password| Did::PasswordEntered { password: Secret::new(password) }),
            ReverificationEffect::AskCode { strategy, .. } => {
                let code = match strategy.as_str() {
                    FactorStrategy::BACKUP_CODE => self.means.backup_code.clone(),
                    _ => self.newest(self.means.email_code_to.as_ref(), "code"),
                };
                code.map(|code| Did::CodeEntered { code: Secret::new(code) })
            }
            ReverificationEffect::AwaitLink { .. } => {
                let link = self.newest(self.means.email_link_to.as_ref(), "link");
                link.and_then(|link| browser::open(&link, None)).map(|_| Did::Tick)
            }
            _ => None,
        };
        did.unwrap_or(Did::Cancelled)
    }
}
