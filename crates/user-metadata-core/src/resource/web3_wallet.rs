//! A web3 wallet of a user.

use serde::Serialize;

use super::{Extra, Verification};
use crate::json::object;
use crate::time::Timestamp;

/// A web3 wallet of a user (specification: schema `Web3Wallet`).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Web3Wallet {
    /// Clerk's id.
    pub id: String,
    /// The address: `0x` and 40 hexadecimal characters, or a base58 ed25519 public key.
    pub web3_wallet: String,
    /// `None` right after it was created.
    pub verification: Option<Verification>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

object! {
    Web3Wallet {
        field: id, web3_wallet, verification;
        time: created_at, updated_at
    }
    ..extra
}
