// An account page over plain node:http: what is begun is kept as a snapshot in the app's own session store, so a reload, a
// restart of the server or another machine goes on where it was.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { ApiError, MisuseError, Session, User, ValidationError } from 'user-metadata';

import * as pages from './pages.mjs';
import { outcomeOf, PROVIDERS, refusalOf } from './words.mjs';

const FILES = { '/style.css': 'text/css', '/wallet.js': 'text/javascript' };
/** No form of this page is longer. */
const LONGEST_FORM = 20_000;

/**
 * @param options.store the app's session store
 * @param options.frontendApi where the calls go
 * @param options.signIn how the app signs somebody in: given the old client token or null, it answers the client token
 */
export function createApp({ store, frontendApi, signIn }) {
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status = 200, headers = {}, body = '' }) => {
        response.writeHead(status, { ...SAFE, ...headers }).end(body);
      },
      (error) => {
        console.error(error);
        const page = pages.layout({ title: 'Something went wrong', body: 'Something went wrong. Please try again.' });
        response.writeHead(500, { ...SAFE, 'content-type': 'text/html; charset=utf-8' }).end(page);
      },
    );
  });
  return server;

  async function answer(request) {
    const origin = `http://${request.headers.host}`;
    const url = new URL(request.url, origin);
    if (url.pathname in FILES) {
      const body = readFileSync(new URL(`.${url.pathname}`, import.meta.url));
      return { headers: { 'content-type': FILES[url.pathname] }, body };
    }
    const { id, visit } = store.open(/(?:^|; )visit=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]);
    const visitor = new Visitor(store, visit, frontendApi, origin);
    const reply = await route(request, url, visitor, origin);
    store.save();
    const cookie = `visit=${id}; Path=/; HttpOnly; SameSite=Lax`;
    return { ...reply, headers: { 'set-cookie': cookie, ...reply.headers } };
  }

  async function route(request, url, visitor, origin) {
    if (request.method === 'GET' && url.pathname === '/') return home(url, visitor);
    if (request.method !== 'POST') return { status: 404, headers: HTML, body: 'There is no such page.' };
    // Only the page's own forms.
    if (request.headers.origin !== origin) return { status: 403, headers: HTML, body: 'A form of another site.' };
    const form = await formOf(request);
    const [, what, id, verb] = url.pathname.split('/');
    if (what === 'sign-in') return visitor.signIn(await signIn(visitor.token));
    if (what === 'sign-out') return visitor.signOut();
    if (what === 'add') return visitor.add(id, form);
    if (what === 'flow') return visitor.answer(id, verb, form);
    if (what === 'remove') return visitor.remove(form.get('kind'), form.get('id'));
    return { status: 404, headers: HTML, body: 'There is no such page.' };
  }

  async function home(url, visitor) {
    // A provider may send the visitor back without a word; who has not decided there yet is simply sent again.
    await visitor.returned(url);
    // Whatever it said is understood: it has no place in the history.
    return url.search === '' ? visitor.page() : HOME;
  }
}

/** One visitor, for as long as one request takes. */
class Visitor {
  constructor(store, visit, frontendApi, origin) {
    this.visit = visit;
    this.origin = origin;
    this.session = () => new Session({ frontendApi, credentials: { kind: 'native', token: visit.token ?? '' } });
    this.user = new User(this.session(), {
      onRotated: (rotated) => {
        visit.token = rotated.kind === 'native' ? rotated.token : null;
        store.save();
      },
    });
  }

  get token() {
    return this.visit.token;
  }

  /** Everything that was begun. */
  flows() {
    return Object.entries(this.visit.flows).map(([id, snapshot]) => ({ id, flow: this.user.resume(snapshot) }));
  }

  /** Lets it go on as far as it can without the visitor, and keeps it. */
  async keep(id, flow) {
    const effect = await flow.proceed();
    if (effect.type === 'finish') {
      delete this.visit.flows[id];
      this.visit.notice = outcomeOf(nameOf(flow), effect.outcome);
    } else {
      this.visit.flows[id] = flow.snapshot;
    }
    return effect;
  }

