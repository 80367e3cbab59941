//! What a front end learns about the instance.

use serde_json::{Map, Value, json};

use crate::model::Context;

/// Providers that are offered by name; every other `oauth_` strategy works as well.
const PROVIDERS: [&str; 27] = [
    "apple",
    "atlassian",
    "bitbucket",
    "box",
    "coinbase",
    "discord",
    "dropbox",
    "facebook",
    "github",
    "gitlab",
    "google",
    "hubspot",
    "huggingface",
    "instagram",
    "line",
    "linear",
    "linkedin",
    "linkedin_oidc",
    "microsoft",
    "notion",
    "slack",
    "spotify",
    "tiktok",
    "twitch",
    "twitter",
    "x",
    "xero",
];

/// The environment with every field that the specification requires.
pub(crate) fn environment(context: &Context<'_>) -> Value {
    json!({
        "auth_config": auth_config(context),
        "display_config": display_config(context.base_url),
        "user_settings": user_settings(context),
        "organization_settings": {
            "enabled": false, "max_allowed_memberships": 5, "actions": { "admin_delete": true },
            "domains": { "enabled": false, "enrollment_modes": [], "default_role": "org:member" },
            "slug": { "disabled": true }, "creator_role": "org:admin",
        },
        "fraud_settings": { "object": "fraud_settings", "native": { "device_attestation_mode": "disabled" } },
        "commerce_settings": { "billing": {
            "stripe_publishable_key": null, "free_trial_requires_payment_method": false,
            "user": { "enabled": false, "has_paid_plans": false },
            "organization": { "enabled": false, "has_paid_plans": false },
        } },
        "api_keys_settings": { "enabled": false, "user_api_keys_enabled": false, "orgs_api_keys_enabled": false },
        "client_debug_mode": false,
        "partitioned_cookies": false,
        "maintenance_mode": context.settings.maintenance_mode,
    })
}

fn auth_config(context: &Context<'_>) -> Value {
    json!({
        "object": "auth_config", "id": "aconf_sandbox",
        "first_name": "on", "last_name": "on", "email_address": "on", "phone_number": "on", "username": "on",
        "password": "on",
        "identification_requirements": [], "identification_strategies": ["email_address", "phone_number"],
        "first_factors": ["password", "email_code", "email_link", "phone_code"],
        "second_factors": ["phone_code", "totp", "backup_code"],
        "email_address_verification_strategies": ["email_code", "email_link"],
        "single_session_mode": false, "enhanced_email_deliverability": false,
        "test_mode": context.settings.test_mode,
        "cookieless_dev": true, "url_based_session_syncing": true, "claimed_at": null,
        "reverification": context.settings.reverification.enabled,
        "native_settings": {
            "object": "native_settings", "api_enabled": context.settings.native_api_enabled,
            "trusted_device_sign_in_enabled": false,
            "trusted_device_enrollment_prompt_after_sign_in_enabled": false,
            "trusted_device_enrollment_prompt_after_sign_up_enabled": false,
        },
    })
}

fn display_config(base_url: &str) -> Value {
    let home = format!("{base_url}/");
    let mut config = json!({
        "object": "display_config", "id": "dconf_sandbox", "instance_environment_type": "development",
        "application_name": "Sandbox", "theme": {}, "preferred_sign_in_strategy": "otp", "logo_image_url": null,
        "favicon_image_url": null, "support_email": null, "branded": false,
        "experimental_force_oauth_first": false, "clerk_js_version": null, "show_devmode_warning": false,
        "google_one_tap_client_id": null, "help_url": null, "privacy_policy_url": null, "terms_url": null,
        "logo_url": null, "favicon_url": null, "logo_image": {}, "favicon_image": {},
        "captcha_public_key": null, "captcha_widget_type": null, "captcha_public_key_invisible": null,
        "captcha_provider": null, "captcha_oauth_bypass": [],
    });
    let pages = [
        "home",
        "sign_in",
        "sign_up",
        "user_profile",
        "waitlist",
        "oauth_consent",
        "after_sign_in",
        "after_sign_up",
        "after_sign_out_one",
        "after_sign_out_all",
        "after_switch_session",
        "after_join_waitlist",
        "organization_profile",
        "create_organization",
        "after_leave_organization",
        "after_create_organization",
        "logo_link",
    ];
    if let Some(config) = config.as_object_mut() {
        config.extend(pages.map(|page| (format!("{page}_url"), home.clone().into())));
    }
    config
}

