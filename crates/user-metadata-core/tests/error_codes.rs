//! The table of codes and its export are the same; the other languages are checked against the export.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads a file and fails loudly")]

use serde_json::{Value, json};
use user_metadata_core::error::codes::{
    ApiErrorClass, MisuseCode, ProtocolCode, SnapshotCode, ValidationCode, VerdictCode, clerk_codes,
};
use user_metadata_core::error::{Field, TransportFailure};

/// Set `UPDATE_VECTORS` to write the export anew after a change of the table.
#[test]
fn the_export_says_what_the_table_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/error_codes.json");
    let expected = serde_json::to_string_pretty(&exported()).unwrap() + "\n";
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        return std::fs::write(path, expected).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == expected, "run this test with UPDATE_VECTORS=1");
}

fn exported() -> Value {
    macro_rules! table {
        ($name:ident) => {
            $name::ALL
                .iter()
                .map(|code| (code.as_str().to_owned(), Value::from(code.meaning())))
                .collect::<Value>()
        };
    }
    json!({
        "notes": "Every code that the core gives out, by kind; and Clerk's codes with what to do about each.",
        "validation": table!(ValidationCode),
        "misuse": table!(MisuseCode),
        "snapshot": table!(SnapshotCode),
        "protocol": table!(ProtocolCode),
        "verdict": table!(VerdictCode),
        "transport": TransportFailure::ALL.map(TransportFailure::as_str),
        "fields": Field::ALL.map(Field::as_str),
        "api_classes": ApiErrorClass::ALL.map(ApiErrorClass::as_str),
        "clerk": clerk_codes().map(|(code, class)| (code.to_owned(), Value::from(class.as_str()))).collect::<Value>(),
    })
}
