//! The code on the project's pages, for the languages whose compilers want it in files.

use std::fs;

use crate::tools::root;

/// The blocks of one language on a page, in their order.
pub(crate) fn blocks(page: &str, language: &str) -> Result<Vec<String>, String> {
    let text = fs::read_to_string(root().join(page)).map_err(|error| format!("{page}: {error}"))?;
    let opening = format!("```{language}\n");
    let blocks: Vec<String> =
        text.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect();
    match blocks.is_empty() {
        true => Err(format!("{page} has no example in {language}")),
        false => Ok(blocks),
    }
}
