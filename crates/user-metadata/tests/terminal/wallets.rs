//! Wallets: the person signs, or a command does.

use std::fs;

use crate::stage::{Stage, until};
use crate::wallet::Wallet;

#[test]
fn a_wallet_is_verified_by_the_signature_that_is_pasted() {
    let (stage, wallet) = (Stage::new(), Wallet::new());
    let mut jane = stage.seat(&["add", "wallet", &wallet.address()]);
    jane.sees("Sign this text with MetaMask, as 0x").sees("-----\r\n");
    let message = jane.reads_until("\r\n-----").replace("\r\n", "\n");
    jane.sees("Signature (personal_sign, 0x…): ").types("no signature");
    jane.sees("That was not sent: ").sees("Signature (personal_sign, 0x…): ").types(&wallet.sign(&message));
    jane.ends(0);
    assert!(stage.holds(&wallet.address(), "verified"));
}

#[test]
fn a_command_signs_what_is_on_its_standard_input() {
    let (stage, wallet) = (Stage::new(), Wallet::new());
    let (message, signature) = (stage.path("message"), stage.path("signature"));
    let signer = format!(
        "test -z \"$USER_METADATA_TOKEN\" && cat > {0}.part && mv {0}.part {0} && while ! cat {1} 2>/dev/null; do sleep 0.02; done",
        message.display(),
        signature.display()
    );
    let jane = stage.seat(&["add", "wallet", &wallet.address(), "--sign-with", &signer]);
    let signed = wallet.sign(&until(|| fs::read_to_string(&message).ok()));
    fs::write(stage.path("part"), signed).unwrap();
    fs::rename(stage.path("part"), &signature).unwrap();
    jane.ends(0);
    assert!(stage.holds(&wallet.address(), "verified"));
}

#[test]
fn a_command_that_fails_leaves_a_run_that_can_be_resumed() {
    let (stage, wallet) = (Stage::new(), Wallet::new());
    let screen = stage.seat(&["add", "wallet", &wallet.address(), "--sign-with", "exit 3"]).ends(1);
    assert!(screen.contains("the command that was to sign ended with exit status: 3"), "{screen}");
    assert!(screen.contains("user-metadata resume "), "{screen}");
    assert!(stage.saved().exists());
}
