//! Two thousand clients at once, each with a connection that stays open.

use std::sync::Barrier;
use std::thread;

use user_metadata_sandbox::raise_open_file_limit;

use crate::kill::Program;
use crate::wire::Connection;

const CLIENTS: usize = 2000;
const THREADS: usize = 20;

#[test]
fn two_thousand_clients_at_once_are_served_without_an_error() {
    let limit = raise_open_file_limit().unwrap();
    assert!(limit > CLIENTS as u64 + 100, "this machine allows only {limit} open files");
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&folder.path().join("sandbox.db"));
    let all_connected = Barrier::new(THREADS);
    thread::scope(|scope| {
        for number in 0..THREADS {
            let (url, all_connected) = (&program.url, &all_connected);
            scope.spawn(move || {
                let mut clients: Vec<Connection> =
                    (0..CLIENTS / THREADS).map(|_| Connection::open(url).unwrap()).collect();
                all_connected.wait();
                // all requests are under way before the first answer is read
                for client in &mut clients {
                    client.ask("POST", "/sandbox/users", "", "").unwrap();
                }
                let tokens: Vec<String> = clients
                    .iter_mut()
                    .map(|client| {
                        let (status, user) = client.answer().unwrap();
                        assert_eq!(status, 200, "{user}");
                        user["native_token"].as_str().unwrap().to_owned()
                    })
                    .collect();
                for (position, (client, token)) in clients.iter_mut().zip(&tokens).enumerate() {
                    let body = format!("email_address=c{number}-{position}@example.com");
                    client.ask("POST", "/v1/me/email_addresses", token, &body).unwrap();
                }
                for client in &mut clients {
                    let (status, created) = client.answer().unwrap();
                    assert_eq!(status, 200, "{created}");
                }
            });
        }
    });
    program.kill();
}
