// The app's own session store: who is signed in, and what was begun. It is a file, so it survives a restart.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * What is kept of a visitor: the client token, and a snapshot of everything that was begun. A snapshot holds no token,
 * no code and no signature; the token is the only secret here.
 *
 * @typedef {{ token: string | null, flows: Record<string, string>, notice: string | null }} Visit
 */

export class Store {
  #file;
  /** @type {Record<string, Visit>} */
  #visits = {};

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    try {
      this.#visits = JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }

  /** The visit with this id, or a new one. */
  open(id) {
    const known = id !== undefined && Object.hasOwn(this.#visits, id);
    const visit = known ? id : randomUUID();
    this.#visits[visit] ??= { token: null, flows: {}, notice: null };
    return { id: visit, visit: this.#visits[visit] };
  }

  /** Written beside and put in place: a crash in between leaves the old file. */
  save() {
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify(this.#visits), { mode: 0o600 });
    renameSync(next, this.#file);
  }
}
