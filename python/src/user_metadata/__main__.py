"""`python -m user_metadata`: checks values, and adds and verifies identifiers, in the words of the Rust tool."""

import sys

from user_metadata._cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
