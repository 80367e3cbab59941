//! Inputs as people and wallets make them, distinct, from a seeded generator: the same in every run.

use std::collections::BTreeSet;

use user_metadata_core::identifier::WalletAddress;

const COUNT: usize = 2_000;

const WORDS: [&str; 24] = [
    "jane",
    "kim",
    "alexander",
    "li",
    "sofia",
    "oscar",
    "maria",
    "noor",
    "ivan",
    "chloe",
    "smith",
    "garcia",
    "wang",
    "mueller",
    "rossi",
    "tanaka",
    "silva",
    "cohen",
    "novak",
    "dubois",
    "info",
    "sales",
    "shop",
    "team",
];
const DOMAINS: [&str; 12] = [
    "gmail.com",
    "outlook.com",
    "example.org",
    "mail.example.co.uk",
    "proton.me",
    "icloud.com",
    "uni-koeln.de",
    "yahoo.co.jp",
    "acme.io",
    "big-company.com",
    "k12.ny.us",
    "orange.fr",
];

/// Plain addresses.
pub fn emails() -> Vec<String> {
    distinct(1, |random| {
        let (first, last, domain) = (random.pick(&WORDS), random.pick(&WORDS), random.pick(&DOMAINS));
        match random.below(5) {
            0 => format!("{first}@{domain}"),
            1 => format!("{first}.{last}@{domain}"),
            2 => format!("{first}{}@{domain}", random.below(10_000)),
            3 => format!("{first}_{last}{}@{domain}", random.below(100)),
            _ => format!("{first}+{last}{}@{domain}", random.below(100)),
        }
    })
}

/// Plain addresses with one thing wrong.
pub fn wrong_emails() -> Vec<String> {
    emails()
        .iter()
        .zip(0..)
        .map(|(email, n)| match n % 6 {
            0 => email.replace('@', "@@"),
            1 => email.replace('@', ".@"),
            2 => email.replace('@', " at "),
            3 => format!("{email}."),
            4 => format!("{email},x"),
            _ => email.replacen('.', "..", 2),
        })
        .collect()
}

/// Addresses with domains beyond ASCII.
pub fn international_emails() -> Vec<String> {
    let domains = [
        "bücher.example",
        "例子.广告",
        "пример.рф",
        "παράδειγμα.δοκιμή",
        "mañana.es",
        "דוגמה.co.il",
        "실례.테스트",
    ];
    distinct(2, |random| format!("{}{}@{}", random.pick(&WORDS), random.below(10_000), random.pick(&domains)))
}

/// Numbers of several countries in E.164.
pub fn phones() -> Vec<String> {
    let plans = [
        ("+1201555", 4),
        ("+4474", 8),
        ("+336", 8),
        ("+49151", 8),
        ("+8190", 8),
        ("+9198", 8),
        ("+5511", 9),
        ("+35385", 7),
    ];
    distinct(3, |random| {
        let (prefix, digits) = random.pick(&plans);
        format!("{prefix}{}", random.digits(digits))
    })
}

/// Numbers as people write them.
pub fn formatted_phones() -> Vec<String> {
    distinct(4, |random| {
        let (a, b, c) = (random.digits(3), random.digits(3), random.digits(4));
        match random.below(4) {
            0 => format!("+1 (2{}) {b}-{c}", random.digits(2)),
            1 => format!("+44 20 7{a} {c}"),
            2 => format!("+49 (0)30 {a} {b}"),
            _ => format!(
                "+33 6 {} {} {} {}",
                random.digits(2),
                random.digits(2),
                random.digits(2),
                random.digits(2)
            ),
        }
    })
}

/// Ethereum addresses in lower case.
pub fn lower_case_addresses() -> Vec<String> {
    distinct(5, |random| format!("0x{}", random.text(b"0123456789abcdef", 40)))
}

/// Ethereum addresses with their checksum.
pub fn checksummed_addresses() -> Vec<String> {
    let checksummed = |address: &String| Some(WalletAddress::parse(address).ok()?.checksummed().to_string());
    lower_case_addresses().iter().filter_map(checksummed).collect()
}

/// Solana addresses.
pub fn solana_addresses() -> Vec<String> {
    distinct(6, |random| {
        let mut key = [0_u8; 32];
        for chunk in key.chunks_mut(8) {
            chunk.copy_from_slice(&random.next().to_le_bytes());
        }
        bs58::encode(key).into_string()
    })
}

/// OAuth strategies, of known and unknown providers.
pub fn strategies() -> Vec<String> {
    distinct(7, |random| {
        let length = 4 + random.below(12);
        format!("oauth_{}", random.text(b"abcdefghijklmnopqrstuvwxyz0123456789_", length))
    })
}

/// Redirect URLs of web apps, and a few deep links.
pub fn redirect_urls() -> Vec<String> {
    distinct(8, |random| {
        let (host, page, n) = (random.pick(&DOMAINS), random.pick(&WORDS), random.below(100_000));
        match random.below(6) {
            0 => format!("https://{host}/sso-callback?s={n}"),
            1 => format!("https://app.{host}/{page}/{n}"),
            2 => format!("http://localhost:3000/{page}?tab={n}"),
            3 => format!("https://{page}.{host}/a/b/c#{n}"),
            4 => format!("com.acme.{page}://callback/{n}"),
            _ => format!("/settings/{page}?redirect=%2Fhome%2F{n}"),
        }
    })
}

fn distinct(seed: u64, mut make: impl FnMut(&mut Random) -> String) -> Vec<String> {
    let mut random = Random(seed);
    let mut seen = BTreeSet::new();
    let mut inputs = Vec::with_capacity(COUNT);
    while inputs.len() < COUNT {
        let input = make(&mut random);
        if seen.insert(input.clone()) {
            inputs.push(input);
        }
    }
    inputs
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let place = self.below(from.len());
        from.iter().copied().cycle().nth(place).unwrap_or_else(|| std::process::abort())
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(self.pick(alphabet))).collect()
    }

    fn digits(&mut self, length: usize) -> String {
        self.text(b"0123456789", length)
    }
}
