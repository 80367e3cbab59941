//! THE table: every code that this project gives out, written once, and Clerk's own codes with what to do about
//! each (`clerk_codes.rs`). `tests/vectors/error_codes.json` is its export; every language is checked against that file.

use super::clerk_codes::CLERK_CODES;

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

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::json::FromNode for $name {
            fn from_node(node: &crate::json::Node<'_>) -> Result<Self, crate::json::ShapeError> {
                crate::json::text(node, |code| Self::from_code(code).ok_or(()))
            }
        }

        crate::json::deserialize_as_node!($name);

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
        // session: where the calls go, and as whom
        KeyPrefix = "key_prefix", "a publishable key has three parts and begins with pk_test_ or pk_live_";
        KeyEncoding = "key_encoding", "the last part of the publishable key is not base64 of text";
        KeyHost = "key_host", "the last part of the publishable key does not name a host";
        OriginScheme = "origin_scheme", "the text does not begin with a scheme that can be used here and ://";
        OriginPath = "origin_path", "an origin ends with its host or port";
        HostMalformed = "host_malformed", "not a plain host, with or without a port";
        HttpNotLoopback = "http_not_loopback", "plain http is for this very machine only";
        BasePath = "base_path", "a path that cannot stand before /v1";
        TokenChar = "token_char", "a character that no header or cookie can hold";
        DotSegment = "dot_segment", "a path would be resolved around it";
        RedirectOriginMissing = "redirect_origin_missing", "a path alone needs a session that names the app's origin";
    }
}

codes! {
    /// The host's programmer made a mistake. The machine stays as it was.
    MisuseCode {
        InputNotExpected = "input_not_expected", "this input has no meaning in the present state";
        StaleAnswer = "stale_answer", "the answer belongs to a request that is no longer waited for";
        NothingToSend = "nothing_to_send", "there is no request with this id";
        ForeignReturnUrl = "foreign_return_url", "the URL is not the redirect URL that was asked for";
        ResendTooEarly = "resend_too_early", "the cool-down has not passed; the effect says when it has";
        ResendNotPossible = "resend_not_possible", "nothing was sent that could be sent again";
        FactorNotOffered = "factor_not_offered", "there is no such factor now, or it cannot be used here";
        NotVerified = "not_verified", "only a verified identifier can be made primary";
        KindWithoutPrimary = "kind_without_primary", "an external account cannot be made primary";
        NotOfThisKind = "not_of_this_kind", "the operation does not exist for this kind of identifier";
        // api
        StrategyNotOfThisKind = "strategy_not_of_this_kind", "no identifier of this kind is verified by this strategy";
        ProofMissing = "proof_missing", "the strategy needs a token or a code, and a snapshot holds neither";
        SessionIdMissing = "session_id_missing", "the call acts on a session, and none is named";
    }
}

codes! {
    /// A stored machine could not be read back.
    SnapshotCode {
        NotJson = "snapshot_not_json", "the snapshot is not JSON";
        VersionUnknown = "snapshot_version_unknown", "the snapshot was written by a newer release";
        Invalid = "snapshot_invalid", "the snapshot does not describe a machine of this kind";
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
        StatusUnknown = "reverification_status_unknown", "the reverification needs something that this release does not know";
        MessageMissing = "verification_message_missing", "there is no message for the wallet to sign";
        RedirectUrlMissing = "verification_redirect_url_missing", "there is no URL to send the user to";
        RedirectUrlUnsafe = "verification_redirect_url_unsafe", "the URL to send the user to is not safe to open";
    }
}

codes! {
    /// Why an enrollment was refused, where the server gives no error of its own. They stand beside Clerk's codes in
    /// a [`ClerkError`](super::ClerkError), with a text that is fit to show.
    VerdictCode {
        ProofRefused = "proof_refused", "That did not verify it. Please try again.";
        VerificationRefused = "verification_refused", "The verification did not succeed.";
        ClientMismatch = "client_mismatch", "The link has to be opened on the device that asked for it.";
        Transferable = "verification_transferable", "The verification belongs to another sign-in.";
        AccountGone = "account_gone", "The account is no longer there.";
    }
}

impl VerdictCode {
    /// As an error that can be shown.
    pub(crate) fn as_error(self) -> super::ClerkError {
        super::ClerkError {
            code: self.as_str().to_owned(),
            message: self.meaning().to_owned(),
            long_message: self.meaning().to_owned(),
            ..super::ClerkError::default()
        }
    }
}

/// What to do about a refusal by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ApiErrorClass {
    /// The value is not accepted: ask the person for another.
    Input,
    /// The code or signature was wrong: ask again.
    Proof,
    /// The verification is over without success: prepare it again.
    Restart,
    /// The identifier exists: look whether it is the user's own.
    Exists,
    /// It is verified already: success, to be confirmed by a read.
    AlreadyVerified,
    /// Not now: wait, then look or try again.
    Wait,
    /// Fresh credentials are needed first.
    Reverify,
    /// A challenge that this interface cannot answer.
    Captcha,
    /// Nobody is signed in: ask the user to sign in.
    SignIn,
    /// What the call is about is gone.
    Missing,
    /// A setting of the instance or of the host stands against it.
    Settings,
    /// Final for this user and identifier.
    Fatal,
}

impl ApiErrorClass {
    /// Every class.
    pub const ALL: [Self; 12] = [
        Self::Input,
        Self::Proof,
        Self::Restart,
        Self::Exists,
        Self::AlreadyVerified,
        Self::Wait,
        Self::Reverify,
        Self::Captcha,
        Self::SignIn,
        Self::Missing,
        Self::Settings,
        Self::Fatal,
    ];

    /// The stable name, in lower_snake.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Proof => "proof",
            Self::Restart => "restart",
            Self::Exists => "exists",
            Self::AlreadyVerified => "already_verified",
            Self::Wait => "wait",
            Self::Reverify => "reverify",
            Self::Captcha => "captcha",
            Self::SignIn => "sign_in",
            Self::Missing => "missing",
            Self::Settings => "settings",
            Self::Fatal => "fatal",
        }
    }
}

/// Clerk's known codes with their classes, sorted by code. The set is open: a server may send others.
pub fn clerk_codes() -> impl Iterator<Item = (&'static str, ApiErrorClass)> {
    CLERK_CODES.iter().copied()
}

/// The class of one of Clerk's known codes.
pub(super) fn class_of_code(code: &str) -> Option<ApiErrorClass> {
    let index = CLERK_CODES.binary_search_by(|(known, _)| (*known).cmp(code)).ok()?;
    CLERK_CODES.get(index).map(|(_, class)| *class)
}

/// The class of an answer without a known code.
pub(super) const fn class_of_status(status: u16) -> ApiErrorClass {
    match status {
        401 => ApiErrorClass::SignIn,
        404 | 410 => ApiErrorClass::Missing,
        408 | 425 | 429 | 500..=599 => ApiErrorClass::Wait,
        422 => ApiErrorClass::Input,
        _ => ApiErrorClass::Fatal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clerk_codes_are_sorted_and_unique() {
        assert!(CLERK_CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn no_code_of_ours_is_given_out_twice() {
        let mut codes: Vec<&str> = ValidationCode::ALL.iter().map(|code| code.as_str()).collect();
        codes.extend(MisuseCode::ALL.iter().map(|code| code.as_str()));
        codes.extend(SnapshotCode::ALL.iter().map(|code| code.as_str()));
        codes.extend(VerdictCode::ALL.iter().map(|code| code.as_str()));
        codes.extend(ProtocolCode::ALL.iter().map(|code| code.as_str()));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
