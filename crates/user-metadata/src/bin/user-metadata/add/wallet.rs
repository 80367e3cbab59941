//! `user-metadata add wallet`

use clap::Args;
use user_metadata::enrollment::EnrollmentRequest;
use user_metadata::identifier::{WalletAddress, Web3Strategy};

use super::Wanted;
use crate::enrolling::Helpers;
use crate::exit::Stop;

/// Adds a web3 wallet of Ethereum or Solana, and verifies it by its signature
#[derive(Debug, Args)]
#[command(after_help = "\
The shell runs the command of --sign-with. Its standard input is the message, byte for byte; its
standard output is the signature. USER_METADATA_WALLET holds the address.
Ethereum: personal_sign, 0x hex. Solana: signMessage, base64.

Examples:
  user-metadata add wallet 0x2c7536E3605D9C16a7a3D7b1898e529396a65c23
  user-metadata add wallet 0x2c7536E3605D9C16a7a3D7b1898e529396a65c23 --sign-with ./sign")]
pub(super) struct Arguments {
    address: String,
    /// Which wallet, such as web3_metamask_signature; by default the first one of the address's chain
    #[arg(long)]
    strategy: Option<String>,
    /// Have this command sign instead of asking for the signature
    #[arg(long, value_name = "COMMAND")]
    sign_with: Option<String>,
}

impl Arguments {
    pub(super) fn wanted(&self) -> Result<Wanted, Stop> {
        let web3_wallet = WalletAddress::parse(&self.address)?;
        let of_chain = Web3Strategy::KNOWN.iter().find(|known| known.chain == web3_wallet.chain());
        let strategy = match (&self.strategy, of_chain) {
            (Some(strategy), _) => strategy,
            (None, Some(known)) => known.strategy,
            (None, None) => return Err(Stop::usage("which wallet? Name it with --strategy")),
        };
        let strategy = Web3Strategy::parse(strategy)?;
        let helpers = Helpers { sign_with: self.sign_with.clone(), ..Helpers::default() };
        Ok((EnrollmentRequest::Web3Wallet { web3_wallet, strategy }, helpers))
    }
}
