use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use user_metadata_core::identifier::{Chain, WalletAddress};

use super::{check_text_type, damaged, whole};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| whole(WalletAddress::PATTERN));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_the_scanner_accepts_the_expression_matches(text in damaged(address())) {
        if WalletAddress::check(&text).is_ok() {
            prop_assert!(PATTERN.is_match(&text));
        }
    }

    #[test]
    fn what_the_expression_matches_is_refused_for_its_checksum_or_size_only(text in damaged(address())) {
        if let (true, Err(error)) = (PATTERN.is_match(&text), WalletAddress::check(&text)) {
            let code = error.code().as_str();
            prop_assert_eq!(code, if text.starts_with("0x") { "wallet_checksum" } else { "wallet_key_size" });
        }
    }

    #[test]
    fn it_is_a_checked_text(text in damaged(address())) {
        check_text_type::<WalletAddress>(&text, WalletAddress::as_str)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        check_text_type::<WalletAddress>(&text, WalletAddress::as_str)?;
    }

    #[test]
    fn the_checksummed_form_is_the_same_address_and_valid(bytes in any::<[u8; 20]>()) {
        let lower = format!("0x{}", hexadecimal(&bytes));
        let upper = format!("0x{}", hexadecimal(&bytes).to_uppercase());
        let wallet = WalletAddress::parse(&lower).unwrap();
        let checksummed = wallet.checksummed();
        prop_assert!(WalletAddress::check(checksummed.as_str()).is_ok());
        prop_assert_eq!(WalletAddress::parse(&upper).unwrap().checksummed(), checksummed);
        prop_assert_eq!(checksummed.checksummed(), checksummed);
        prop_assert!(wallet.same_address(checksummed.as_str()) && wallet.same_address(&upper));
    }

    /// One letter in the other case is either a wrong checksum, or it makes the whole text one case.
    #[test]
    fn a_letter_in_the_wrong_case_is_found(bytes in any::<[u8; 20]>(), place in any::<prop::sample::Index>()) {
        let right = WalletAddress::parse(&format!("0x{}", hexadecimal(&bytes))).unwrap().checksummed();
        let mut wrong: Vec<char> = right.as_str().chars().collect();
        let place = 2 + place.index(40);
        wrong[place] = if wrong[place].is_lowercase() { wrong[place].to_ascii_uppercase() } else { wrong[place].to_ascii_lowercase() };
        let wrong: String = wrong.into_iter().collect();
        let digits = &wrong[2..];
        let mixed = digits.contains(|c: char| c.is_lowercase()) && digits.contains(|c: char| c.is_uppercase());
        prop_assert_eq!(WalletAddress::check(&wrong).is_ok(), wrong == right.as_str() || !mixed);
    }

    #[test]
    fn every_key_of_solana_is_accepted(bytes in any::<[u8; 32]>(), zeros in 0..=32_usize) {
        let mut key = bytes;
        key[..zeros].fill(0);
        let mut text = [0; 44];
        let length = five8::encode_32(&key, &mut text);
        let text = std::str::from_utf8(&text[..usize::from(length)]).unwrap();
        prop_assert_eq!(WalletAddress::parse(text).map(|wallet| wallet.chain()), Ok(Chain::Solana));
    }
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "0x[0-9a-f]{40}",
        1 => "0x[0-9A-F]{40}",
        2 => any::<[u8; 20]>().prop_map(|bytes| {
            WalletAddress::parse(&format!("0x{}", hexadecimal(&bytes))).unwrap().checksummed().to_string()
        }),
        1 => "0x[0-9A-Fa-f]{38,42}",
        2 => "[1-9A-HJ-NP-Za-km-z]{43,44}",
        1 => "1{0,32}[1-9A-HJ-NP-Za-km-z]{0,44}",
    ]
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
