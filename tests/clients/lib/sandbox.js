// The sandbox as a process, and its control endpoints.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM =
  process.env.SANDBOX ?? fileURLToPath(new URL('../../../target/debug/user-metadata-sandbox', import.meta.url));

export class Sandbox {
  /** A sandbox of its own on a free port. `first` is its user, as the program prints it. */
  static async start(options = []) {
    const child = spawn(PROGRAM, ['--port', '0', '--json', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    const first = await new Promise((resolve, reject) => {
      child.once('error', () => reject(new Error(`${PROGRAM} does not run: cargo build -p user-metadata-sandbox`)));
      child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    });
    return new Sandbox(child, first);
  }

  constructor(child, first) {
    this.child = child;
    this.first = first;
    this.url = first.url;
  }

  stop() {
    this.child.kill();
  }

  newUser(user = {}) {
    return this.#control('POST', 'users', user);
  }

  signOut(session) {
    return this.#control('POST', 'sign_out', { session_id: session });
  }

  advance(ms) {
    return this.#control('POST', 'clock', { advance_ms: ms });
  }

  settings(changes) {
    return this.#control('PATCH', 'settings', changes);
  }

  state(user) {
    return this.#control('GET', `state?user_id=${encodeURIComponent(user)}`);
  }

  /** The newest message to somebody; fails where there is none. */
  async message(to) {
    const messages = await this.#control('GET', `inbox?to=${encodeURIComponent(to)}`);
    if (messages.length === 0) throw new Error(`no message to ${to}`);
    return messages.at(-1);
  }

  /** Opens a URL as a program without any credentials, and says where it leads. */
  async landing(url) {
    const response = await fetch(url, { redirect: 'manual' });
    if (response.status !== 303) throw new Error(`${url} answered ${response.status}`);
    return new URL(response.headers.get('location'));
  }

  async #control(method, path, body) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.url}/sandbox/${path}`, { method, ...sent });
    if (!response.ok) throw new Error(`${method} /sandbox/${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
