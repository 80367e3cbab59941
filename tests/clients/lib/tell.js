// Tells stories in an environment, with each release of clerk-js.
import { after, before, describe, test } from 'node:test';

import { STORIES } from '../stories/index.js';
import { Sandbox } from './sandbox.js';
import { VERSIONS } from './versions.js';

export function tellAll(environment, stories = STORIES) {
  describe(environment.name, { concurrency: 2 }, () => {
    before(environment.start);
    after(environment.stop);
    for (const version of VERSIONS) {
      for (const story of stories) {
        test(`clerk-js ${version.name} ${story.name}`, () => tell(story, environment, version));
      }
    }
  });
}

/** Every story has a sandbox and an app of its own. */
async function tell(story, environment, version) {
  const sandbox = await Sandbox.start();
  let app;
  try {
    const client = await sandbox.newUser(story.user);
    await sandbox.settings(story.settings ?? {});
    app = await environment.open(version, sandbox, client);
    await story.play({ app, sandbox, client });
  } finally {
    await app?.close();
    sandbox.stop();
  }
}
