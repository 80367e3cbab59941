//! The code on the project's pages, for the languages whose compilers want it in files.

use crate::files;
use crate::tools::root;

/// The blocks of one language on a page, in their order.
pub(crate) fn blocks(page: &str, language: &str) -> Result<Vec<String>, String> {
    let text = files::read(&root().join(page))?;
    let opening = format!("```{language}\n");
    let blocks: Vec<String> =
        text.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect();
    match blocks.is_empty() {
        true => Err(format!("{page} has no example in {language}")),
        false => Ok(blocks),
    }
}
