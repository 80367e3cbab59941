//! The format of a scenario. Whatever is not foreseen here is refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    #[serde(rename = "$schema")]
    _schema: String,
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "reports")]
    _reports: Vec<String>,
    #[serde(rename = "notes")]
    _notes: String,
    #[serde(default)]
    pub(crate) setup: Setup,
    pub(crate) steps: Vec<Step>,
    pub(crate) outcome: Option<Value>,
    pub(crate) server: Option<Value>,
    pub(crate) requests: Option<BTreeMap<String, usize>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Setup {
    pub(crate) settings: Map<String, Value>,
    pub(crate) user: Map<String, Value>,
    pub(crate) others: Vec<Map<String, Value>>,
    pub(crate) signed_out: bool,
    pub(crate) credentials: Carrier,
    pub(crate) origin: Option<String>,
    pub(crate) device_clock_off_by_ms: i64,
    pub(crate) faults: Vec<Value>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Carrier {
    #[default]
    Native,
    DevBrowser,
    Cookie,
}

#[derive(Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Step {
    Enroll { request: Wanted },
    SwitchTo { flow: String },
    ExpectEffect { effect: Value },
    EnterCode { code: CodeSource },
    OpenLink { to: String, by: Opener, lands_with: Option<String>, hand_over: bool },
    Provider { decision: String, login: Option<String> },
    Return { url: Option<String>, misuse: Option<String> },
    Sign { by: Signer },
    Resend { misuse: Option<String> },
    AdvanceClock { ms: i64 },
    Wait { until: Option<String> },
    Restart {},
    SignOut {},
    SignIn {},
    Reverify { given: Vec<Given>, outcome: String },
    Fault { fault: Value },
    Settings { settings: Map<String, Value> },
    ChangeUser { change: Map<String, Value> },
    Cancel {},
    DeleteLeftOver {},
    Create { request: Wanted, error: Option<Value> },
    SetPrimary { error: Option<Value> },
    ExpectServer { server: Value },
    ExpectRequests { requests: BTreeMap<String, usize> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Wanted {
    EmailAddress {
        email: String,
        #[serde(default = "email_code")]
        strategy: String,
        redirect_url: Option<String>,
    },
    PhoneNumber {
        phone_number: String,
    },
    Web3Wallet {
        web3_wallet: String,
        #[serde(default = "metamask")]
        strategy: String,
    },
    ExternalAccount(ExternalAccount),
    Reauthorize {
        provider: String,
        redirect_url: String,
        #[serde(default)]
        additional_scopes: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExternalAccount {
    #[serde(default)]
    pub(crate) strategy: String,
    pub(crate) redirect_url: Option<String>,
    #[serde(default)]
    pub(crate) additional_scopes: Vec<String>,
    pub(crate) oidc_prompt: Option<String>,
    pub(crate) oidc_login_hint: Option<String>,
    pub(crate) enterprise_connection_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CodeSource {
    /// This very text.
    Literal(String),
    /// The code of the newest message to this recipient.
    NewestTo(String),
    /// The code of the message before that.
    PreviousTo(String),
    /// Six digits that are not the code of the newest message to this recipient.
    NotNewestTo(String),
}

/// What the user gives when fresh credentials are asked for.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Given {
    /// The choice of a factor, by its strategy.
    Factor(String),
    Password(String),
    Code(CodeSource),
    /// The newest link to this recipient, opened elsewhere.
    LinkOpened(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Opener {
    SameClient,
    AnotherDevice,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Signer {
    /// The wallet that is asked.
    TheWallet,
    /// Another wallet of the same chain.
    AnotherWallet,
    /// Nobody: this very text.
    Literal(String),
}

fn email_code() -> String {
    "email_code".to_owned()
}

fn metamask() -> String {
    "web3_metamask_signature".to_owned()
}
