//! Web3 strategies: with which wallet an address is verified.

use super::Chain;
use super::oauth::is_strategy_byte;
use super::text::checked_text;
use crate::error::{Field, ValidationCode as Code, ValidationError};

/// A policy: far above any provider, far below any limit of a server.
const LONGEST: usize = 128;

const PREFIX: &str = "web3_";
const SUFFIX: &str = "_signature";

/// A wallet that Clerk names in its own interfaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Web3Provider {
    /// The strategy, as in `web3_metamask_signature`.
    pub strategy: &'static str,
    /// What to write on a button.
    pub name: &'static str,
    /// The chain of its addresses, which decides how it writes a signature.
    pub chain: Chain,
}

/// A strategy of a wallet's verification: `web3_<provider>_signature`.
///
/// The set of providers is open: an unknown one is kept, for the server may know it, but then nothing is known of
/// its chain.
///
/// Codes, in the order in which they are found: `empty`, `strategy_prefix`, `strategy_suffix`, `too_short`,
/// `too_long` (128 bytes), `strategy_char`. Nothing is trimmed: it is a programmer who writes a strategy.
///
/// ```
/// use user_metadata_core::identifier::{Chain, Web3Strategy};
///
/// let strategy = Web3Strategy::parse("web3_okx_wallet_signature")?;
/// assert_eq!((strategy.provider(), strategy.chain()), ("okx_wallet", Some(Chain::Ethereum)));
///
/// assert_eq!(Web3Strategy::parse("web3_metamask").unwrap_err().code().as_str(), "strategy_suffix");
/// # Ok::<(), user_metadata_core::error::ValidationError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Web3Strategy(Box<str>);

impl Web3Strategy {
    /// The whole grammar, to be matched against the whole text.
    pub const PATTERN: &'static str = "web3_[a-z0-9_]{1,113}_signature";

    /// The wallets that Clerk names.
    pub const KNOWN: &'static [Web3Provider] = &[
        Web3Provider { strategy: "web3_metamask_signature", name: "MetaMask", chain: Chain::Ethereum },
        Web3Provider { strategy: "web3_base_signature", name: "Base", chain: Chain::Ethereum },
        Web3Provider {
            strategy: "web3_coinbase_wallet_signature",
            name: "Coinbase Wallet",
            chain: Chain::Ethereum,
        },
        Web3Provider { strategy: "web3_okx_wallet_signature", name: "OKX Wallet", chain: Chain::Ethereum },
        Web3Provider { strategy: "web3_solana_signature", name: "Solana", chain: Chain::Solana },
    ];

    /// Reads a strategy.
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        Self::check(text).map(|()| Self(text.into()))
    }

    /// Says whether these very bytes are a strategy.
    pub fn check(text: &str) -> Result<(), ValidationError> {
        if text.is_empty() {
            return Err(refusal(Code::Empty));
        }
        let Some(rest) = text.strip_prefix(PREFIX) else {
            return Err(ValidationError::at(Field::Strategy, Code::StrategyPrefix, 0));
        };
        let Some(provider) = rest.strip_suffix(SUFFIX) else {
            return Err(refusal(Code::StrategySuffix));
        };
        if provider.is_empty() {
            return Err(refusal(Code::TooShort));
        }
        if text.len() > LONGEST {
            return Err(refusal(Code::TooLong));
        }
        match provider.bytes().position(|byte| !is_strategy_byte(byte)) {
            Some(place) => {
                Err(ValidationError::at(Field::Strategy, Code::StrategyChar, PREFIX.len() + place))
            }
            None => Ok(()),
        }
    }

    /// The strategy of the wallet that is most common on this chain, where nobody says which wallet will sign.
    pub fn usual(chain: Chain) -> Self {
        Self(Box::from(match chain {
            Chain::Ethereum => "web3_metamask_signature",
            Chain::Solana => "web3_solana_signature",
        }))
    }

    /// The canonical text, as in `web3_metamask_signature`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The provider without `web3_` and `_signature`, as in `metamask`.
    pub fn provider(&self) -> &str {
        let rest = self.0.strip_prefix(PREFIX).unwrap_or_default();
        rest.strip_suffix(SUFFIX).unwrap_or_default()
    }

    /// What to write on a button, if Clerk names the wallet.
    pub fn display_name(&self) -> Option<&'static str> {
        self.known().map(|known| known.name)
    }

    /// The chain of the wallet's addresses, if Clerk names the wallet.
    pub fn chain(&self) -> Option<Chain> {
        self.known().map(|known| known.chain)
    }

    fn known(&self) -> Option<&'static Web3Provider> {
        Self::KNOWN.iter().find(|known| known.strategy == self.as_str())
    }
}

checked_text!(Web3Strategy, "a web3 strategy");

const fn refusal(code: Code) -> ValidationError {
    ValidationError::new(Field::Strategy, code)
}
