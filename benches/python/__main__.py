"""`cargo xtask bench python`: everything, in one run."""

import bulk
import imports
import race
import validators

validators.main()
bulk.main()
imports.main()
race.report()
