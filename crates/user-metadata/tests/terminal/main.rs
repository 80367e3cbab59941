//! The command line that a person uses, through a pseudo-terminal.
