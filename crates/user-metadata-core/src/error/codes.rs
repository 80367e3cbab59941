//! THE table: every code that this project gives out, written once, and Clerk's own codes with what to do about
//! each. `tests/vectors/error_codes.json` is its export; every language is checked against that file.

/// Makes a closed set of codes: the enum, the list of all, the stable text and its meaning.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $meaning:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)+
        }

        impl $name {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code, in lower_snake. Match on this, never on prose.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// One line of English for a log; free to change.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// The code with this text, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

codes! {
    /// Why an input was refused before it was sent. The same code may serve several fields.
    ValidationCode {
        // any field
        Empty = "empty", "nothing was given";
        TooLong = "too_long", "longer than allowed";
        TooShort = "too_short", "shorter than allowed";
        SurroundingWhitespace = "surrounding_whitespace", "white space at an end";
        Control = "control", "a control character";
        // email: RFC 5321, in the order of detection
        NoAt = "no_at", "no @ sign";
        LocalEmpty = "local_empty", "nothing before the @ sign";
        LocalDot = "local_dot", "a dot at an end of the local part, or two in a row";
        LocalChar = "local_char", "a character that the local part cannot hold";
        LocalUnsafeUnicode = "local_unsafe_unicode", "an invisible, private or look-alike character in the local part";
        QuotedUnterminated = "quoted_unterminated", "a quoted local part without its closing quote";
        QuotedBadPair = "quoted_bad_pair", "a backslash before a character that cannot be quoted";
        LocalTooLong = "local_too_long", "more than 64 octets before the @ sign";
        DomainEmpty = "domain_empty", "nothing after the @ sign";
        DomainLiteral = "domain_literal", "an IP address in brackets is no mail domain here";
        MultipleAt = "multiple_at", "more than one @ sign";
        DomainChar = "domain_char", "a character that a domain cannot hold";
        DomainEmptyLabel = "domain_empty_label", "a dot at an end of the domain, or two in a row";
        DomainHyphen = "domain_hyphen", "a label of the domain begins or ends with a hyphen";
        DomainLabelTooLong = "domain_label_too_long", "a label of the domain has more than 63 octets";
        DomainIdna = "domain_idna", "the internationalised domain is not valid under UTS 46";
        DomainDotless = "domain_dotless", "a domain needs at least two labels";
        DomainTld = "domain_tld", "the last label cannot be a top-level domain";
        // phone: ITU-T E.164, in the order of detection
        PhoneChar = "phone_char", "neither a digit nor a separator: letters, extensions, pauses, * and #";
        PhonePlus = "phone_plus", "a plus sign that does not stand first";
        PhoneLeadingZero = "phone_leading_zero", "a 0 where no number has one: before the country code, or twice after it";
        PhoneCountryCode = "phone_country_code", "no country code that is assigned";
        PhoneLength = "phone_length", "not as many digits as the numbers of this country code have";
        PhonePlusMissing = "phone_plus_missing", "without a plus sign this does not read as an international number";
        // wallet: EIP-55 and base58, in the order of detection
        WalletPrefix = "wallet_prefix", "an Ethereum address begins with 0x";
        WalletChar = "wallet_char", "a character that the address cannot hold";
        WalletChecksum = "wallet_checksum", "the upper and lower case letters do not match the EIP-55 checksum";
        WalletKeySize = "wallet_key_size", "the base58 text does not decode to 32 bytes";
        // strategy
        StrategyPrefix = "strategy_prefix", "a strategy begins with oauth_ or web3_";
        StrategyChar = "strategy_char", "a strategy holds only lower-case letters, digits and underscores";
        StrategySuffix = "strategy_suffix", "a web3 strategy ends in _signature";
        // redirect URL: RFC 3986, RFC 8252 and the URL standard
        BadByte = "bad_byte", "a byte that must be percent-encoded";
        SchemeRelative = "scheme_relative", "two slashes at the start name another host";
        Relative = "relative", "neither a URL nor a path that starts with a slash";
        OneLetterScheme = "one_letter_scheme", "a one-letter scheme is a drive letter";
        DeniedScheme = "denied_scheme", "a scheme that no redirect may use";
        Scheme = "scheme", "a scheme that is not followed by :// or by a path";
        NoAuthority = "no_authority", "http and https need :// and a host";
        Userinfo = "userinfo", "a user name or password before the host";
        Port = "port", "not a port from 0 to 65535";
        Host = "host", "not a host name or an IP address as it is usually written";
        PathStartsSlashSlash = "path_starts_slash_slash", "the path begins with two slashes";
        Percent = "percent", "a percent sign without two hexadecimal digits";
        EncodedTrick = "encoded_trick", "an encoded slash, backslash, space or control character where it can deceive";
        DotSegmentTrick = "dot_segment_trick", "a dot segment beside a double slash resolves to another host";
        EmbeddedScheme = "embedded_scheme", "a path whose first segment is a scheme";
        // scope, code, signature
        ScopeChar = "scope_char", "a character that a scope cannot hold";
        CodeChar = "code_char", "a one-time code holds only the digits 0 to 9";
        SignaturePrefix = "signature_prefix", "an Ethereum signature begins with 0x";
        SignatureChar = "signature_char", "a character that the signature cannot hold";
        SignatureOddLength = "signature_odd_length", "half a byte of hexadecimal is missing";
        SignaturePadding = "signature_padding", "the base64 does not end as 64 bytes do";
    }
}

codes! {
    /// The host's programmer made a mistake. The enrollment stays as it was.
    MisuseCode {
        InputNotExpected = "input_not_expected", "this input has no meaning in the present state";
        StaleAnswer = "stale_answer", "the answer belongs to a request that is no longer waited for";
        NothingToSend = "nothing_to_send", "there is no request with this id";
        ForeignReturnUrl = "foreign_return_url", "the URL is not the redirect URL that was asked for";
        ResendTooEarly = "resend_too_early", "the cool-down has not passed; the effect says when it has";
        ResendNotPossible = "resend_not_possible", "nothing was sent that could be sent again";
        NotVerified = "not_verified", "only a verified identifier can be made primary";
        KindWithoutPrimary = "kind_without_primary", "an external account cannot be made primary";
        NotOfThisKind = "not_of_this_kind", "the operation does not exist for this kind of identifier";
        SessionIdMissing = "session_id_missing", "the call acts on a session, and none is named";
    }
}

codes! {
    /// A stored enrollment could not be read back.
    SnapshotCode {
        NotJson = "snapshot_not_json", "the snapshot is not JSON";
        VersionUnknown = "snapshot_version_unknown", "the snapshot was written by a newer release";
        Invalid = "snapshot_invalid", "the snapshot does not describe an enrollment";
    }
}

codes! {
    /// The answer could not be read: ours to fix, or a proxy's.
    ProtocolCode {
        NotJson = "body_not_json", "the body is not JSON";
        UnexpectedShape = "body_unexpected_shape", "the body lacks what this call needs, or has it in another type";
        UnusableId = "body_unusable_id", "the id cannot stand in a path";
        WrongValue = "body_wrong_value", "the answer is about another identifier";
        UnexpectedStatus = "unexpected_status", "a status that this interface does not use";
        MessageMissing = "verification_message_missing", "there is no message for the wallet to sign";
        RedirectUrlMissing = "verification_redirect_url_missing", "there is no URL to send the user to";
        RedirectUrlUnsafe = "verification_redirect_url_unsafe", "the URL to send the user to is not safe to open";
    }
}
