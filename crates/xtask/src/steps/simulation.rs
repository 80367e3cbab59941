//! The machine against everything that can happen: thrown by dice in a large world, left out nowhere in a small one.

use super::Step;
use crate::instructions;
use crate::tools::cargo;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "simulation",
        purpose: "a million things happen, many of them wrong, and no rule is broken",
        run: || simulate(&[]),
    },
    Step {
        name: "enumeration",
        purpose: "every state that the machine can reach in nine steps, and no rule is broken",
        run: || enumerate(&[]),
    },
    Step {
        name: "linear",
        purpose: "no input makes a parser slow: instructions per byte do not grow",
        run: || instructions::run(&[]),
    },
];

/// Runs the simulation.
pub(crate) fn simulate(arguments: &[String]) -> Result<(), String> {
    run("simulation", arguments)
}

/// Goes through the states.
pub(crate) fn enumerate(arguments: &[String]) -> Result<(), String> {
    run("enumeration", arguments)
}

/// In a build that is optimised and checks its arithmetic.
fn run(package: &str, arguments: &[String]) -> Result<(), String> {
    cargo(&["run", "--quiet", "--profile", "simulation", "--package", package, "--"]).args(arguments).run()
}
