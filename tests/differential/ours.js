// Our side: the tool's `request`, which sends nothing.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = process.env.TOOL ?? fileURLToPath(new URL('../../target/debug/user-metadata', import.meta.url));

/** What the core makes of each line: a request, a reading, or an error. */
export function ask(lines) {
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const ended = spawnSync(PROGRAM, ['request', '-'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (ended.error) throw new Error(`${PROGRAM}: cargo build -p user-metadata --features cli`, { cause: ended.error });
  const answers = ended.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  if (answers.length !== lines.length) throw new Error(`${answers.length} answers to ${lines.length} lines`);
  const malformed = answers.findIndex((answer) => answer.error === 'line_malformed');
  if (malformed >= 0) throw new Error(`${answers[malformed].detail}: ${JSON.stringify(lines[malformed])}`);
  return answers;
}
