//! A machine's table as `docs/machine.md` shows it: for the tests of every machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One row: the state before, the input, the states that may follow.
pub(crate) type Row<S> = (S, &'static str, &'static [S]);

/// The page must show this between the markers of that name. Set `UPDATE_DOCS` to write it there.
pub(crate) fn shows(marker: &str, drawn: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/machine.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (begin, end) = (format!("<!-- {marker}:begin -->\n"), format!("<!-- {marker}:end -->"));
    let (before, rest) = document.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    let expected = format!("{before}{begin}{drawn}{end}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        return std::fs::write(path, &expected).unwrap();
    }
    assert!(document == expected, "docs/machine.md is not up to date: run this test with UPDATE_DOCS=1");
}

/// The diagram and the table.
pub(crate) fn drawn<S: Copy + Ord + 'static>(
    rows: impl Iterator<Item = Row<S>> + Clone,
    name: fn(S) -> &'static str,
    effect: fn(S) -> &'static str,
) -> String {
    let mut out = String::from("```mermaid\nstateDiagram-v2\n    [*] --> calling\n");
    let mut edges: BTreeMap<(S, S), Vec<&str>> = BTreeMap::new();
    for (from, input, to) in rows.clone() {
        for to in to.iter().filter(|to| **to != from) {
            edges.entry((from, *to)).or_default().push(input);
        }
    }
    for ((from, to), inputs) in &edges {
        writeln!(out, "    {} --> {}: {}", name(*from), name(*to), inputs.join(", ")).unwrap();
    }
    out.push_str("    finished --> [*]\n```\n\n| state | effect | input | next state |\n|---|---|---|---|\n");
    for (from, input, to) in rows {
        let to: Vec<&str> = to.iter().map(|state| name(*state)).collect();
        writeln!(out, "| `{}` | `{}` | `{input}` | {} |", name(from), effect(from), to.join(", ")).unwrap();
    }
    out
}
