//! What the maintainer has to fill in before anything is published: nobody else knows it. `RELEASING.md` has the rest.

use crate::files;
use crate::tools::root;

/// Fails where something is missing.
pub(crate) fn check() -> Result<(), String> {
    let missing = missing()?;
    if missing.is_empty() {
        println!("everything that is published says where it comes from");
        return Ok(());
    }
    Err(format!("{} things have to be filled in:\n{}", missing.len(), missing.join("\n")))
}

/// One line for each thing: the file, and what belongs there.
pub(crate) fn missing() -> Result<Vec<String>, String> {
    let mut missing = Vec::new();
    if env!("CARGO_PKG_REPOSITORY").is_empty() {
        missing.push(
            "Cargo.toml: `repository` of [workspace.package], the public address of this repository; and the same as \
             <repository.url> in kotlin/pom.xml"
                .to_owned(),
        );
    }
    if !reporting(&read("docs/security.md")?).is_some_and(has_address) {
        missing.push("docs/security.md: under Reporting, the address for weaknesses, as a link".to_owned());
    }
    let version = env!("CARGO_PKG_VERSION");
    if !read("CHANGELOG.md")?.lines().any(|line| line.starts_with(&format!("## {version} - "))) {
        missing.push(format!("CHANGELOG.md: a section `## {version} - <date>`, made of what is unreleased"));
    }
    Ok(missing)
}

fn reporting(page: &str) -> Option<&str> {
    page.split("\n## ").find(|section| section.starts_with("Reporting\n"))
}

fn has_address(section: &str) -> bool {
    section.contains("](https://") || section.contains("](mailto:")
}

fn read(path: &str) -> Result<String, String> {
    files::read(&root().join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_an_address_for_reports_is_noticed() {
        let page = |text: &str| {
            format!("# Security\n\n## Threats\n\n[a](https://a.example)\n\n## Reporting\n\n{text}\n")
        };
        let is_there = |text: &str| reporting(&page(text)).is_some_and(has_address);
        assert!(!is_there("Please report it to the maintainers."));
        assert!(is_there("Please report it [there](https://example.com/report)."));
        assert!(is_there("Please report it [by mail](mailto:security@example.com)."));
        assert!(reporting("# Security\n").is_none());
    }
}
