//! One-time codes and signatures: neither their texts nor their refusals show what was typed.

use proptest::prelude::*;
use user_metadata_core::identifier::{Chain, OneTimeCode, WalletSignature};

use super::{damaged, whole};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn code_scanner_and_expression_agree(text in damaged("[0-9]{5,7}")) {
        let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace());
        let code = OneTimeCode::parse(&text);
        prop_assert_eq!(code.is_ok(), whole(OneTimeCode::PATTERN).is_match(trimmed));
        if let Ok(code) = code {
            prop_assert_eq!(code.expose(), trimmed);
            let shown = format!("{code:?}");
            prop_assert!(!shown.contains(trimmed));
        }
    }

    #[test]
    fn an_ethereum_signature_is_whole_bytes_of_hexadecimal(text in damaged("0x[0-9a-fA-F]{126,140}")) {
        let expression = whole("0x(?:[0-9A-Fa-f]{2}){65,}");
        prop_assert_eq!(WalletSignature::check(Chain::Ethereum, &text).is_ok(), expression.is_match(&text));
    }

    #[test]
    fn a_solana_signature_is_64_bytes_of_base64(text in damaged("[A-Za-z0-9+/]{85}[AQgw]==")) {
        let expression = whole("[A-Za-z0-9+/]{85}[AQgw]==");
        prop_assert_eq!(WalletSignature::check(Chain::Solana, &text).is_ok(), expression.is_match(&text));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        for chain in Chain::ALL {
            if let Ok(signature) = WalletSignature::parse(chain, &text) {
                prop_assert_eq!(signature.expose(), &text);
            }
        }
        let _ = OneTimeCode::parse(&text);
    }
}
