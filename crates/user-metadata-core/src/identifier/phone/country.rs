//! From digits to a number: country code, trunk zero, lengths.

use super::scan::Typed;
use super::table::COUNTRIES;
use super::{FEWEST_DIGITS, MOST_DIGITS, PhoneNumber, refusal, refusal_at};
use crate::error::{ValidationCode as Code, ValidationError};

/// North America: a fixed length, and no sign of it ever changing.
const NANP: u16 = 1;

impl PhoneNumber {
    pub(super) fn from_digits(typed: &Typed) -> Result<Self, ValidationError> {
        let digits = typed.digits();
        if digits.first() == Some(&b'0') {
            return Err(refusal_at(Code::PhoneLeadingZero, typed.begin));
        }
        if digits.len() < FEWEST_DIGITS {
            return Err(refusal(Code::TooShort));
        }
        let Some(country) = country(digits) else {
            return Err(refusal(if typed.plus { Code::PhoneCountryCode } else { Code::PhonePlusMissing }));
        };
        let (code, national) = digits.split_at_checked(country.width).unwrap_or_default();
        let national = match national {
            [b'0', b'0', ..] if country.plan.drops_trunk_zero() => {
                return Err(refusal(Code::PhoneLeadingZero));
            }
            [b'0', rest @ ..] if country.plan.drops_trunk_zero() => rest,
            _ => national,
        };
        let count = code.len() + national.len();
        if count < FEWEST_DIGITS {
            return Err(refusal(Code::TooShort));
        }
        if count > MOST_DIGITS {
            return Err(refusal(Code::TooLong));
        }
        let possible = country.plan.has_length(national.len());
        if !possible && country.code == NANP {
            return Err(refusal(Code::PhoneLength));
        }
        if !possible && !typed.plus {
            return Err(refusal(Code::PhonePlusMissing));
        }
        let mut text = [0; 1 + MOST_DIGITS];
        for (slot, byte) in text.iter_mut().zip([b'+'].iter().chain(code).chain(national)) {
            *slot = *byte;
        }
        Ok(Self { text, length: 1 + count as u8, country_code: country.code, possible })
    }
}

struct Country {
    code: u16,
    /// Digits of the code.
    width: usize,
    plan: Plan,
}

/// What is known of a country code: bit n says that national numbers of n digits exist, bit 0 that a trunk zero
/// is dropped. All zeros: not assigned.
#[derive(Clone, Copy)]
struct Plan(u16);

impl Plan {
    const UNASSIGNED: Self = Self(0);

    const fn drops_trunk_zero(self) -> bool {
        self.0 & 1 != 0
    }

    const fn has_length(self, digits: usize) -> bool {
        self.0 >> digits & 1 != 0
    }
}

/// The country code that a number begins with. No code is the beginning of another, so the order of search does
/// not matter.
fn country(digits: &[u8]) -> Option<Country> {
    let mut code = 0;
    for (width, digit) in (1..=3).zip(digits) {
        code = code * 10 + u16::from(digit & 0x0f);
        match PLANS.get(usize::from(code)) {
            Some(plan) if plan.0 != 0 => return Some(Country { code, width, plan: *plan }),
            _ => {}
        }
    }
    None
}

/// The rows of the table, by country code.
static PLANS: [Plan; 1000] = plans();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: a wrong index does not compile")]
const fn plans() -> [Plan; 1000] {
    let mut plans = [Plan::UNASSIGNED; 1000];
    let mut row = 0;
    while row < COUNTRIES.len() {
        let (code, lengths, trunk_zero) = COUNTRIES[row];
        let mut bits = trunk_zero as u16;
        let mut n = 0;
        while n < lengths.len() {
            bits |= 1 << lengths[n];
            n += 1;
        }
        plans[code as usize] = Plan(bits);
        row += 1;
    }
    plans
}
