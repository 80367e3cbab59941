//! Reverifications.

use serde::Serialize;

use super::client::SessionBaseView;
use super::mask;
use super::verification::VerificationView;
use crate::errors::{NOT_FOUND, Outcome, REVERIFICATION_MISSING};
use crate::model::Context;
use crate::store::identifiers::{self, Identifier, Kind};
use crate::store::reverifications::{self, Reverification, first_owner, second_owner};
use crate::store::sessions::{self, Session};
use crate::store::users::{self, User};
use crate::store::verifications::Verification;
use crate::verification::secret;

/// A reverification with the factors that would do.
pub(crate) struct ReverificationView {
    found: Reverification,
    session: Session,
    user: User,
    identifiers: Vec<Identifier>,
    first: Option<Verification>,
    second: Option<Verification>,
    takes_links: bool,
    now: i64,
}

impl ReverificationView {
    pub(crate) fn load(context: &Context<'_>, session: &str) -> Outcome<Self> {
        let session = sessions::read(context.db, session)?.ok_or(&NOT_FOUND)?;
        Ok(Self {
            found: reverifications::read(context.db, &session.id)?.ok_or(&REVERIFICATION_MISSING)?,
            user: users::read(context.db, &session.user_id)?.ok_or(&NOT_FOUND)?,
            identifiers: identifiers::of_user(context.db, &session.user_id)?,
            first: secret::shown(context, &first_owner(&session.id))?,
            second: secret::shown(context, &second_owner(&session.id))?,
            takes_links: context.settings.reverification.email_link,
            session,
            now: context.now,
        })
    }

    fn first_factors(&self) -> Vec<Factor<'_>> {
        let password = self.user.password.as_ref().map(|_| Factor::plain("password"));
        let verified = self.identifiers.iter().filter(|found| found.is_verified());
        let identifiers = verified.flat_map(|found| match found.kind {
            Kind::EmailAddress => {
                let link = self.takes_links.then(|| Factor::email("email_link", found));
                [Factor::email("email_code", found)].into_iter().chain(link).collect()
            }
            Kind::PhoneNumber => vec![Factor::phone(found, None)],
            Kind::Web3Wallet => Vec::new(),
        });
        password.into_iter().chain(identifiers).collect()
    }

    fn second_factors(&self) -> Vec<Factor<'_>> {
        let totp = self.user.totp_secret.as_ref().map(|_| Factor::plain("totp"));
        let backup = (!self.user.backup_codes.is_empty()).then(|| Factor::plain("backup_code"));
        let phones = self
            .identifiers
            .iter()
            .filter(|found| found.kind == Kind::PhoneNumber && found.reserved_for_second_factor)
            .filter(|found| found.is_verified())
            .map(|found| Factor::phone(found, Some(found.default_second_factor)));
        totp.into_iter().chain(phones).chain(backup).collect()
    }
}

/// One way to prove oneself.
#[derive(Serialize)]
struct Factor<'a> {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    safe_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<bool>,
}

impl<'a> Factor<'a> {
    fn plain(strategy: &'static str) -> Self {
        Self { strategy, safe_identifier: None, email_address_id: None, phone_number_id: None, default: None }
    }

    fn email(strategy: &'static str, found: &'a Identifier) -> Self {
        Self {
            safe_identifier: Some(mask::email(&found.value)),
            email_address_id: Some(&found.id),
            ..Self::plain(strategy)
        }
    }

    fn phone(found: &'a Identifier, default: Option<bool>) -> Self {
        Self {
            safe_identifier: Some(mask::phone(&found.value)),
            phone_number_id: Some(&found.id),
            default,
            ..Self::plain("phone_code")
        }
    }
}

impl Serialize for ReverificationView {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'a> {
            object: &'static str,
            level: &'a str,
            status: &'a str,
            supported_first_factors: Vec<Factor<'a>>,
            supported_second_factors: Vec<Factor<'a>>,
            first_factor_verification: Option<VerificationView<'a>>,
            second_factor_verification: Option<VerificationView<'a>>,
            session: SessionBaseView,
        }
        let fields = Fields {
            object: "session_reverification",
            level: &self.found.level,
            status: &self.found.status,
            supported_first_factors: self.first_factors(),
            supported_second_factors: self.second_factors(),
            first_factor_verification: self
                .first
                .as_ref()
                .map(|found| VerificationView::new(found, self.now)),
            second_factor_verification: self
                .second
                .as_ref()
                .map(|found| VerificationView::new(found, self.now)),
            session: SessionBaseView::new(&self.session, self.now),
        };
        fields.serialize(serializer)
    }
}
