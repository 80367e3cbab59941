//! How what is stored looks in JSON: every field that the specification requires, under its name.

pub(crate) mod client;
pub(crate) mod environment;
pub(crate) mod external_account;
pub(crate) mod identifier;
pub(crate) mod mask;
pub(crate) mod reverification;
pub(crate) mod user;
pub(crate) mod verification;
