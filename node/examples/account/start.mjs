// npm run example: the page with a sandbox of its own.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startSandbox } from '#sandbox';

import { createApp } from './server.mjs';
import { Store } from './store.mjs';

// In a checkout, the program that cargo built; otherwise the installed one.
const built = fileURLToPath(new URL('../../../target/debug/user-metadata-sandbox', import.meta.url));
const sandbox = await startSandbox(existsSync(built) ? { binary: built } : {});
const server = createApp({
  store: new Store(join(tmpdir(), `user-metadata-example-${process.pid}.json`)),
  frontendApi: sandbox.url,
  signIn: signInWith(sandbox),
});
const port = Number(process.env.PORT ?? 3000);
server.listen(port, '127.0.0.1', () => {
  console.log(`The page:    http://127.0.0.1:${server.address().port}/`);
  console.log(`The sandbox: ${sandbox.url}/ (the inbox with the codes is there)`);
});
process.once('SIGINT', async () => {
  server.close();
  await sandbox.stop();
  process.exit(0);
});

/** In your app, this is your own sign-in. Here, the sandbox signs its first user in. */
function signInWith({ control, nativeToken, userId }) {
  return async (token) => {
    const clientToken = token ?? nativeToken;
    await control('sign_in', { client_token: clientToken, user_id: userId });
    return clientToken;
  };
}
