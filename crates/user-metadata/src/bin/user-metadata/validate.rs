//! `user-metadata validate`: what would be refused before anything is sent.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;
use user_metadata::error::ValidationError;
use user_metadata::identifier::{
    EmailAddress, OAuthStrategy, PhoneNumber, RedirectUrl, WalletAddress, Web3Strategy,
};

use crate::Ending;
use crate::lines::{Line, Lines, write_json};
use crate::style::{self, BAD, GOOD};

/// Checks values as they are checked before they are sent
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// What the values are
    #[arg(value_enum)]
    kind: Kind,
    /// The values; a single `-` reads one a line from standard input, and values that begin with `-` follow `--`
    #[arg(required = true, value_name = "VALUE")]
    values: Vec<String>,
    /// Read one JSON string a line, and write one JSON object a line
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = r#"Exit status: 0 if every value is accepted, 1 if any is refused, 2 if the input cannot be read.

With --json, an accepted value gives {"input":…,"ok":<canonical>} and what is known of it:
  email         ascii
  phone         possible, country_code
  wallet        chain, checksummed
  strategy      kind (provider, custom, token, web3), provider, display_name
  redirect-url  kind (http, deep_link, root_relative)
and a refused one {"input":…,"error":<code>,"field":…}, with "position" (a byte) where one
place is to blame.
A line that is no JSON string gives {"input":null,"error":"line_not_json_string"}; one that is
no UTF-8 or longer than a mebibyte "line_not_utf8" or "line_too_long".

Examples:
  user-metadata validate email jane@example.com jane@@example.com
  printf '%s\n' 15551234567 '+44 20 7946 0958' | user-metadata validate phone -
  echo '"0x0123456789ABCDEF0123456789ABCDEF01234567"' | user-metadata validate wallet --json -"#;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Email,
    Phone,
    Wallet,
    Strategy,
    RedirectUrl,
}

pub(crate) fn run(arguments: &Arguments) -> io::Result<Ending> {
    let mut out = style::stdout();
    let mut check = Check { arguments, out: &mut out, ending: Ending::Good };
    match arguments.values.as_slice() {
        [single] if single == "-" => check.standard_input()?,
        values => values.iter().try_for_each(|value| check.value(value))?,
    }
    let ending = check.ending;
    out.flush()?;
    Ok(ending)
}

struct Check<'a> {
    arguments: &'a Arguments,
    out: &'a mut dyn Write,
    ending: Ending,
}

impl Check<'_> {
    fn standard_input(&mut self) -> io::Result<()> {
        let mut lines = Lines::new(io::stdin().lock());
        while let Some(line) = lines.next(self.out)? {
            match line {
                Line::Text(text) if !self.arguments.json => self.value(text)?,
                Line::Text(text) => match serde_json::from_str::<String>(text) {
                    Ok(value) => self.value(&value)?,
                    Err(_) => self.bad_line("line_not_json_string")?,
                },
                Line::NotUtf8 => self.bad_line("line_not_utf8")?,
                Line::TooLong => self.bad_line("line_too_long")?,
            }
        }
        Ok(())
    }

    fn value(&mut self, input: &str) -> io::Result<()> {
        let verdict = judge(self.arguments.kind, input);
        if verdict.is_err() {
            self.ending = Ending::Bad;
        }
        if self.arguments.json {
            return match verdict {
                Ok((ok, facts)) => self.object(&Accepted { input, ok: &ok, facts }),
                Err(error) => self.object(&Refused {
                    input: Some(input),
                    error: error.code().as_str(),
                    position: error.position(),
                    field: Some(error.field().as_str()),
                }),
            };
        }
        let shown = input.escape_debug();
        match verdict {
            Ok((ok, facts)) => writeln!(self.out, "{GOOD}ok{GOOD:#}       {ok}{}", facts.in_words(&ok)),
            Err(error) => {
                write!(
                    self.out,
                    "{BAD}refused{BAD:#}  {shown}  {}: {}",
                    error.code(),
                    error.code().meaning()
                )?;
                match error.position() {
                    Some(position) => writeln!(self.out, " (byte {position})"),
                    None => writeln!(self.out),
                }
            }
        }
    }

    fn bad_line(&mut self, error: &'static str) -> io::Result<()> {
        self.ending = Ending::Bad;
        if self.arguments.json {
            self.object(&Refused { input: None, error, position: None, field: None })
        } else {
            writeln!(self.out, "{BAD}refused{BAD:#}  {error}")
        }
    }

    fn object(&mut self, object: &impl Serialize) -> io::Result<()> {
        write_json(&mut *self.out, object)
    }
}

#[derive(Serialize)]
struct Accepted<'a> {
    input: &'a str,
    ok: &'a str,
    #[serde(flatten)]
    facts: Facts,
}

#[derive(Serialize)]
struct Refused<'a> {
    input: Option<&'a str>,
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
}

/// What is worth knowing of an accepted value.
#[derive(Serialize)]
#[serde(untagged)]
enum Facts {
    Email { ascii: String },
    Phone { possible: bool, country_code: u16 },
    Wallet { chain: &'static str, checksummed: String },
    Strategy { kind: &'static str, provider: String, display_name: Option<&'static str> },
    RedirectUrl { kind: &'static str },
}

impl Facts {
    fn in_words(&self, ok: &str) -> String {
        match self {
            Self::Email { ascii } if ascii == ok => String::new(),
            Self::Email { ascii } => format!("  (in ASCII {ascii})"),
            Self::Phone { possible: true, country_code } => format!("  (country code {country_code})"),
            Self::Phone { possible: false, country_code } => {
                format!("  (country code {country_code}; no number of that country has so many digits)")
            }
            Self::Wallet { chain, checksummed } => format!("  ({chain}, shown as {checksummed})"),
            Self::Strategy { provider, display_name, kind } => {
                format!("  ({kind}, {})", display_name.unwrap_or(provider))
            }
            Self::RedirectUrl { kind } => format!("  ({kind})"),
        }
    }
}

/// The canonical text and what is known of it, or why it is refused.
fn judge(kind: Kind, input: &str) -> Result<(String, Facts), ValidationError> {
    Ok(match kind {
        Kind::Email => {
            let email = EmailAddress::parse(input)?;
            (email.as_str().to_owned(), Facts::Email { ascii: email.ascii().to_owned() })
        }
        Kind::Phone => {
            let phone = PhoneNumber::parse(input)?;
            let facts = Facts::Phone { possible: phone.possible(), country_code: phone.country_code() };
            (phone.as_str().to_owned(), facts)
        }
        Kind::Wallet => {
            let wallet = WalletAddress::parse(input)?;
            let checksummed = wallet.checksummed().as_str().to_owned();
            (wallet.as_str().to_owned(), Facts::Wallet { chain: wallet.chain().as_str(), checksummed })
        }
        Kind::Strategy if input.starts_with("web3_") => {
            let strategy = Web3Strategy::parse(input)?;
            let (provider, display_name) = (strategy.provider().to_owned(), strategy.display_name());
            (strategy.as_str().to_owned(), Facts::Strategy { kind: "web3", provider, display_name })
        }
        Kind::Strategy => {
            let strategy = OAuthStrategy::parse(input)?;
            let (provider, display_name) = (strategy.provider().to_owned(), strategy.display_name());
            let kind = strategy.kind().as_str();
            (strategy.as_str().to_owned(), Facts::Strategy { kind, provider, display_name })
        }
        Kind::RedirectUrl => {
            let url = RedirectUrl::parse(input)?;
            (url.as_str().to_owned(), Facts::RedirectUrl { kind: url.kind().as_str() })
        }
    })
}
