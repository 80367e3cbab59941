//! How much one sandbox serves: clients that add and verify email addresses over connections of their own.
//!
//! ```text
//! cargo bench -p user-metadata-sandbox --bench load -- [--clients N] [--seconds N] [--db] [--server PROGRAM]
//! ```
//!
//! The sandbox runs as a process of its own. Requests per second depend on what else the machine does;
//! the processor time per request hardly does.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool for developers"
)]

use std::io::{BufRead, BufReader as Lines};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

struct Arguments {
    clients: usize,
    seconds: u64,
    db: bool,
    /// The sandbox to measure; the one that was built with this.
    server: String,
}

/// What one client saw.
#[derive(Default)]
struct Seen {
    latencies: Vec<Duration>,
    errors: Vec<String>,
}

fn main() {
    let arguments = arguments();
    user_metadata_sandbox::raise_open_file_limit().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&arguments.server);
    command.args(["--port", "0", "--json"]).stdout(Stdio::piped());
    if arguments.db {
        command.arg("--db").arg(folder.path().join("load.db"));
    }
    let mut server = command.spawn().unwrap();
    let mut line = String::new();
    Lines::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url: Value = serde_json::from_str(&line).unwrap();
    let address = url["url"].as_str().unwrap().trim_start_matches("http://").to_owned();

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let processor = processor_time(server.id());
    let started = Instant::now();
    let seen = runtime.block_on(run(&address, &arguments));
    let elapsed = started.elapsed();
    let processor = processor_time(server.id()).zip(processor).map(|(after, before)| after - before);
    server.kill().unwrap();
    server.wait().unwrap();
    report(&arguments, seen, elapsed, processor);
}

async fn run(address: &str, arguments: &Arguments) -> Vec<Seen> {
    let until = Instant::now() + Duration::from_secs(arguments.seconds);
    let clients: Vec<_> = (0..arguments.clients)
        .map(|number| {
            let address = address.to_owned();
            tokio::spawn(async move {
                let mut seen = Seen::default();
                if let Err(error) = client(&address, number, until, &mut seen).await {
                    seen.errors.push(error);
                }
                seen
            })
        })
        .collect();
    let mut all = Vec::new();
    for client in clients {
        all.push(client.await.unwrap());
    }
    all
}

/// A user of its own; then one address after the other: create, prepare, attempt, read, delete.
async fn client(address: &str, number: usize, until: Instant, seen: &mut Seen) -> Result<(), String> {
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    stream.set_nodelay(true).map_err(|error| error.to_string())?;
    let mut stream = BufReader::new(stream);
    let user = call(&mut stream, "POST", "/sandbox/users", "", "", seen).await?;
    let token = user["native_token"].as_str().ok_or("no token")?.to_owned();
    while Instant::now() < until {
        let body = format!("email_address=c{number}%2Bclerk_test@example.com");
        let created = call(&mut stream, "POST", "/v1/me/email_addresses", &token, &body, seen).await?;
        let id = created["response"]["id"].as_str().ok_or("no id")?;
        let path = format!("/v1/me/email_addresses/{id}");
        let prepare = format!("{path}/prepare_verification");
        call(&mut stream, "POST", &prepare, &token, "strategy=email_code", seen).await?;
        let attempt = format!("{path}/attempt_verification");
        let verified = call(&mut stream, "POST", &attempt, &token, "code=424242", seen).await?;
        if verified["response"]["verification"]["status"] != "verified" {
            return Err(format!("not verified: {verified}"));
        }
        call(&mut stream, "GET", &path, &token, "", seen).await?;
        call(&mut stream, "DELETE", &path, &token, "", seen).await?;
    }
    Ok(())
}

async fn call(
    stream: &mut BufReader<TcpStream>,
    method: &str,
    path: &str,
    token: &str,
    body: &str,
    seen: &mut Seen,
) -> Result<Value, String> {
    let request = format!(
        "{method} {path}?_is_native=1 HTTP/1.1\r\nhost: localhost\r\nauthorization: {token}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let started = Instant::now();
    let answer =
        exchange(stream, request.as_bytes()).await.map_err(|error| format!("{method} {path}: {error}"))?;
    seen.latencies.push(started.elapsed());
    let (status, body) = answer;
    if status == 200 { Ok(body) } else { Err(format!("{method} {path}: {status} {body}")) }
}

async fn exchange(stream: &mut BufReader<TcpStream>, request: &[u8]) -> std::io::Result<(u16, Value)> {
    stream.write_all(request).await?;
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((status, serde_json::from_slice(&body)?))
}

fn report(arguments: &Arguments, seen: Vec<Seen>, elapsed: Duration, processor: Option<Duration>) {
    let mut latencies: Vec<Duration> = seen.iter().flat_map(|seen| seen.latencies.iter().copied()).collect();
    let errors: Vec<String> = seen.into_iter().flat_map(|seen| seen.errors).collect();
    latencies.sort_unstable();
    let count = latencies.len();
    let at = |share: usize| latencies.get(count * share / 100).copied().unwrap_or_default();
    println!("clients      {}", arguments.clients);
    println!("store        {}", if arguments.db { "a file" } else { "memory" });
    println!(
        "requests     {count} in {:.1} s, {:.0} a second",
        elapsed.as_secs_f64(),
        count as f64 / elapsed.as_secs_f64()
    );
    println!(
        "latency      median {:.1?}, 99 % {:.1?}, slowest {:.1?}",
        at(50),
        at(99),
        latencies.last().copied().unwrap_or_default()
    );
    if let Some(processor) = processor {
        println!(
            "processor    {:.0?} a request, by the server",
            processor / u32::try_from(count.max(1)).unwrap()
        );
    }
    println!("errors       {}", errors.len());
    for error in errors.iter().take(5) {
        println!("             {error}");
    }
    if !errors.is_empty() {
        std::process::exit(1);
    }
}

/// User and system time of a process, where there is /proc.
fn processor_time(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: u64 =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    // Linux counts in hundredths of a second here, whatever its own clock
    Some(Duration::from_millis(ticks * 10))
}

fn arguments() -> Arguments {
    let given: Vec<String> = std::env::args().collect();
    let number = |name: &str, default: u64| {
        let position = given.iter().position(|argument| argument == name);
        position.map_or(default, |position| given[position + 1].parse().unwrap())
    };
    let server = given.iter().position(|argument| argument == "--server");
    let server = server.map_or(env!("CARGO_BIN_EXE_user-metadata-sandbox"), |position| &given[position + 1]);
    Arguments {
        server: server.to_owned(),
        clients: usize::try_from(number("--clients", 2000)).unwrap(),
        seconds: number("--seconds", 5),
        db: given.iter().any(|argument| argument == "--db"),
    }
}
