//! What the arguments of a command choose: things by name, all of a list where none is named.

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) purpose: &'static str,
    /// Installs what it needs, then does it; what it runs prints as it goes.
    pub(crate) run: fn() -> Result<(), String>,
}

/// The entries that the arguments name, or all, in the order of the list. None where the arguments only ask for the
/// names, which are printed.
pub(crate) fn choose(entries: &[Entry], arguments: &[String]) -> Result<Vec<Entry>, String> {
    if arguments.iter().any(|argument| argument == "--list") {
        for entry in entries {
            println!("{:10} {}", entry.name, entry.purpose);
        }
        return Ok(Vec::new());
    }
    if let Some(unknown) =
        arguments.iter().find(|name| entries.iter().all(|entry| entry.name != name.as_str()))
    {
        let known: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
        return Err(format!("there is no `{unknown}`; there are {}", known.join(", ")));
    }
    let is_chosen = |entry: &&Entry| arguments.is_empty() || arguments.iter().any(|name| name == entry.name);
    Ok(entries.iter().filter(is_chosen).copied().collect())
}

/// Runs the named entries, or all, up to the first that fails.
pub(crate) fn run(entries: &[Entry], arguments: &[String]) -> Result<(), String> {
    for entry in choose(entries, arguments)? {
        println!("\n── {}: {}", entry.name, entry.purpose);
        (entry.run)().map_err(|error| format!("{}: {error}", entry.name))?;
    }
    Ok(())
}

/// Whether what is found is to be written down, for commands that otherwise compare with what is.
pub(crate) fn is_kept(command: &str, arguments: &[String]) -> Result<bool, String> {
    match arguments {
        [] => Ok(false),
        [only] if only == "--keep" => Ok(true),
        _ => Err(format!("usage: cargo xtask {command} [--keep]")),
    }
}
