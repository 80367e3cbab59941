//! `cargo xtask surface`: the public items of the published crates are those that are written down.
//!
//! A change of the surface is a change of a file, so that nobody makes one without seeing it. The items are read from
//! rustdoc's JSON, whose form belongs to a compiler: `public-api` is pinned to the one for our `rust-version`.

use std::collections::BTreeSet;

use crate::tools::{cargo, root};
use crate::{choice, files};

/// Each keeps its items in `crates/<name>/surface.txt`.
const CRATES: &[&str] = &["user-metadata-core", "user-metadata"];

/// A folder of its own: what is built for the JSON is built with another environment.
const TARGET: &str = "target/surface";

/// Compares; with `--keep`, writes down what there is.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let is_kept = choice::is_kept("surface", arguments)?;
    let mut changed = Vec::new();
    for name in CRATES {
        let items = items(name)?;
        let path = root().join(format!("crates/{name}/surface.txt"));
        if is_kept {
            files::put(&path, &items)?;
        }
        let kept = files::read(&path)?;
        let (now, before): (BTreeSet<&str>, BTreeSet<&str>) =
            (items.lines().collect(), kept.lines().collect());
        before.difference(&now).for_each(|item| println!("{name}: gone  {item}"));
        now.difference(&before).for_each(|item| println!("{name}: new   {item}"));
        println!("{name}: {} public items", now.len());
        if now != before {
            changed.push(*name);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(format!("the surface of {} changed: if it should, `cargo xtask surface --keep`", changed.join(", ")))
}

fn items(name: &str) -> Result<String, String> {
    let document =
        ["rustdoc", "--quiet", "--package", name, "--lib", "--all-features", "--target-dir", TARGET];
    let as_json = ["--", "-Zunstable-options", "--output-format", "json"];
    // the JSON is stable enough for a pinned reader, and a second compiler would be more to install
    cargo(&[&document[..], &as_json].concat()).env("RUSTC_BOOTSTRAP", "1").run()?;
    let json = root().join(TARGET).join("doc").join(format!("{}.json", name.replace('-', "_")));
    let api = public_api::Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .map_err(|error| format!("the items of {name}: {error}"))?;
    Ok(api.to_string())
}