fn user_settings(context: &Context<'_>) -> Value {
    json!({
        "attributes": attributes(),
        "social": social(&context.settings.disabled_providers),
        "saml": { "enabled": false },
        "enterprise_sso": { "enabled": !context.settings.enterprise_connections.is_empty() },
        "sign_in": { "second_factor": { "required": false } },
        "sign_up": {
            "captcha_enabled": false, "captcha_widget_type": "smart", "custom_action_required": false,
            "progressive": true, "mode": "public", "legal_consent_enabled": false,
        },
        "restrictions": {
            "allowlist": { "enabled": false }, "blocklist": { "enabled": false },
            "allowlist_blocklist_disabled_on_sign_in": { "enabled": false },
            "block_email_subaddresses": { "enabled": false },
            "block_disposable_email_domains": { "enabled": false },
        },
        "password_settings": {
            "disable_hibp": true, "disable_password_reverification": false, "min_length": 8, "max_length": 72,
            "require_special_char": false, "require_numbers": false, "require_uppercase": false,
            "require_lowercase": false, "show_zxcvbn": false, "min_zxcvbn_strength": 0,
            "enforce_hibp_on_sign_in": false, "allowed_special_characters": "",
        },
        "username_settings": {
            "min_length": 4, "max_length": 64, "allow_extended_special_characters": false,
            "allow_numeric_usernames": false,
        },
        "actions": { "delete_self": true, "create_organization": false, "create_organizations_limit": null },
        "attack_protection": {
            "user_lockout": { "enabled": false, "max_attempts": 100, "duration_in_minutes": 60 },
            "pii": { "enabled": true },
            "email_link": { "require_same_client": context.settings.require_same_client },
            "enumeration_protection": { "enabled": false },
        },
        "passkey_settings": {
            "allow_autofill": false, "show_sign_in_button": false, "satisfies_second_factor": false,
        },
    })
}

fn attributes() -> Value {
    let attribute = |enabled: bool, first: &[&str], second: &[&str], verifications: &[&str]| {
        json!({
            "enabled": enabled, "required": false,
            "used_for_first_factor": !first.is_empty(), "first_factors": first,
            "used_for_second_factor": !second.is_empty(), "second_factors": second,
            "verifications": verifications, "verify_at_sign_up": !verifications.is_empty(), "immutable": false,
        })
    };
    let email = ["email_code", "email_link"];
    let wallets = [
        "web3_metamask_signature",
        "web3_base_signature",
        "web3_coinbase_wallet_signature",
        "web3_okx_wallet_signature",
        "web3_solana_signature",
    ];
    json!({
        "email_address": attribute(true, &email, &[], &email),
        "phone_number": attribute(true, &["phone_code"], &["phone_code"], &["phone_code"]),
        "web3_wallet": attribute(true, &wallets, &[], &wallets),
        "username": attribute(true, &[], &[], &[]),
        "first_name": attribute(true, &[], &[], &[]),
        "last_name": attribute(true, &[], &[], &[]),
        "password": attribute(true, &["password"], &[], &[]),
        "authenticator_app": attribute(true, &[], &["totp"], &["totp"]),
        "backup_code": attribute(true, &[], &["backup_code"], &[]),
        "ticket": attribute(false, &[], &[], &[]),
        "passkey": attribute(false, &[], &[], &[]),
    })
}

fn social(disabled: &[String]) -> Map<String, Value> {
    let entry = |provider: &str| {
        let strategy = format!("oauth_{provider}");
        let entry = json!({
            "enabled": !disabled.contains(&strategy), "required": false, "authenticatable": true,
            "block_email_subaddresses": false, "strategy": strategy, "not_selectable": false,
            "deprecated": false, "name": provider, "logo_url": null,
        });
        (strategy, entry)
    };
    PROVIDERS.into_iter().map(entry).collect()
}
