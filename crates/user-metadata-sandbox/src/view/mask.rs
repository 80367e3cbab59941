//! Identifiers as they are shown to somebody who has yet to prove that they are theirs: enough to be
//! recognised, too little to be learnt.

/// The first letter and the domain: `j•••@example.com`. A mailbox of one letter shows none.
pub(crate) fn email(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let mut letters = local.chars();
    let first = letters.next().filter(|_| letters.next().is_some());
    first.into_iter().chain("•••@".chars()).chain(domain.chars()).collect()
}

/// The country and the last two digits, `+1 •••• ••• •67`; all numbers look equally long.
pub(crate) fn phone(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let country: String = digits.iter().take(country_length(&digits)).collect();
    let last: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
    format!("+{country} •••• ••• •{last}")
}

/// How many digits name the country, after the plan of E.164.
fn country_length(digits: &[char]) -> usize {
    match digits {
        ['1' | '7', ..] => 1,
        ['2', '0' | '7', ..]
        | ['3', '0'..='4' | '6' | '9', ..]
        | ['4', '0' | '1' | '3'..='9', ..]
        | ['5', '1'..='8', ..]
        | ['6', '0'..='6', ..]
        | ['8', '1' | '2' | '4' | '6', ..]
        | ['9', '0'..='5' | '8', ..] => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_shows_one_letter_and_the_domain() {
        assert_eq!(email("jane@example.com"), "j•••@example.com");
        assert_eq!(email("élise@example.com"), "é•••@example.com");
        assert_eq!(email("j@example.com"), "•••@example.com");
    }

    #[test]
    fn a_number_shows_its_country_and_two_digits() {
        for (number, masked) in [
            ("+15551234567", "+1 •••• ••• •67"),
            ("+442071838750", "+44 •••• ••• •50"),
            ("+35312345678", "+353 •••• ••• •78"),
            ("+79161234567", "+7 •••• ••• •67"),
        ] {
            assert_eq!(phone(number), masked);
        }
    }
}
