//! How a world begins: who is in it, and what they want.

use user_metadata_core::enrollment::EmailProof;
use user_metadata_core::identifier::{Chain, RedirectUrl};
use user_metadata_sandbox::{Level, NewUser, RetryAfterFormat, TokenRotation};

use crate::app::{App, Carrier};
use crate::dice::Dice;
use crate::fresh::{PASSWORD, TOTP_SECRET};
use crate::intent::Intent;
use crate::server::Server;
use crate::wallets::Wallet;
use crate::world::{Event, START, World};

impl<'s> World<'s> {
    /// The world of a seed.
    pub(crate) fn begin(seed: u64, server: &'s mut Server, is_traced: bool) -> Self {
        let mut world = World::empty(seed, server, is_traced);
        world.set_up();
        let people = if world.dice.chance(25) { 2 } else { 1 };
        for person in 0..people {
            world.arrives(person);
        }
        if people == 2 && world.dice.chance(40) {
            // Two people want the same thing.
            let wanted = world.runs[0].intent.clone();
            if !wanted.has_no_prepare() && world.apps[0].back == world.apps[1].back {
                world.begins(1, wanted);
            }
        }
        world.quiet_at = START + world.dice.between(120_000, 7_200_000);
        world.chaos_steps = world.dice.between(40, 400) as u64;
        world.trouble_percent = world.dice.pick(&[0, 10, 25, 25, 50]);
        let mishap = START + world.dice.between(1_000, 120_000);
        world.plan(mishap, Event::Mishap);
        world
    }

    fn set_up(&mut self) {
        let Self { server, dice, .. } = self;
        let settings = server.model.settings_mut();
        settings.test_mode = false;
        settings.require_same_client = dice.chance(20);
        settings.client_on_errors = dice.chance(20);
        settings.retry_after_format =
            if dice.chance(50) { RetryAfterFormat::Seconds } else { RetryAfterFormat::HttpDate };
        settings.token_rotation = if dice.chance(20) { TokenRotation::Always } else { TokenRotation::Never };
        settings.max_attempts = dice.pick(&[2, 3, 5]);
        settings.code_lifetime_ms = dice.pick(&[120_000, 600_000]);
        settings.link_lifetime_ms = settings.code_lifetime_ms;
        settings.oauth_lifetime_ms = settings.code_lifetime_ms;
        settings.signature_lifetime_ms = settings.code_lifetime_ms;
        let fresh = &mut settings.reverification;
        fresh.enabled = dice.chance(35);
        fresh.max_age_minutes = dice.pick(&[5, 10]);
        fresh.level =
            dice.pick(&[Level::FirstFactor, Level::FirstFactor, Level::SecondFactor, Level::MultiFactor]);
        fresh.email_link = dice.chance(50);
        fresh.read_enabled = dice.chance(70);
        if fresh.enabled && dice.chance(30) {
            fresh.also = vec!["/v1/me/".to_owned()];
        }
    }

