//! What each of our rows should cost at most, in nanoseconds, on the machine that the peers were first measured on.

/// The race, our contender, the goal.
const GOALS: &[(&str, &str, f64)] = &[
    ("e-mail, plain", "EmailAddress::check", 12.0),
    ("e-mail, wrong", "EmailAddress::check", 40.0),
    ("e-mail, international", "EmailAddress::parse", 330.0),
    ("phone, E.164", "PhoneNumber::parse", 16.0),
    ("Ethereum, checksummed", "WalletAddress::check", 300.0),
    ("Ethereum, one case", "WalletAddress::check", 6.0),
    ("Solana", "WalletAddress::check", 65.0),
    ("OAuth strategy", "OAuthStrategy::check", 4.0),
    ("redirect URL", "RedirectUrl::check", 60.0),
    ("one answer of 200 KB", "Call::parse", 90_000.0),
];

pub(crate) fn of(race: &str, name: &str) -> Option<f64> {
    GOALS.iter().find(|(title, ours, _)| *title == race && *ours == name).map(|(_, _, goal)| *goal)
}
