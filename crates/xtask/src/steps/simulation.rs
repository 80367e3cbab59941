//! The simulation: core and sandbox on a network that fails in every way.

use super::Step;
use crate::tools::cargo;

pub(super) const STEPS: &[Step] = &[Step {
    name: "simulation",
    purpose: "a million things happen, many of them wrong, and no rule is broken",
    run: || simulate(&[]),
}];

/// Runs the simulation, in a build that is optimised and checks its arithmetic.
pub(crate) fn simulate(arguments: &[String]) -> Result<(), String> {
    cargo(&["run", "--quiet", "--profile", "simulation", "--package", "simulation", "--"])
        .args(arguments)
        .run()
}