    /// A person with an app, and what that person wants to add.
    fn arrives(&mut self, person: usize) {
        let has_second_factor = self.dice.chance(50);
        let backup_codes: Vec<String> = (0..2).map(|code| format!("backup{person}code{code}")).collect();
        let user = NewUser {
            email_addresses: vec![format!("person{person}@home.example")],
            phone_numbers: if self.dice.chance(50) {
                vec![format!("+1555876000{person}")]
            } else {
                Vec::new()
            },
            password: Some(PASSWORD.to_owned()),
            totp_secret: has_second_factor.then(|| TOTP_SECRET.to_owned()),
            backup_codes: if has_second_factor { backup_codes.clone() } else { Vec::new() },
            factor_age_minutes: self.dice.pick(&[0, 0, 30]),
            ..NewUser::default()
        };
        let seeded = self.server.model.new_user(&user, START).unwrap();
        let tokens = [&seeded.native_token, &seeded.dev_browser_token, &seeded.client_cookie];
        for secret in
            tokens.into_iter().chain(&backup_codes).map(String::as_str).chain([PASSWORD, TOTP_SECRET])
        {
            self.secrets.add(secret);
        }
        let carrier =
            self.dice.pick(&[Carrier::Native, Carrier::Native, Carrier::DevBrowser, Carrier::Cookie]);
        let back = match carrier {
            Carrier::Native if self.dice.chance(60) => "com.example.app://back",
            _ => "https://app.example.com/back",
        };
        // Whole seconds, days at most.
        let offset = match self.dice.below(4) {
            0 => self.dice.between(-259_200, 259_200) * 1_000,
            1 => self.dice.between(-90, 90) * 1_000,
            _ => 0,
        };
        let mut app = App::new(&seeded, carrier, offset, back);
        app.backup_codes = backup_codes;
        self.apps.push(app);
        for number in 0..self.dice.between(1, 4) {
            let intent = self.wish(person, number as u8);
            self.begins(person, intent);
        }
    }

    fn begins(&mut self, person: usize, intent: Intent) {
        let run = self.runs.len();
        self.start(person, intent);
        let at = START + self.dice.between(0, 60_000);
        self.plan(at, Event::Begin { run });
    }

    fn wish(&mut self, person: usize, number: u8) -> Intent {
        let back = self.apps[person].back;
        let redirect_url = RedirectUrl::parse(back).unwrap();
        let wallet = |chain, dice: &mut Dice| {
            let number = 1 + person as u8 * 10 + number + if dice.chance(50) { 50 } else { 0 };
            Intent::wallet(Wallet { chain, number })
        };
        let mut intent = match self.dice.below(12) {
            0..=2 => Intent::email(&format!("jane{person}{number}@example.com"), EmailProof::Code),
            3 | 4 => {
                Intent::email(&format!("link{person}{number}@example.com"), EmailProof::Link { redirect_url })
            }
            5 => {
                let proof = EmailProof::EnterpriseSso { redirect_url };
                Intent::email(&format!("sso{person}{number}@sso.example"), proof)
            }
            6 | 7 => Intent::phone(&format!("+155512340{person}{number}")),
            8 => wallet(Chain::Ethereum, &mut self.dice),
            9 => wallet(Chain::Solana, &mut self.dice),
            10 => self.reauthorization(person, number),
            _ => {
                let provider =
                    ["oauth_notion", "oauth_google", "oauth_github", "oauth_gitlab"][usize::from(number)];
                Intent::account(provider, back)
            }
        };
        intent.only_create = !intent.is_reauthorization() && self.dice.chance(5);
        intent
    }

    /// An account that the person has already, to be consented to again.
    fn reauthorization(&mut self, person: usize, number: u8) -> Intent {
        let provider = ["oauth_slack", "oauth_linear", "oauth_twitch", "oauth_discord"][usize::from(number)];
        let app = &self.apps[person];
        let settings = self.server.model.settings_mut();
        let fresh = std::mem::take(&mut settings.reverification);
        let rotation = std::mem::replace(&mut settings.token_rotation, TokenRotation::Never);
        let create = app
            .by_hand("POST", "/v1/me/external_accounts")
            .with_form(&[("strategy", provider), ("redirect_url", "https://app.example.com/back")]);
        let (response, _) = self.server.handle(&create, START);
        let body: serde_json::Value = response.json().unwrap();
        let account = &body["response"];
        let id = account["id"].as_str().unwrap().to_owned();
        let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap().to_owned();
        let intent = Intent::reauthorization(&id, provider, app.back);
        // The way through the provider is the same as later, for a run that only lends its identifier.
        self.start(person, intent.clone());
        let run = self.runs.len() - 1;
        self.decide_at_provider(run, &url, "allow");
        self.runs.pop();
        let settings = self.server.model.settings_mut();
        settings.reverification = fresh;
        settings.token_rotation = rotation;
        intent
    }
}
