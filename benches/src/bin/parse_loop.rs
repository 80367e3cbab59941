//! A plain loop over texts, for other languages to compare their bulk calls with: it reads texts up to an empty line,
//! then parses all of them once for every further line, and says how many nanoseconds each took. The line says what
//! becomes of the answers: `keep` or `drop`.

use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use user_metadata_core::identifier::{EmailAddress, PhoneNumber};

fn main() -> io::Result<()> {
    let kind = std::env::args().nth(1).unwrap_or_default();
    let mut lines = io::stdin().lock().lines();
    let texts: Vec<String> =
        lines.by_ref().map_while(Result::ok).take_while(|text| !text.is_empty()).collect();
    for line in lines {
        let kept = line? == "keep";
        let started = Instant::now();
        let accepted = match kind.as_str() {
            "email" => parse_all(&texts, kept, EmailAddress::parse),
            "phone" => parse_all(&texts, kept, PhoneNumber::parse),
            _ => return Err(io::Error::other("the kinds are email and phone")),
        };
        let each = started.elapsed().as_nanos() as f64 / texts.len() as f64;
        if accepted != texts.len() {
            return Err(io::Error::other("not all of the texts are right"));
        }
        writeln!(io::stdout(), "{each}")?;
    }
    Ok(())
}

/// Says how many texts are accepted.
#[inline(always)]
fn parse_all<T, E>(texts: &[String], kept: bool, parse: impl Fn(&str) -> Result<T, E>) -> usize {
    if !kept {
        return texts.iter().filter(|text| black_box(parse(black_box(text))).is_ok()).count();
    }
    let answers: Vec<Result<T, E>> = texts.iter().map(|text| parse(text)).collect();
    black_box(&answers).iter().filter(|answer| answer.is_ok()).count()
}
