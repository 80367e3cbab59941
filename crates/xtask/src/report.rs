//! The report of what `cargo xtask bench` measured: a page with tables, and a plot.
//!
//! Every language leaves its rows in `target/bench`; what was not measured in this folder is not in the report.

use std::fmt::Write as _;
use std::{fs, io};

use serde_json::Value;

use crate::tools::root;

const PAGE: &str = "docs/benchmarks.md";
const PLOT: &str = "docs/benchmarks.svg";

/// The files of rows, what their tables are called, and what to know of them.
const SOURCES: &[(&str, &str, &str)] = &[
    ("rust-validators", "Rust: validators", ""),
    ("rust-calls", "Rust: requests and answers", ""),
    ("rust-machine", "Rust: the machine", ""),
    ("python", "Python", PYTHON),
    ("node", "Node", ""),
    ("kotlin", "Kotlin", ""),
    ("swift", "Swift", ""),
];

const PYTHON: &str = "
`len` is an empty native call, and every row holds the loop around the call. A row of ours is that, the work, which the
rows of Rust tell, and what the binding adds. `re` looks at the characters of an Ethereum address and not at the checksum
of one in mixed case, which is a Keccak hash: it takes longer than all of `re`'s work. A column's goal is 1.3 times the loop
in Rust that keeps its answers, in the same run.
";

const INTRODUCTION: &str = "\
# Benchmarks

Written by `cargo xtask bench`; not edited by hand. All contenders of a table take turns on the same inputs in one run.
Times are medians in nanoseconds per call, \"±\" is half the distance between the quartiles, and the ratio is to our first
row: what is above 1 is slower than ours. The machine is a shared one with two cores, so the ratios are what to trust.
The peers accept and refuse other things than we do; `docs/comparison.md` and the vectors say what. A goal is what our row
should cost at most on the machine that the goals were set on.

![How much longer peers take](benchmarks.svg)
";

/// One line of a table.
struct Row {
    /// And its input, where that has a name.
    operation: String,
    name: String,
    is_ours: bool,
    median: f64,
    spread: f64,
    goal: Option<f64>,
}

/// Writes the page and the plot from the rows that are there.
pub(crate) fn write() -> Result<(), String> {
    let mut page = INTRODUCTION.to_owned();
    let mut bars = Vec::new();
    for (file, title, note) in SOURCES {
        let Some(rows) = read(file)? else {
            println!("no rows of {file}: it is not in the report");
            continue;
        };
        table(&mut page, title, note, &rows);
        bars.extend(slowdowns(title, &rows));
    }
    let write = |path: &str, text: &str| {
        fs::write(root().join(path), text).map_err(|error| format!("{path}: {error}"))
    };
    write(PAGE, &page)?;
    write(PLOT, &plot(&bars))?;
    println!("written: {PAGE}, {PLOT}");
    Ok(())
}

fn read(file: &str) -> Result<Option<Vec<Row>>, String> {
    let path = root().join("target/bench").join(format!("{file}.json"));
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    let rows: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("{file}.json: {error}"))?;
    rows.iter()
        .map(|row| Row::of(row).ok_or_else(|| format!("{file}.json: {row}")))
        .collect::<Result<_, _>>()
        .map(Some)
}

impl Row {
    fn of(row: &Value) -> Option<Self> {
        let operation = row.get("operation")?.as_str()?.to_owned();
        Some(Self {
            operation: match row.get("input").and_then(Value::as_str) {
                Some(input) => format!("{operation}, {input}"),
                None => operation,
            },
            name: row.get("name")?.as_str()?.to_owned(),
            is_ours: row.get("ours")?.as_bool()?,
            median: row.get("median_ns")?.as_f64()?,
            spread: row.get("spread_ns")?.as_f64()?,
            goal: row.get("goal_ns").and_then(Value::as_f64),
        })
    }
}

/// The rows of each operation, in the order of the file.
fn by_operation(rows: &[Row]) -> Vec<(&str, Vec<&Row>)> {
    let mut all: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in rows {
        match all.iter_mut().find(|(operation, _)| *operation == row.operation) {
            Some((_, same)) => same.push(row),
            None => all.push((&row.operation, vec![row])),
        }
    }
    all
}

fn table(page: &mut String, title: &str, note: &str, rows: &[Row]) {
    let _ = write!(
        page,
        "\n## {title}\n{note}\n| what | by | ns | ± | ratio | goal |\n|---|---|--:|--:|--:|--:|\n"
    );
    for (operation, rows) in by_operation(rows) {
        let ours = rows.iter().find(|row| row.is_ours).map(|row| row.median);
        for (position, row) in rows.iter().enumerate() {
            let what = if position == 0 { operation } else { "" };
            let name = if row.is_ours { format!("**{}**", row.name) } else { row.name.clone() };
            let ratio = ours.map_or_else(String::new, |ours| format!("{:.2}", row.median / ours));
            let goal = row.goal.map_or_else(String::new, |goal| {
                let met = if row.median <= goal {
                    "met".to_owned()
                } else {
                    format!("{:.2} of it", row.median / goal)
                };
                format!("{goal:.0}: {met}")
            });
            let (median, spread) = (row.median, row.spread / 2.0);
            let _ = writeln!(page, "| {what} | {name} | {median:.1} | {spread:.1} | {ratio} | {goal} |");
        }
    }
}

/// How much longer the fastest and the slowest peer take, for each operation.
fn slowdowns(title: &str, rows: &[Row]) -> Vec<(String, f64)> {
    let mut bars = Vec::new();
    for (operation, rows) in by_operation(rows) {
        let Some(ours) = rows.iter().find(|row| row.is_ours) else { continue };
        for peer in rows.iter().filter(|row| !row.is_ours) {
            let language = title.split(':').next().unwrap_or(title);
            bars.push((format!("{language}, {operation}: {}", peer.name), peer.median / ours.median));
        }
    }
    bars
}

/// Bars on a logarithmic scale; the line is where a peer takes as long as we do.
fn plot(bars: &[(String, f64)]) -> String {
    const LEFT: f64 = 460.0;
    const DECADE: f64 = 90.0;
    const LINE: usize = 18;
    let height = bars.len() * LINE + 40;
    let one = LEFT + DECADE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1040\" height=\"{height}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{one}\" y=\"14\">1 = as long as ours; each step to the right is ten times as long</text>\n"
    );
    for decade in 0..6_u8 {
        let x = LEFT + DECADE * f64::from(decade);
        let colour = if decade == 1 { "#333" } else { "#ddd" };
        let _ = writeln!(
            svg,
            "<line x1=\"{x}\" y1=\"22\" x2=\"{x}\" y2=\"{}\" stroke=\"{colour}\"/>",
            height - 10
        );
    }
    for (position, (name, ratio)) in bars.iter().enumerate() {
        let y = 28 + position * LINE;
        let end = LEFT + DECADE * (ratio.log10() + 1.0).clamp(0.0, 6.0);
        let (x, width) = (one.min(end), (end - one).abs().max(1.0));
        let colour = if *ratio >= 1.0 { "#4a90c2" } else { "#c2704a" };
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{name}</text><rect x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" \
             height=\"12\" fill=\"{colour}\"/><text x=\"{:.1}\" y=\"{}\">{ratio:.2}</text>",
            LEFT - 6.0,
            y + 10,
            end.max(one) + 4.0,
            y + 10
        );
    }
    svg.push_str("</svg>\n");
    svg
}
