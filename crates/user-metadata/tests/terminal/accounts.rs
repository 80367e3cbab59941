//! External accounts: out to the browser, and back.

use crate::browser;
use crate::stage::Stage;

#[test]
fn an_account_is_connected_in_the_browser() {
    for provider in ["notion", "oauth_notion"] {
        let stage = Stage::new();
        let mut jane = stage.seat(&["add", "account", provider]);
        jane.sees("Your browser opens, to connect your Notion account.");
        let landing = browser::decide(&stage.opened()[0], "allow");
        assert!(landing.starts_with("http://127.0.0.1:"), "{landing}");
        assert!(browser::page(&landing).unwrap().contains("You can close this window."));
        assert!(jane.ends(0).contains("✓ Your Notion account is verified."));
        assert!(stage.holds("oauth_notion", "verified"));
    }
}

#[test]
fn it_survives_being_killed_while_the_browser_is_open() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    let url = stage.opened().remove(0);
    jane.dies();

    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap()]);
    jane.sees("To connect your Notion account, go to:").sees("waiting for the browser");
    assert_eq!(stage.opened().len(), 1, "the page is open still");
    let landing = browser::decide(&url, "allow");
    assert!(browser::page(&landing).is_some());
    jane.ends(0);
    assert!(stage.holds("oauth_notion", "verified"));
}

#[test]
fn it_survives_that_the_browser_comes_back_while_nobody_listens() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    let url = stage.opened().remove(0);
    jane.dies();
    let landing = browser::decide(&url, "allow");

    // The address is still in the browser's address bar: loading it again is enough, and so is pasting it.
    let mut jane = stage.seat(&["resume", stage.saved().to_str().unwrap(), "--no-browser"]);
    jane.sees("waiting for the browser").types(&landing);
    jane.ends(0);
}

#[test]
fn a_denial_is_shown_with_its_text() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    let landing = browser::decide(&stage.opened()[0], "deny");
    assert!(browser::page(&landing).is_some());
    let screen = jane.ends(1);
    assert!(screen.contains("✗ Your Notion account was not verified: "), "{screen}");
    assert!(
        screen.contains("oauth_access_denied") && screen.contains("user-metadata remove eac_"),
        "{screen}"
    );
    assert!(stage.all_saved().is_empty());
}

#[test]
fn only_the_one_request_that_is_waited_for_is_served() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser");
    let landing = browser::decide(&stage.opened()[0], "allow");
    let origin = landing.split('/').take(3).collect::<Vec<_>>().join("/");
    for other in ["/", "/favicon.ico", "/0123456789abcdef0123456789abcdef"] {
        assert_eq!(browser::page(&format!("{origin}{other}")), None, "{other}");
    }
    assert_eq!(browser::status_with_host(&landing, "evil.example"), 404);
    // A browser opens connections that it does not use.
    let _silent = std::net::TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
    assert!(browser::page(&landing).is_some());
    jane.ends(0);
}

#[test]
fn a_foreign_address_is_refused_and_the_browser_is_waited_for_still() {
    let stage = Stage::new();
    let mut jane = stage.seat(&["add", "account", "notion"]);
    jane.sees("waiting for the browser").types("https://evil.example/").sees("That is not the address");
    jane.sees("waiting for the browser");
    assert_eq!(stage.opened().len(), 1, "opened once");
    assert!(browser::page(&browser::decide(&stage.opened()[0], "allow")).is_some());
    jane.ends(0);
}

#[test]
fn where_the_browser_goes_elsewhere_the_person_brings_the_address_back() {
    let stage = Stage::new();
    let mut jane = stage.seat(&[
        "add",
        "account",
        "notion",
        "--no-browser",
        "--redirect-url",
        "https://app.example.com/back",
    ]);
    jane.sees("go to:\r\n  ").sees("\r\n");
    jane.sees("paste the address").types("https://evil.example.com/").sees("That is not the address");
    jane.sees("paste the address");
    let screen = stage.sandbox.with_model(|model, now| model.user_state(&stage.user.user_id, now).unwrap());
    assert_eq!(screen["external_accounts"][0]["verification"]["status"], "unverified");
    jane.presses_ctrl_c();
    assert!(jane.ends(130).contains("user-metadata remove eac_"));
}

#[test]
fn a_setting_of_the_instance_is_called_one() {
    let stage = Stage::new();
    stage.sandbox.change_settings(|settings| settings.disabled_providers = vec!["oauth_notion".into()]);
    let screen = stage.seat(&["add", "account", "notion"]).ends(1);
    assert!(
        screen.contains("oauth_provider_not_enabled") && screen.contains("docs/real-instance.md"),
        "{screen}"
    );
}
