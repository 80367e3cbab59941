import { filesBelow, readJson } from '../root.mjs';
import type { Json, JsonObject } from '../root.mjs';

/** One case. What `input` and `result` are, the schema of the suite says. */
export interface Case {
  id: string;
  comment: string;
  flags: string[];
  input: Json;
  result: Json;
}

/** One file. */
export interface Suite {
  suite: string;
  schema: string;
  count: number;
  notes: Record<string, string>;
  cases: Case[];
}

const ENVELOPE = ['suite', 'schema', 'count', 'notes', 'cases'];
const CASE = ['id', 'comment', 'flags', 'input', 'result'];

/** Every suite, checked as `tests/vectors/README.md` demands. */
export function suites(): Suite[] {
  const files = filesBelow('tests/vectors').filter(
    (file) => file.includes('/') && !file.startsWith('schemas/'),
  );
  if (files.length === 0) throw new Error('there are no vectors');
  const ids = new Set<string>();
  return files.map((file) => {
    const suite = readJson('tests/vectors', file) as Suite;
    only(suite as unknown as JsonObject, ENVELOPE, file);
    if (`${suite.suite}.json` !== file) throw new Error(`${file}: the suite is not named after its file`);
    if (suite.count !== suite.cases.length) throw new Error(`${file}: a wrong count`);
    readJson('tests/vectors', suite.schema);
    const flags = new Set(suite.cases.flatMap((held) => held.flags));
    const notes = Object.keys(suite.notes);
    if (flags.size !== notes.length || !notes.every((flag) => flags.has(flag))) {
      throw new Error(`${file}: flags used, and flags explained`);
    }
    for (const held of suite.cases) {
      only(held as unknown as JsonObject, CASE, held.id);
      if (ids.has(held.id)) throw new Error(`${held.id}: a duplicate id`);
      ids.add(held.id);
    }
    return suite;
  });
}

/** Case id to reason. */
export function skips(): Map<string, string> {
  return new Map(Object.entries(readJson('tests/vectors', 'skips.json') as Record<string, string>));
}

function only(object: JsonObject, names: string[], where: string): void {
  for (const name of Object.keys(object)) {
    if (!names.includes(name)) throw new Error(`${where}: nobody knows what ${name} is`);
  }
  for (const name of names) if (!(name in object)) throw new Error(`${where}: there is no ${name}`);
}
