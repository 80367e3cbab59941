//! Everything that is counted, once each, for `cargo xtask instructions`, which runs this under callgrind.
//!
//! One line is printed for each call of [`measured`], in the order of the calls: a name, the bytes of the input, and
//! how many calls were made.
#![allow(clippy::print_stdout, reason = "the names go to the program that counts")]

mod adversarial;
mod ordinary;

use std::hint::black_box;

use adversarial::{LENGTHS, PARSERS};
use ordinary::ORDINARY;

fn main() {
    for (name, run, input) in ORDINARY {
        // the first call fills tables
        run(input);
        measured(*run, input);
        println!("{name}\t{}", input.len());
    }
    for parser in PARSERS {
        for length in LENGTHS {
            let input = (parser.input)(length);
            measured(parser.run, &input);
            println!("{}\t{}", parser.name, input.len());
        }
    }
}

/// What callgrind counts.
#[inline(never)]
fn measured(run: fn(&str), input: &str) {
    run(black_box(input));
}
