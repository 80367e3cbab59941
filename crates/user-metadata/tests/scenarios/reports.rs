//! What users of other clients ran into: each report that concerns the core, the sandbox or Rust is told by a scenario,
//! which names it in `reports`.
//!
//! One of them no scenario can tell, since the sandbox answers one error at a time: that clients keep only the first.
//! The vector `refusals-two-reasons` tells it.

use std::collections::BTreeSet;

/// The reports, as the scenarios name them. One is enough where several scenarios tell the same story.
const REPORTS: [&str; 24] = [
    "clerk/javascript #4725",
    "screenpipe #822",
    "tauri-plugin-clerk",
    "clerk/javascript #8205",
    "clerk/javascript #7489",
    "clerk/javascript #7511",
    "clerk/javascript #9409",
    "cali.so #149",
    "clerk-android #865",
    "clerk-sdk-flutter #365",
    "clerk-sdk-flutter #226",
    "ideaconnect/weight-tracker #23",
    "clerk-js, email link poller: polls for ever",
    "clerk-js, email link poller: one 429 ends it",
    "clerk-js, email link poller: cancel in the first second is lost",
    "clerk-android, ExternalAccountService: the call hangs",
    "clerk-android: a second connect orphans the first",
    "clerk-ios: POST repeated on time-outs",
    "clerk-ios and clerk-android have no wallets",
    "clerk-ios and clerk-android have no email links",
    "clerk-android: failed and expired are swapped",
    "clerk-js: the error text contains the dev-browser token",
    "clerk-js: lockout seconds are lost",
    "every client: a typo travels to the server and comes back as a sentence in English",
];

#[test]
fn every_report_has_a_scenario_that_names_it() {
    let named: BTreeSet<String> = crate::scenarios()
        .into_iter()
        .flat_map(|(name, text)| {
            let scenario: serde_json::Value = serde_json::from_str(&text).unwrap();
            let reports = scenario["reports"].as_array().unwrap_or_else(|| panic!("{name} has no reports"));
            reports.iter().map(|report| report.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let untold: Vec<&str> = REPORTS.into_iter().filter(|report| !named.contains(*report)).collect();
    assert!(untold.is_empty(), "no scenario names {untold:?}");
}
