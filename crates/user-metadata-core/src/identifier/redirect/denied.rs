//! The schemes that no redirect may have.

/// The harm that a scheme does when a URL of it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeniedReason {
    /// It runs a script in the page.
    Script,
    /// Its content is in the URL or in the browser: there is no server to come back from.
    Document,
    /// It opens a file or a resource of the device.
    LocalFile,
    /// It starts a message or a call.
    Message,
    /// It picks another app, installs one, or opens the settings.
    Device,
    /// It starts a helper of the operating system; several were ways to run code.
    SystemHelper,
    /// It belongs to another protocol, which cannot carry the answer.
    Protocol,
}

use DeniedReason::{Device, Document, LocalFile, Message, Protocol, Script, SystemHelper};

#[rustfmt::skip]
pub(super) const SCHEMES: &[(DeniedReason, &[&str])] = &[
    (Script, &["javascript", "vbscript", "livescript", "jscript", "ecmascript", "mocha"]),
    (Document, &["data", "blob", "filesystem", "about", "view-source", "jar", "feed", "mhtml", "cid", "mid", "wyciwyg"]),
    (LocalFile, &["file", "content", "resource", "res", "chrome", "moz-icon", "local", "ms-its", "mk", "its"]),
    (Message, &["mailto", "tel", "sms", "smsto", "mms", "mmsto", "callto", "sip", "sips", "facetime", "facetime-audio"]),
    (Device, &["intent", "android-app", "market", "itms", "itms-apps", "itms-services", "prefs", "app-prefs",
        "x-apple.systempreferences", "ms-settings"]),
    (SystemHelper, &["ms-msdt", "search-ms", "search", "ms-appinstaller", "ms-officecmd", "ms-word", "ms-excel",
        "ms-powerpoint", "ms-cxh", "shell", "vnd.ms.radio", "hcp"]),
    (Protocol, &["ws", "wss", "ftp", "ftps", "sftp", "tftp", "ssh", "telnet", "rlogin", "ldap", "ldaps", "gopher",
        "smb", "cifs", "nfs", "git", "svn"]),
];

/// Says whether a scheme is in the table, in any case.
pub(super) fn is_denied(scheme: &str) -> bool {
    SCHEMES.iter().flat_map(|(_, schemes)| *schemes).any(|denied| scheme.eq_ignore_ascii_case(denied))
}
