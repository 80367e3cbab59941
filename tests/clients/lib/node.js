// clerk-js in plain Node, as an app without a browser has it: native, the token in `Authorization`.
import { outcome, perform } from './perform.js';

// Without a window, and with `navigator.webdriver`, clerk-js takes itself for offline and resolves with empty resources.
globalThis.window = { navigator: { onLine: true, product: 'ReactNative', userAgent: 'node' } };

// A key of a production instance: clerk-js warns about others.
const KEY = `pk_live_${btoa('clerk.example.com$')}`;

export const NODE = {
  name: 'Node',
  start: async () => {},
  stop: async () => {},
  open: (version, sandbox, client) => App.open(version, sandbox, client),
};

class App {
  static async open(version, sandbox, client) {
    const { Clerk } = version.load();
    const clerk = new Clerk(KEY, { proxyUrl: sandbox.url });
    let token = client.native_token;
    clerk.__internal_onBeforeRequest((request) => {
      request.credentials = 'omit';
      request.url.searchParams.append('_is_native', '1');
      request.headers.set('authorization', token);
    });
    clerk.__internal_onAfterResponse((_, response) => {
      token = response.headers.get('authorization') ?? token;
    });
    await clerk.load({ standardBrowser: false });
    return new App(clerk);
  }

  constructor(clerk) {
    this.clerk = clerk;
    /** Where links and providers lead back to; nobody listens there. */
    this.home = 'http://127.0.0.1:9/home';
  }

  /** Runs `act(clerk, given)`; both ways only JSON passes, as with a browser. */
  async run(act, given = null) {
    const result = await perform(act, this.clerk, structuredClone(given));
    return outcome(JSON.parse(JSON.stringify(result)));
  }

  /** Goes to the provider and decides there, as the buttons of its page do. */
  async goToProvider(url, decision) {
    const page = await fetch(url);
    const state = /name="state" value="([^"]+)"/.exec(await page.text())?.[1];
    if (!state) throw new Error(`no consent page at ${url}: ${page.status}`);
    const body = new URLSearchParams({ state, decision, login: 'person@provider.example' });
    const target = new URL('/sandbox/provider/authorize', url);
    const decided = await fetch(target, { method: 'POST', body, redirect: 'manual' });
    const back = await fetch(decided.headers.get('location'), { redirect: 'manual' });
    if (back.headers.get('location')?.split('?')[0] !== this.home) throw new Error(`did not come back: ${back.status}`);
  }

  async close() {}
}
