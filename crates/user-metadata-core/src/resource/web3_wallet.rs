//! A web3 wallet of a user.

use serde::{Deserialize, Serialize};

use super::{Extra, Verification};
use crate::time::Timestamp;
use crate::wire;

/// A web3 wallet of a user (specification: schema `Web3Wallet`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Web3Wallet {
    /// Clerk's id.
    pub id: String,
    /// The address: `0x` and 40 hexadecimal characters, or a base58 ed25519 public key.
    pub web3_wallet: String,
    /// `None` right after it was created.
    #[serde(default)]
    pub verification: Option<Verification>,
    /// When it was created.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "wire::time_or_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that this release does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
