//! Strategies and scopes: their grammars are regular, so scanner and expression agree on every text.

use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use user_metadata_core::identifier::{OAuthScope, OAuthStrategy, Web3Strategy, strategy_of_provider};

use super::{check_text_type, damaged, whole};

static OAUTH: LazyLock<Regex> = LazyLock::new(|| whole(OAuthStrategy::PATTERN));
static WEB3: LazyLock<Regex> = LazyLock::new(|| whole(Web3Strategy::PATTERN));
static SCOPE: LazyLock<Regex> = LazyLock::new(|| whole(OAuthScope::PATTERN));

/// The Frontend API's own expression.
static DOCUMENTED: LazyLock<Regex> = LazyLock::new(|| whole("oauth_(?:(?:token_)|(?:custom_))?[a-z0-9_]+"));

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn oauth_scanner_and_expression_agree(text in damaged("oauth_(custom_|token_)?[a-z0-9_]{0,130}")) {
        prop_assert_eq!(OAuthStrategy::check(&text).is_ok(), OAUTH.is_match(&text));
        prop_assert_eq!(OAuthStrategy::check(&text).is_ok(), DOCUMENTED.is_match(&text) && text.len() <= 128);
        check_text_type::<OAuthStrategy>(&text, OAuthStrategy::as_str)?;
    }

    #[test]
    fn web3_scanner_and_expression_agree(text in damaged("web3_[a-z0-9_]{0,120}_signature")) {
        prop_assert_eq!(Web3Strategy::check(&text).is_ok(), WEB3.is_match(&text));
        check_text_type::<Web3Strategy>(&text, Web3Strategy::as_str)?;
    }

    #[test]
    fn scope_scanner_and_expression_agree(text in damaged("[!-~]{0,60}|[a-z:/.]{500,514}")) {
        prop_assert_eq!(OAuthScope::check(&text).is_ok(), SCOPE.is_match(&text));
        check_text_type::<OAuthScope>(&text, OAuthScope::as_str)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        check_text_type::<OAuthStrategy>(&text, OAuthStrategy::as_str)?;
        check_text_type::<Web3Strategy>(&text, Web3Strategy::as_str)?;
        check_text_type::<OAuthScope>(&text, OAuthScope::as_str)?;
    }

    #[test]
    fn a_provider_and_its_strategy_name_the_same(provider in "[a-z0-9_]{1,20}") {
        prop_assume!(!provider.starts_with("oauth_"));
        let strategy = strategy_of_provider(&provider).unwrap();
        prop_assert_eq!(strategy.as_str(), format!("oauth_{provider}"));
        prop_assert_eq!(strategy_of_provider(strategy.as_str()).unwrap(), strategy);
    }
}

#[test]
fn every_known_strategy_is_valid_and_knows_its_name() {
    for known in OAuthStrategy::KNOWN {
        let strategy = OAuthStrategy::parse(known.strategy).unwrap();
        assert_eq!(strategy.display_name(), Some(known.name));
    }
    for known in Web3Strategy::KNOWN {
        let strategy = Web3Strategy::parse(known.strategy).unwrap();
        assert_eq!((strategy.display_name(), strategy.chain()), (Some(known.name), Some(known.chain)));
    }
    assert!(OAuthStrategy::KNOWN.is_sorted_by_key(|known| known.strategy));
}
