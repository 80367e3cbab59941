//! Our code beside its peers, on the same inputs, in one run.
//!
//! Neither divan nor criterion is used: both measure one function to the end before they begin the next, and on
//! a shared machine what runs first is not measured under the same load as what runs last. Here the contenders
//! take turns, a round each, and the medians are set in proportion. The proportions are what to trust; the digits
//! are those of the day. Allocations are counted in the same run.

mod goals;
pub mod inputs;
mod race;
mod rows;

pub use race::{Contender, contender, ours, race};
pub use rows::write;
