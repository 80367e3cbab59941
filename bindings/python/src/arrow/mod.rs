//! Columns of texts in the Arrow format, taken over and handed out through its C data interface and PyCapsules: nothing
//! is copied on the way in, and no Arrow library is needed.
//!
//! See <https://arrow.apache.org/docs/format/CDataInterface.html> and
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>.

mod abi;
mod input;
mod output;
mod values;

pub(crate) use input::Source;
pub(crate) use output::{ArrowColumns, Texts};
pub(crate) use values::Values;
