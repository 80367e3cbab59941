//! Many texts at once, away from the main thread. They cross as one string each way, with a number for each text: a
//! string of its own for each would cost more than parsing it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use napi::bindgen_prelude::{AsyncTask, Float64Array, Uint32Array, panic_to_error};
use napi::{Env, Error, Result, Status, Task};
use napi_derive::napi;

use crate::identifiers::{Email, Identifier, Oauth, Phone, Redirect, Wallet, is_same, refusal_number};
use crate::raw::Text;

/// What the texts are meant to be.
#[napi(string_enum = "snake_case")]
#[derive(Clone, Copy)]
pub enum ManyKind {
    /// Email addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Wallet addresses.
    Wallet,
    /// OAuth strategies.
    OauthStrategy,
    /// Redirect URLs.
    RedirectUrl,
}

/// What became of many texts.
#[napi(object, object_from_js = false)]
pub struct ManyParsed {
    /// For each text: zero where it was canonical already, the number of its refusal, or below zero the length of its
    /// canonical form.
    pub answers: Float64Array,
    /// Those canonical forms, one behind the other.
    pub canonical: String,
}

/// The work, done by a thread of the pool.
pub struct ParseMany {
    kind: ManyKind,
    units: Vec<u16>,
    lengths: Vec<u32>,
}

impl Task for ParseMany {
    type Output = (Vec<f64>, String);
    type JsValue = ManyParsed;

    fn compute(&mut self) -> Result<Self::Output> {
        let run = || match self.kind {
            ManyKind::Email => self.parse::<Email>(),
            ManyKind::Phone => self.parse::<Phone>(),
            ManyKind::Wallet => self.parse::<Wallet>(),
            ManyKind::OauthStrategy => self.parse::<Oauth>(),
            ManyKind::RedirectUrl => self.parse::<Redirect>(),
        };
        catch_unwind(AssertUnwindSafe(run)).map_err(panic_to_error)
    }

    fn resolve(&mut self, _env: Env, (answers, canonical): Self::Output) -> Result<Self::JsValue> {
        Ok(ManyParsed { answers: answers.into(), canonical })
    }
}

/// Parses texts that are joined to one, with the length of each.
#[napi(
    catch_unwind,
    ts_args_type = "kind: ManyKind, joined: string, lengths: Uint32Array",
    ts_return_type = "Promise<ManyParsed>"
)]
pub fn parse_many(kind: ManyKind, joined: Text, lengths: Uint32Array) -> Result<AsyncTask<ParseMany>> {
    let (units, lengths) = (joined.units()?, lengths.to_vec());
    let whole: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
    if u64::try_from(units.len()).is_ok_and(|there| there == whole) {
        Ok(AsyncTask::new(ParseMany { kind, units, lengths }))
    } else {
        Err(Error::new(Status::InvalidArg, "the lengths are not those of the texts"))
    }
}

impl ParseMany {
    fn parse<I: Identifier>(&self) -> (Vec<f64>, String) {
        let mut answers = Vec::with_capacity(self.lengths.len());
        let mut all = String::new();
        self.each(|typed| {
            let answer = |canonical: &str| {
                if is_same(canonical, typed) {
                    return 0.0;
                }
                all.push_str(canonical);
                -length(canonical)
            };
            answers.push(I::canonical(typed, answer).unwrap_or_else(|error| refusal_number(&error, typed)));
        });
        (answers, all)
    }

    /// Each text, a lone surrogate as U+FFFD.
    fn each(&self, mut then: impl FnMut(&str)) {
        let ascii = as_ascii(&self.units);
        let mut begin = 0;
        for length in &self.lengths {
            let end = begin + usize::try_from(*length).unwrap_or(usize::MAX);
            match &ascii {
                Some(text) => then(text.get(begin..end).unwrap_or_default()),
                None => then(&String::from_utf16_lossy(self.units.get(begin..end).unwrap_or_default())),
            }
            begin = end;
        }
    }
}

/// The texts as they nearly always are.
fn as_ascii(units: &[u16]) -> Option<String> {
    if units.iter().fold(0, |seen, unit| seen | unit) >= 0x80 {
        return None;
    }
    let bytes = units.iter().map(|unit| unit.to_le_bytes()[0]).collect();
    String::from_utf8(bytes).ok()
}

/// In units of UTF-16.
fn length(text: &str) -> f64 {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    #[expect(clippy::cast_precision_loss, reason = "a text has less than 2^30 units")]
    let length = units as f64;
    length
}
