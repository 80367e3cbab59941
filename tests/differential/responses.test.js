// Our reading of an answer equals clerk-js's, but for what DIFFERENCES.md lists.
import { after, test } from 'node:test';

import { NODE } from '../clients/lib/node.js';
import { Sandbox } from '../clients/lib/sandbox.js';
import { VERSIONS } from '../clients/lib/versions.js';
import { exchange } from './answers.js';
import { ask } from './ours.js';
import { Random } from './random.js';
import { LEAVES, OUTCOMES, differing } from './reading-differences.js';
import { ourReading } from './readings.js';
import { readingsOf } from './readings-of-clerk-js.js';
import { Tally, none } from './tally.js';

/** For each release of clerk-js. */
const COUNT = 3_000;

const tally = new Tally('responses', [...LEAVES, ...OUTCOMES]);

for (const version of VERSIONS) {
  test(`clerk-js ${version.name}: ${COUNT} answers`, { timeout: 300_000 }, async (t) => {
    const random = new Random(4);
    const exchanges = Array.from({ length: COUNT }, () => exchange(random));
    const sandbox = await Sandbox.start();
    t.after(() => sandbox.stop());
    const client = await sandbox.newUser();
    const app = await NODE.open(version, sandbox, client);
    const theirs = await app.run(readingsOf, exchanges);
    const ours = ask(exchanges.map((one) => ({ ...one, credentials: 'native' }))).map(ourReading);
    const wrong = exchanges.flatMap((one, index) => compare(one, ours[index], theirs[index]));
    none(wrong);
  });
}

/** There is no answer to be read, so nothing of ours to compare with: this only holds clerk-js to what is listed. */
test('clerk-js resolves a create while it takes itself for offline', async (t) => {
  const network = new Tally('network', [{ id: 'offline-creates-resolve' }]);
  const sandbox = await Sandbox.start();
  t.after(() => sandbox.stop());
  for (const version of VERSIONS) {
    const app = await NODE.open(version, sandbox, await sandbox.newUser());
    const made = await app.run(async (clerk) => {
      const { fetch, window } = globalThis;
      globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
      globalThis.window = { navigator: { onLine: false } };
      try {
        const email = await clerk.user.createEmailAddress({ email: 'jane@example.com' });
        return { id: email.id ?? null };
      } finally {
        Object.assign(globalThis, { fetch, window });
      }
    });
    network.count();
    if (made.id === null) network.saw('offline-creates-resolve');
  }
  network.close();
});

/** What differs without being listed; nothing, as it should be. */
function compare(exchange, ours, theirs) {
  tally.count();
  const { answer } = exchange;
  const whole = OUTCOMES.find((known) => known.is({ ours, theirs, answer, exchange }));
  if (whole) {
    tally.saw(whole.id);
    return [];
  }
  // neither can read it
  if (ours.unreadable && theirs.broke) return [];
  const pair = ['read', 'refused'].find((kind) => ours[kind] && theirs[kind]);
  if (!pair) return [{ exchange, ours, theirs }];
  return [...differing(ours[pair], theirs[pair])].flatMap((place) => {
    const known = LEAVES.find((leaf) => leaf.is({ ...place, answer }));
    if (known) tally.saw(known.id);
    return known ? [] : [{ ...place, answer }];
  });
}

after(() => tally.close());
