//! Add a web3 wallet.

use serde::{Deserialize, Serialize};

use super::{Answer, BuildError, Draft, Operation, answer};
use crate::error::ProtocolError;
use crate::http::HttpResponse;
use crate::identifier::WalletAddress;
use crate::resource::ResourceKind;

/// Adds a web3 wallet to the user.
///
/// Specification: `POST /v1/me/web3_wallets` (`postWeb3Wallets`).
///
/// | form field | value |
/// |---|---|
/// | `web3_wallet` | the address as the wallet wrote it, upper and lower case kept |
///
/// Answers the [resource](crate::resource::Web3Wallet), without a verification; a
/// [`PrepareVerification`](super::PrepareVerification) follows, which makes the message that the wallet signs. Refusals
/// to expect: `form_identifier_exists`, also when it is the user's own; `form_param_nil`;
/// `session_reverification_required`.
///
/// ```
/// use user_metadata_core::api::{Call, CreateWeb3Wallet};
/// use user_metadata_core::identifier::WalletAddress;
/// let address = WalletAddress::parse("0x0123456789ABCDEF0123456789ABCDEF01234567").unwrap();
/// let call = Call::from(CreateWeb3Wallet { web3_wallet: address });
/// assert!(!call.is_read());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateWeb3Wallet {
    /// The address.
    pub web3_wallet: WalletAddress,
}

impl Operation for CreateWeb3Wallet {
    fn draft(&self) -> Result<Draft, BuildError> {
        Ok(Draft::post("/v1/me/web3_wallets").field("web3_wallet", self.web3_wallet.as_str()))
    }

    fn answer(&self, response: &HttpResponse) -> Result<Answer, ProtocolError> {
        answer::created_resource(ResourceKind::Web3Wallet, response, |address| {
            self.web3_wallet.same_address(address)
        })
    }
}
