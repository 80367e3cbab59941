//! Every route with every kind of nonsense: refused, never broken.

use user_metadata_sandbox::Request;

use crate::support::Desk;

const PATHS: [&str; 18] = [
    "/v1/me",
    "/v1/me/{collection}",
    "/v1/me/{collection}/{id}",
    "/v1/me/{collection}/{id}/prepare_verification",
    "/v1/me/{collection}/{id}/attempt_verification",
    "/v1/me/{collection}/{id}/reauthorize",
    "/v1/me/{collection}/{id}/tokens",
    "/v1/client",
    "/v1/client/sign_ins",
    "/v1/client/sessions/{session}/tokens",
    "/v1/client/sessions/{session}/verify",
    "/v1/client/sessions/{session}/verify/prepare_first_factor",
    "/v1/client/sessions/{session}/verify/attempt_first_factor",
    "/v1/client/sessions/{session}/verify/attempt_second_factor",
    "/v1/verify",
    "/v1/oauth_callback",
    "/v1/environment",
    "/sandbox/provider/authorize",
];

const COLLECTIONS: [&str; 4] = ["email_addresses", "phone_numbers", "web3_wallets", "external_accounts"];

const FIELDS: [&str; 16] = [
    "email_address",
    "phone_number",
    "web3_wallet",
    "strategy",
    "code",
    "signature",
    "redirect_url",
    "level",
    "password",
    "identifier",
    "state",
    "decision",
    "token",
    "primary_email_address_id",
    "reserved_for_second_factor",
    "additional_scope",
];

const VALUES: [&str; 22] = [
    "",
    " ",
    "\0",
    "é",
    "\u{202e}",
    "a@b.co",
    "@",
    "\"@\"@x.yz",
    "+",
    "+15551234567",
    "0x",
    "web3_solana_signature",
    "web3_metamask_signature",
    "email_code",
    "email_link",
    "oauth_",
    "oauth_token_",
    "//x",
    "/",
    "app:/",
    "multi_factor",
    "999999999999999999999999999999",
];

#[test]
fn nothing_that_is_sent_breaks_the_server() {
    let mut desk = Desk::new();
    let ids = [
        desk.add_email("jane@example.com"),
        desk.add_phone("+15551234567"),
        desk.add("web3_wallets", "web3_wallet", "0x0123456789abcdef0123456789abcdef01234567"),
        "eac_nobody".to_owned(),
    ];
    let session = desk.user.session_id.clone();
    let token = desk.user.native_token.clone();
    let mut answered = 0;
    for path in PATHS {
        for (collection, id) in COLLECTIONS.iter().zip(&ids) {
            let path =
                path.replace("{collection}", collection).replace("{id}", id).replace("{session}", &session);
            for method in ["GET", "POST", "PATCH", "PUT", "BREW"] {
                for (position, value) in VALUES.iter().enumerate() {
                    let field = FIELDS[position % FIELDS.len()];
                    let other = FIELDS[(position * 7 + 3) % FIELDS.len()];
                    // deleting would only empty the rooms that the next request tries to enter
                    let request = Request::new(method, &format!("{path}?_is_native=1&{other}={value}"))
                        .with_header("authorization", &token)
                        .with_form(&[
                            ("strategy", VALUES[(position * 5 + 11) % VALUES.len()]),
                            (field, value),
                        ]);
                    let response = desk.send(&request);
                    assert!(response.status < 500, "{request:?}: {response:?}");
                    answered += 1;
                }
                desk.now += 31_000;
            }
        }
    }
    assert!(answered > 7000, "{answered}");
    assert_eq!(desk.get("/v1/me").status, 200);
}
