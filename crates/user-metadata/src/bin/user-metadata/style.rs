//! Colours, where somebody can see them: `anstream` drops them unless the output is a terminal, and obeys NO_COLOR.

use std::io::{self, BufWriter, Write};

use anstyle::{AnsiColor, Style};

/// It went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// It did not.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
/// What stands out.
pub(crate) const BOLD: Style = Style::new().bold();
/// What stands back.
pub(crate) const QUIET: Style = Style::new().dimmed();

/// The buffered standard output.
pub(crate) fn stdout() -> impl Write {
    BufWriter::with_capacity(64 * 1024, anstream::AutoStream::auto(io::stdout().lock()))
}
