use crate::support::{Desk, code_of, param_refusal, refusal, resource};

#[test]
fn only_a_verified_identifier_becomes_the_primary_one() {
    let mut desk = Desk::new();
    let id = desk.add_email("jane+clerk_test@example.com");
    let early = desk.patch("/v1/me", &[("primary_email_address_id", &id)]);
    assert_eq!(refusal(&early), param_refusal(422, "form_verification_needed", "primary_email_address_id"));
    let foreign = desk.patch("/v1/me", &[("primary_email_address_id", "idn_nobody")]);
    assert_eq!(refusal(&foreign), param_refusal(404, "resource_not_found", "primary_email_address_id"));

    desk.prepare("email_addresses", &id, &[("strategy", "email_code")]);
    desk.attempt("email_addresses", &id, "424242");
    let chosen = resource(&desk.patch("/v1/me", &[("primary_email_address_id", &id)]));
    assert_eq!(chosen["primary_email_address_id"], id);
}

/// clerk-js hands its listeners (and React) the user that they have seen, unless `updated_at` has grown.
#[test]
fn a_user_is_newer_after_each_change_even_while_the_clock_stands() {
    let mut desk = Desk::new();
    let mut seen = resource(&desk.get("/v1/me"))["updated_at"].as_i64().unwrap();
    let mut is_newer = |desk: &mut Desk, what: &str| {
        let now = resource(&desk.get("/v1/me"))["updated_at"].as_i64().unwrap();
        assert!(now > seen, "{what}: {now} after {seen}");
        seen = now;
    };
    let id = desk.add_email("jane@example.com");
    is_newer(&mut desk, "created");
    desk.prepare("email_addresses", &id, &[("strategy", "email_link"), ("redirect_url", "/")]);
    is_newer(&mut desk, "prepared");
    let link = desk.last_link();
    desk.open(&link);
    is_newer(&mut desk, "verified by a link");
    desk.patch("/v1/me", &[("first_name", "Jane")]);
    is_newer(&mut desk, "named");
    let fields = [("strategy", "oauth_github"), ("redirect_url", "/")];
    let account = resource(&desk.post("/v1/me/external_accounts", &fields));
    is_newer(&mut desk, "connecting");
    let url = account["verification"]["external_verification_redirect_url"].as_str().unwrap();
    let state = url.split_once("state=").unwrap().1;
    desk.open(&format!("/v1/oauth_callback?state={state}&error=access_denied"));
    is_newer(&mut desk, "denied");
    desk.delete(&format!("/v1/me/email_addresses/{id}"));
    is_newer(&mut desk, "removed");
}

#[test]
fn names_change_and_an_empty_one_is_removed() {
    let mut desk = Desk::new();
    let named = resource(&desk.patch("/v1/me", &[("first_name", "Jane"), ("last_name", "Doe")]));
    assert_eq!(named["first_name"], "Jane");
    let renamed = resource(&desk.patch("/v1/me", &[("first_name", "")]));
    assert_eq!((&renamed["first_name"], &renamed["last_name"]), (&serde_json::Value::Null, &"Doe".into()));
}

#[test]
fn locked_banned_and_deactivated_users_are_told_apart() {
    use user_metadata_sandbox::UserChange;
    let mut desk = Desk::new();
    let user = desk.user.user_id.clone();
    let locked = UserChange { locked_seconds: Some(90), ..UserChange::default() };
    desk.model.change_user(&user, &locked, desk.now).unwrap();
    let refused = desk.post("/v1/me/email_addresses", &[("email_address", "jane@example.com")]);
    assert_eq!(code_of(&refused), (403, "user_locked".into()));
    let body: serde_json::Value = refused.json().unwrap();
    assert_eq!(body["errors"][0]["meta"]["lockout_expires_in_seconds"], 90);
    assert_eq!(resource(&desk.get("/v1/me"))["locked"], true);
    desk.now += 90_000;
    desk.add_email("jane@example.com");

    for (change, code) in [
        (UserChange { deactivated: Some(true), ..UserChange::default() }, "user_deactivated"),
        (UserChange { banned: Some(true), ..UserChange::default() }, "user_banned"),
    ] {
        desk.model.change_user(&user, &change, desk.now).unwrap();
        assert_eq!(code_of(&desk.get("/v1/me")), (403, code.into()));
    }
}

#[test]
fn maintenance_stops_changes_but_not_reading() {
    let mut desk = Desk::with_settings(|settings| settings.maintenance_mode = true);
    assert_eq!(desk.get("/v1/me").status, 200);
    let refused = desk.post("/v1/me/email_addresses", &[("email_address", "jane@example.com")]);
    assert_eq!(code_of(&refused), (503, "maintenance_mode".into()));
}
