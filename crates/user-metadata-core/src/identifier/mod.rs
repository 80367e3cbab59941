//! What a person types, parsed: each type has one way in, `parse`, and cannot hold an invalid value.
//!
//! Provisional on this branch: the shapes that `api` needs, without the rules, which arrive with branch `identifiers`.

macro_rules! provisional {
    ($($name:ident)+) => {$(
        /// Provisional.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes any text.
            ///
            /// # Errors
            ///
            /// None yet.
            pub fn parse(text: &str) -> Result<Self, crate::error::ValidationError> {
                Ok(Self(text.to_owned()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    )+};
}

provisional! { EmailAddress PhoneNumber WalletAddress OAuthStrategy OAuthScope RedirectUrl Web3Strategy }

impl EmailAddress {
    /// True when both name one mailbox.
    pub fn same_mailbox(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

impl WalletAddress {
    /// True when both name one wallet.
    pub fn same_address(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}
