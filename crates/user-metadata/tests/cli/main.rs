//! The command-line tool, run as a program.