  async page(failed, why) {
    const flows = [];
    for (const { id, flow } of this.flows()) {
      if (flow.effect.type === 'wait' && flow.effect.until <= new Date()) flow.tick();
      const effect = await this.keep(id, flow);
      if (effect.type === 'finish') continue;
      flows.push({ id, identifier: nameOf(flow), effect, why: why?.id === id ? why.text : undefined });
    }
    const { notice } = this.visit;
    const waiting = flows.filter(({ effect }) => effect.type === 'sign_in').length;
    if (waiting > 0 || !(await this.isSignedIn())) return { headers: HTML, body: this.shown(pages.signedOut({ notice, waiting })) };
    const status = failed === undefined && why === undefined ? 200 : 422;
    const body = this.shown(pages.account({ user: this.user, flows, notice, failed }));
    return { status, headers: HTML, body };
  }

  /** A notice is shown once. */
  shown(body) {
    this.visit.notice = null;
    return body;
  }

  async isSignedIn() {
    if (this.token === null) return false;
    try {
      await this.user.reload();
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.class === 'sign_in') return false;
      throw error;
    }
  }

  async signIn(token) {
    this.visit.token = token;
    this.user.session = this.session();
    for (const { id, flow } of this.flows()) {
      if (flow.effect.type === 'sign_in') flow.signedIn();
      else if (flow.effect.type === 'reverify') flow.reverified();
      await this.keep(id, flow);
    }
    return HOME;
  }

  signOut() {
    this.visit.token = null;
    this.visit.flows = {};
    return HOME;
  }

  async add(kind, form) {
    const value = (form.get('value') ?? '').trim();
    const requests = {
      email: { add: 'email_address', email: value },
      phone: { add: 'phone_number', phoneNumber: value },
      wallet: { add: 'web3_wallet', web3Wallet: value },
      account: { add: 'external_account', strategy: form.get('strategy') ?? '', redirectUrl: `${this.origin}/` },
    };
    if (!Object.hasOwn(requests, kind)) return { status: 404, headers: HTML, body: 'There is no such page.' };
    try {
      const effect = await this.keep(randomUUID(), this.user.enroll(requests[kind]));
      return effect.type === 'open_url' ? { status: 303, headers: { location: effect.url } } : HOME;
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return this.page({ kind, value, why: refusalOf(error) });
    }
  }

  async answer(id, verb, form) {
    const begun = this.flows().find((held) => held.id === id);
    if (begun === undefined) return HOME;
    const { flow } = begun;
    try {
      if (verb === 'code') flow.enterCode((form.get('code') ?? '').trim());
      else if (verb === 'signature') flow.sign((form.get('signature') ?? '').trim());
      else if (verb === 'resend') flow.resend();
      else if (verb === 'cancel') flow.cancel();
      await this.keep(id, flow);
      return HOME;
    } catch (error) {
      if (!(error instanceof MisuseError)) throw error;
      const { effect } = flow;
      const seconds = 'resendAt' in effect ? Math.ceil((effect.resendAt - Date.now()) / 1000) : 0;
      const text = seconds > 0 ? `Another code can be sent in ${seconds} seconds.` : 'That is not possible now.';
      return this.page(undefined, { id, text });
    }
  }

  /** The visitor comes back from a provider: the URL says to which of the journeys it belongs. */
  async returned(url) {
    for (const { id, flow } of this.flows()) {
      if (flow.effect.type !== 'open_url') continue;
      try {
        flow.returned(url);
      } catch (error) {
        if (error instanceof MisuseError) continue;
        throw error;
      }
      await this.keep(id, flow);
    }
  }

  async remove(kind, id) {
    await this.user.reload();
    const { emailAddresses, phoneNumbers, web3Wallets, externalAccounts } = this.user;
    const all = [...emailAddresses, ...phoneNumbers, ...web3Wallets, ...externalAccounts];
    const held = all.find((resource) => resource.kind === kind && resource.id === id);
    await held?.destroy();
    return HOME;
  }
}

/** What the visitor recognises it by. */
function nameOf(flow) {
  const { kind, identifier } = flow;
  if (kind !== 'external_account') return identifier;
  return PROVIDERS.find(([strategy]) => strategy === `oauth_${identifier}`)?.[1] ?? identifier;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const HOME = { status: 303, headers: { location: '/' } };
/** The page is nobody's frame, runs no script but its own, and tells nobody where it was. */
const SAFE = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; form-action *; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

async function formOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_FORM) throw new RangeError('a form that is too long');
  }
  return new URLSearchParams(text);
}
