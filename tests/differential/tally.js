// Which differences occurred, and how often. A listed one that never occurs is as wrong as one that is not listed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export class Tally {
  #name;
  #total = 0;
  #seen;

  constructor(name, differences) {
    this.#name = name;
    this.#seen = new Map(differences.map(({ id }) => [id, 0]));
    assert.deepEqual([...this.#seen.keys()].sort(), listed(name).sort(), `DIFFERENCES.md lists other ${name}`);
  }

  count() {
    this.#total += 1;
  }

  saw(id) {
    this.#seen.set(id, this.#seen.get(id) + 1);
  }

  /** Prints what was seen; fails where something listed never occurred. */
  close() {
    console.log(`differential: ${this.#total} ${this.#name} compared`);
    for (const [id, times] of this.#seen) console.log(`  ${String(times).padStart(6)} × ${id}`);
    const never = [...this.#seen].filter(([, times]) => times === 0).map(([id]) => id);
    assert.deepEqual(never, [], 'listed in DIFFERENCES.md, and never seen');
  }
}

/** Fails where something differs without being listed, and shows the first. */
export function none(wrong) {
  const shown = wrong.slice(0, 3).map((one) => JSON.stringify(one).slice(0, 2_000));
  // not `deepEqual`: to draw the difference of long texts takes minutes
  assert.ok(wrong.length === 0, `${wrong.length} unlisted differences:\n${shown.join('\n')}`);
}

/** The ids in a section of DIFFERENCES.md. */
function listed(section) {
  const text = readFileSync(new URL('DIFFERENCES.md', import.meta.url), 'utf8');
  const [, body] = new RegExp(`^## ${section}$([^]*?)(?=^## |(?![^]))`, 'im').exec(text);
  return [...body.matchAll(/^\| `([^`]+)` \|/gm)].map(([, id]) => id);
}
