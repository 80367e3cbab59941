//! From the core's types to their mirrors and back, field by field and case by case.

use user_metadata_core::enrollment::RequestId;
use user_metadata_core::identifier::{WalletAddress, Web3Strategy};
use user_metadata_core::resource::{
    FactorStrategy, ReverificationLevel, ReverificationStatus, VerificationStatus, VerificationStrategy,
};
use user_metadata_core::time::Timestamp;

/// A mirror of a type of the core.
pub(crate) trait FromCore<Core> {
    fn from_core(core: Core) -> Self;
}

/// The way back, where there is nothing to be parsed.
pub(crate) trait ToCore<Core> {
    fn to_core(self) -> Core;
}

impl<Core, Ours: FromCore<Core>> FromCore<Option<Core>> for Option<Ours> {
    fn from_core(core: Option<Core>) -> Self {
        core.map(Ours::from_core)
    }
}

impl<Core, Ours: ToCore<Core>> ToCore<Option<Core>> for Option<Ours> {
    fn to_core(self) -> Option<Core> {
        self.map(Ours::to_core)
    }
}

impl<Core, Ours: FromCore<Core>> FromCore<Vec<Core>> for Vec<Ours> {
    fn from_core(core: Vec<Core>) -> Self {
        core.into_iter().map(Ours::from_core).collect()
    }
}

impl<Core, Ours: ToCore<Core>> ToCore<Vec<Core>> for Vec<Ours> {
    fn to_core(self) -> Vec<Core> {
        self.into_iter().map(Ours::to_core).collect()
    }
}

/// Types that cross as they are.
macro_rules! same {
    ($($type:ty),+) => {
        $(
            impl FromCore<$type> for $type {
                fn from_core(core: $type) -> Self {
                    core
                }
            }

            impl ToCore<$type> for $type {
                fn to_core(self) -> $type {
                    self
                }
            }
        )+
    };
}

same!(String, bool, i64, Timestamp, crate::text::Secret, crate::text::Destination);

/// Open sets cross as the text that came.
macro_rules! open_strings {
    ($($type:ty),+) => {
        $(
            impl FromCore<$type> for String {
                fn from_core(core: $type) -> Self {
                    core.as_str().to_owned()
                }
            }

            impl ToCore<$type> for String {
                fn to_core(self) -> $type {
                    self.as_str().into()
                }
            }
        )+
    };
}

open_strings!(
    FactorStrategy,
    ReverificationLevel,
    ReverificationStatus,
    VerificationStatus,
    VerificationStrategy
);

impl FromCore<u16> for i32 {
    fn from_core(core: u16) -> Self {
        core.into()
    }
}

impl FromCore<u32> for i32 {
    fn from_core(core: u32) -> Self {
        Self::try_from(core).unwrap_or(Self::MAX)
    }
}

impl ToCore<u16> for i32 {
    fn to_core(self) -> u16 {
        u16::try_from(self).unwrap_or_default()
    }
}

impl ToCore<u32> for i32 {
    fn to_core(self) -> u32 {
        u32::try_from(self).unwrap_or_default()
    }
}

impl FromCore<RequestId> for i64 {
    fn from_core(core: RequestId) -> Self {
        Self::try_from(core.0).unwrap_or(Self::MAX)
    }
}

impl ToCore<RequestId> for i64 {
    fn to_core(self) -> RequestId {
        // A negative id was never given out, so it is nobody's.
        RequestId(u64::try_from(self).unwrap_or(u64::MAX))
    }
}

impl ToCore<usize> for i32 {
    fn to_core(self) -> usize {
        // A negative place is no place.
        usize::try_from(self).unwrap_or(usize::MAX)
    }
}

impl FromCore<WalletAddress> for String {
    fn from_core(core: WalletAddress) -> Self {
        core.as_str().to_owned()
    }
}

impl FromCore<Web3Strategy> for String {
    fn from_core(core: Web3Strategy) -> Self {
        core.as_str().to_owned()
    }
}

/// A record with the fields of a struct of the core, and those that are derived from it. `both` ways, or `from` the
/// core only. Neither struct may have a field that the other has not.
macro_rules! record {
    (
        $way:ident
        $(#[$meta:meta])*
        $name:ident = $core:ty {
            $($(#[$field_meta:meta])* $field:ident: $type:ty,)+
            $(= $source:ident; $($(#[$derived_meta:meta])* $derived:ident: $derived_type:ty = $value:expr,)+)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, uniffi::Record)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
            $($($(#[$derived_meta])* pub $derived: $derived_type,)+)?
        }

        impl crate::convert::FromCore<$core> for $name {
            fn from_core(core: $core) -> Self {
                type Core = $core;
                $(let $source = &core; $(let $derived = $value;)+)?
                let Core { $($field),+ } = core;
                Self {
                    $($field: crate::convert::FromCore::from_core($field),)+
                    $($($derived,)+)?
                }
            }
        }

        crate::convert::record_back!($way $name = $core { $($field),+ });
    };
}

/// The way back of a record; what was derived is left behind.
macro_rules! record_back {
    (from $($rest:tt)*) => {};
    (both $name:ident = $core:ty { $($field:ident),+ }) => {
        impl crate::convert::ToCore<$core> for $name {
            fn to_core(self) -> $core {
                type Core = $core;
                Core { $($field: crate::convert::ToCore::to_core(self.$field)),+ }
            }
        }
    };
}

/// An enum with the cases of one of the core: `both` ways, `from` the core only, or `to` it only. Neither may have a
/// case that the other has not.
macro_rules! choice {
    (
        $way:ident
        $(#[$meta:meta])*
        $name:ident = $core:ty {
            $(
                $(#[$case_meta:meta])*
                $case:ident $({ $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ })?,
            )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, uniffi::Enum)]
        pub enum $name {
            $($(#[$case_meta])* $case $({ $($(#[$field_meta])* $field: $type,)+ })?,)+
        }

        crate::convert::choice_ways!($way $name = $core { $($case { $($($field),+)? })+ });
    };
}

/// The conversions of a choice.
macro_rules! choice_ways {
    (both $($rest:tt)+) => {
        crate::convert::choice_ways!(from $($rest)+);
        crate::convert::choice_ways!(to $($rest)+);
    };
    (from $name:ident = $core:ty { $($case:ident { $($field:ident),* })+ }) => {
        impl crate::convert::FromCore<$core> for $name {
            fn from_core(core: $core) -> Self {
                type Core = $core;
                match core {
                    $(Core::$case { $($field),* } => Self::$case {
                        $($field: crate::convert::FromCore::from_core($field)),*
                    },)+
                }
            }
        }
    };
    (to $name:ident = $core:ty { $($case:ident { $($field:ident),* })+ }) => {
        impl crate::convert::ToCore<$core> for $name {
            fn to_core(self) -> $core {
                type Core = $core;
                match self {
                    $(Self::$case { $($field),* } => Core::$case {
                        $($field: crate::convert::ToCore::to_core($field)),*
                    },)+
                }
            }
        }
    };
}

pub(crate) use {choice, choice_ways, record, record_back};
