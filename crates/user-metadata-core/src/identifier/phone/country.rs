//! From digits to a number: country code, trunk zero, lengths.

use super::scan::Typed;
use super::table::COUNTRIES;
use super::{FEWEST_DIGITS, MOST_DIGITS, PhoneNumber, refusal, refusal_at};
use crate::error::{ValidationCode as Code, ValidationError};

/// North America: a fixed length, and no sign of it ever changing.
const NANP: u16 = 1;

impl PhoneNumber {
    pub(super) fn from_digits(typed: &Typed) -> Result<Self, ValidationError> {
        if typed.digits as u8 == b'0' {
            return Err(refusal_at(Code::PhoneLeadingZero, typed.begin));
        }
        if typed.count < FEWEST_DIGITS {
            return Err(refusal(Code::TooShort));
        }
        let Some(country) = country(typed.digits) else {
            return Err(refusal(if typed.plus { Code::PhoneCountryCode } else { Code::PhonePlusMissing }));
        };
        let (digits, count) = without_trunk_zero(typed, &country)?;
        if count < FEWEST_DIGITS {
            return Err(refusal(Code::TooShort));
        }
        if count > MOST_DIGITS {
            return Err(refusal(Code::TooLong));
        }
        let possible = country.plan.has_length(count - country.width);
        if !possible && country.code == NANP {
            return Err(refusal(Code::PhoneLength));
        }
        if !possible && !typed.plus {
            return Err(refusal(Code::PhonePlusMissing));
        }
        let text = (digits << 8 | u128::from(b'+')).to_le_bytes();
        Ok(Self { text, length: 1 + count as u8, country_code: country.code, possible })
    }
}

/// The digits and their number, once the trunk zero is dropped.
fn without_trunk_zero(typed: &Typed, country: &Country) -> Result<(u128, usize), ValidationError> {
    let bits = 8 * country.width;
    let national = typed.digits as u64 >> bits;
    if national as u8 != b'0' || !country.plan.drops_trunk_zero() {
        return Ok((typed.digits, typed.count));
    }
    if national as u16 == u16::from_le_bytes(*b"00") {
        return Err(refusal(Code::PhoneLeadingZero));
    }
    let code = typed.digits & ((1 << bits) - 1);
    Ok((code | typed.digits >> (8 + bits) << bits, typed.count - 1))
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

/// The country code that a number begins with. No code is the beginning of another, so of the three rows that its
/// first digits name at most one is not empty.
fn country(digits: u128) -> Option<Country> {
    let digit = |n: u32| (digits >> (8 * n)) as usize & 0x0f;
    let code = |digits: usize| (digits as u16, PLANS.get(digits).map_or(0, |plan| plan.0));
    let one = code(digit(0));
    let two = code(digit(0) * 10 + digit(1));
    let three = code(digit(0) * 100 + digit(1) * 10 + digit(2));
    let plan = Plan(one.1 | two.1 | three.1);
    let (code, width) = match (one.1, two.1) {
        (0, 0) => (three.0, 3),
        (0, _) => (two.0, 2),
        (_, _) => (one.0, 1),
    };
    (plan.0 != 0).then_some(Country { code, width, plan })
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
