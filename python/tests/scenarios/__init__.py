"""What people do, told in `tests/scenarios/*.json` of the project, done with both hosts against a running sandbox."""
