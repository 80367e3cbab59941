//! Lets Java leave out what has a default: the generator gives its records one constructor, with everything.

use std::fs;
use std::path::Path;

/// Adds `@JvmOverloads` to every record with a default in the file that was written into this folder.
pub(crate) fn overload_constructors(folder: &Path) -> Result<(), String> {
    let file = folder.join("dev/usermetadata/core/user_metadata.kt");
    let source = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let lines: Vec<&str> = source.lines().collect();
    let mut found = 0;
    let mut overloaded = String::with_capacity(source.len() + 1024);
    for (index, line) in lines.iter().enumerate() {
        match line.trim_end().strip_suffix('(') {
            Some(head)
                if head.trim_start().starts_with("data class ")
                    && has_default(lines.iter().skip(index + 1)) =>
            {
                found += 1;
                overloaded += &format!("{} @JvmOverloads constructor(\n", head.trim_end());
            }
            _ => overloaded += &format!("{line}\n"),
        }
    }
    if found == 0 {
        return Err(format!(
            "{} has no record with a default: is it written in another way now?",
            file.display()
        ));
    }
    fs::write(&file, overloaded).map_err(|error| format!("{}: {error}", file.display()))
}

/// True when one of the parameters that follow, up to the end of their list, has a default.
fn has_default<'a>(rest: impl Iterator<Item = &'a &'a str>) -> bool {
    for line in rest.map(|line| line.trim()) {
        let is_parameter = line.starts_with("val ");
        if is_parameter && line.contains(" = ") {
            return true;
        }
        if line.starts_with(')') || is_parameter && line.contains(") : ") {
            return false;
        }
    }
    false
}
