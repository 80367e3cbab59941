"""The vectors that every language runs (`tests/vectors/README.md` of the project)."""
