// The request that our core builds equals the request that clerk-js sends, but for what DIFFERENCES.md lists.
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { DEVELOPMENT, PRODUCTION } from '../clients/lib/browser.js';
import { NODE } from '../clients/lib/node.js';
import { Sandbox } from '../clients/lib/sandbox.js';
import { VERSIONS } from '../clients/lib/versions.js';
import { Tally, none } from './tally.js';
import { input } from './inputs.js';
import { ask } from './ours.js';
import { Random } from './random.js';
import { NOT_SENT, REQUEST_DIFFERENCES, pieces } from './request-differences.js';
import { requestsOf } from './requests-of-clerk-js.js';

/** For each release of clerk-js, in each place. */
const COUNT = 2_000;

const PLACES = [
  { environment: NODE, credentials: 'native', seed: 1 },
  { environment: DEVELOPMENT, credentials: 'dev_browser', seed: 2 },
  { environment: PRODUCTION, credentials: 'cookie', seed: 3 },
];

const tally = new Tally('requests', [...REQUEST_DIFFERENCES, ...NOT_SENT]);

for (const { environment, credentials, seed } of PLACES) {
  const random = new Random(seed);
  const inputs = Array.from({ length: COUNT }, () => input(random));
  test(`${credentials}: ${COUNT} requests`, { timeout: 300_000 }, async (t) => {
    await environment.start();
    t.after(environment.stop);
    const sandbox = await Sandbox.start();
    t.after(() => sandbox.stop());
    for (const version of VERSIONS) {
      const client = await sandbox.newUser();
      const app = await environment.open(version, sandbox, client);
      const theirs = await app.run(requestsOf, inputs);
      // a page's origin is known to the browser, and to a host that stands in for one
      const origin = credentials === 'native' ? {} : { origin: new URL(app.home).origin };
      const session = { credentials, frontend_api: sandbox.url, session_id: client.session_id, ...origin };
      const ours = ask(inputs.map((one) => ({ ...one, ...session })));
      const wrong = inputs.flatMap((one, index) =>
        compare({ input: one, theirs: theirs[index], ours: ours[index], version: version.name, credentials }),
      );
      none(wrong);
      await app.close();
    }
  });
}

/** What differs without being listed; nothing, as it should be. */
function compare({ input, theirs, ours, version, credentials }) {
  tally.count();
  if (theirs === null) return [{ input, ours, theirs }];
  if (ours.error !== undefined) {
    const difference = NOT_SENT.find((known) => known.is(ours, input));
    if (difference) tally.saw(difference.id);
    return difference ? [] : [{ input, ours, theirs }];
  }
  const sides = { input, ours: pieces(ours), theirs: pieces(theirs), version, credentials };
  for (const difference of REQUEST_DIFFERENCES) {
    if (difference.apply(sides)) tally.saw(difference.id);
  }
  return isDeepStrictEqual(sides.ours, sides.theirs) ? [] : [{ input, ours, theirs }];
}

after(() => tally.close());
