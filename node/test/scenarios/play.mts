import { MisuseError, UserMetadataError } from 'user-metadata';
import type { CreateExternalAccountParams, EnrollmentRequest, Resource } from 'user-metadata';

import type { Json } from '../root.mjs';
import { decide, open } from './browser.mjs';
import { reverify } from './reverify.mjs';
import type { CodeSource, Opener, Scenario, Step, Wanted, WantedAccount } from './script.mjs';
import { fieldsOf, inspected, Stage } from './stage.mjs';
import { compare, effectView, errorView, outcomeView } from './view.mjs';

/** More looks at one link than any scenario needs. */
const MOST_WAITS = 300;

/** Plays a scenario, step by step. */
export async function play(scenario: Scenario): Promise<void> {
  const stage = await Stage.open(scenario.setup ?? {});
  try {
    for (const [at, step] of scenario.steps.entries()) {
      try {
        await take(stage, step);
        await stage.showsNoSecret();
      } catch (error) {
        throw new Error(`step ${String(at + 1)} (${step.step})`, { cause: error });
      }
    }
    await endsAs(stage, scenario);
  } finally {
    await stage.sandbox.stop();
  }
}

async function take(stage: Stage, step: Step): Promise<void> {
  const { sandbox } = stage;
  switch (step.step) {
    case 'enroll':
      stage.flows.set(stage.current, stage.user.enroll(await requestOf(stage, step.request)));
      return stage.proceed();
    case 'switch_to':
      stage.current = step.flow;
      return;
    case 'expect_effect':
      compare('effect', step.effect, effectView(stage.effect, stage.clock.now()));
      return;
    case 'enter_code': {
      stage.flow.enterCode(await code(stage, step.code));
      return stage.proceed();
    }
    case 'open_link':
      await openLink(stage, step.to, step.by, step.lands_with);
      return step.hand_over ? comeBack(stage) : undefined;
    case 'provider':
      return visitProvider(stage, step.decision, step.login);
    case 'return':
      return comeBack(stage, step.url, step.misuse);
    case 'sign':
      return sign(stage, step.by);
    case 'resend':
      return answerOrMisuse(stage, () => { stage.flow.resend(); }, step.misuse);
    case 'advance_clock':
      await stage.clock.advance(step.ms);
      if (!stage.flows.has(stage.current)) return;
      stage.flow.tick();
      return stage.proceed();
    case 'wait':
      return wait(stage, step.until);
    case 'restart':
      return restart(stage);
    case 'sign_out':
      await sandbox.control('sign_out', { session_id: stage.client['session_id'] ?? '' });
      return;
    case 'sign_in': {
      const who = { client_token: stage.storedToken, user_id: stage.userId };
      const { session_id: id } = fieldsOf(await sandbox.control('sign_in', who));
      stage.client['session_id'] = id as string;
      stage.flow.signedIn(stage.session());
      return stage.proceed();
    }
    case 'reverify':
      return reverify(stage, step.given, step.outcome);
    case 'fault':
      await sandbox.control('faults', step.fault);
      return;
    case 'settings':
      await sandbox.control('settings', step.settings, 'PATCH');
      return;
    case 'change_user':
      await sandbox.control('users', { ...step.change, user_id: stage.userId }, 'PATCH');
      return;
    case 'cancel':
      stage.flow.cancel();
      return stage.proceed();
    case 'delete_left_over': {
      const left = stage.flow.leftOver;
      if (left.type !== 'unverified') throw new Error('nothing is known to be left over');
      return left.resource.destroy();
    }
    case 'create':
      return ended(stage, () => create(stage, step.request), step.error);
    case 'set_primary': {
      const { latest } = stage;
      if (latest === null) throw new Error('there is nothing to make primary');
      return ended(stage, () => latest.setPrimary().then(() => latest), step.error);
    }
    case 'expect_server':
      return serverHolds(stage, step.server);
    case 'expect_requests':
      return sent(stage, step.requests);
  }
}

/** What a scenario wants added, in this host's terms. */
async function requestOf(stage: Stage, wanted: Wanted): Promise<EnrollmentRequest> {
  if ('email_address' in wanted) {
    const { email, strategy = 'email_code', redirect_url: redirectUrl } = wanted.email_address;
    const back = redirectUrl === undefined ? {} : { redirectUrl };
    return { add: 'email_address', email, strategy, ...back } as EnrollmentRequest;
  }
  if ('phone_number' in wanted) return { add: 'phone_number', phoneNumber: wanted.phone_number.phone_number };
  if ('web3_wallet' in wanted) {
    const { web3_wallet: web3Wallet, strategy = 'web3_metamask_signature' } = wanted.web3_wallet;
    return { add: 'web3_wallet', web3Wallet, strategy: strategy as 'web3_metamask_signature' };
  }
  if ('external_account' in wanted) return { add: 'external_account', ...accountParams(wanted.external_account) };
  const { provider, redirect_url: redirectUrl, additional_scopes: additionalScopes = [] } = wanted.reauthorize;
  const { externalAccounts } = await stage.user.reload();
  const held = externalAccounts.find((account) => account.provider === provider);
  if (held === undefined) throw new Error('there is no such account');
  return { add: 'reauthorize', id: held.id, redirectUrl, additionalScopes };
}

/** The single call, as it is documented. */
function create(stage: Stage, wanted: Wanted): Promise<Resource> {
  const { user } = stage;
  if ('email_address' in wanted) return user.createEmailAddress({ email: wanted.email_address.email });
  if ('phone_number' in wanted) return user.createPhoneNumber({ phoneNumber: wanted.phone_number.phone_number });
  if ('web3_wallet' in wanted) return user.createWeb3Wallet({ web3Wallet: wanted.web3_wallet.web3_wallet });
  if ('external_account' in wanted) return user.createExternalAccount(accountParams(wanted.external_account));
  throw new Error('a reauthorization creates nothing');
}

function accountParams(wanted: WantedAccount): CreateExternalAccountParams {
  const params: Record<string, unknown> = {
    strategy: wanted.strategy,
    redirectUrl: wanted.redirect_url,
    additionalScopes: wanted.additional_scopes,
    oidcPrompt: wanted.oidc_prompt,
    oidcLoginHint: wanted.oidc_login_hint,
    enterpriseConnectionId: wanted.enterprise_connection_id,
  };
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}

/** Hands something over that may have to be refused as a mistake of the app. */
async function answerOrMisuse(stage: Stage, answer: () => void, misuse?: string): Promise<void> {
  if (misuse === undefined) {
    answer();
    return stage.proceed();
  }
  const before = stage.flow.snapshot;
  try {
    answer();
  } catch (error) {
    if (!(error instanceof MisuseError) || error.code !== misuse) throw error;
    if (stage.flow.snapshot !== before) throw new Error('a misuse has changed something', { cause: error });
    return;
  }
  throw new Error(`expected the misuse ${misuse}, and it was taken`);
}

export async function code(stage: Stage, source: CodeSource): Promise<string> {
  if ('literal' in source) return source.literal;
  const nth = async (to: string, n: number): Promise<string> => {
    const codes = (await stage.sandbox.inbox()).filter(
      (message) => message.to.toLowerCase() === to.toLowerCase() && message.code !== null,
    );
    const found = codes[codes.length - 1 - n]?.code;
    if (found == null) throw new Error(`no code has come to ${to}`);
    return found;
  };
  if ('newest_to' in source) return nth(source.newest_to, 0);
  if ('previous_to' in source) return nth(source.previous_to, 1);
  return (await nth(source.not_newest_to, 0)) === '000000' ? '111111' : '000000';
}

export async function openLink(stage: Stage, to: string, by: Opener, landsWith?: string): Promise<void> {
  const messages = await stage.sandbox.inbox();
  const link = messages.filter((message) => message.to.toLowerCase() === to.toLowerCase() && message.link).pop()?.link;
  if (link == null) throw new Error(`no link has come to ${to}`);
  const landing = await open(link, by === 'same_client' ? stage.client['client_cookie'] : undefined);
  if (landsWith !== undefined && !landing.includes(`__clerk_status=${landsWith}`)) {
    throw new Error(`it did not land with ${landsWith} but at ${landing}`);
  }
  stage.landing = landing;
}

async function visitProvider(stage: Stage, decision: string, login?: string): Promise<void> {
  const { effect } = stage;
  if (effect.type !== 'open_url') throw new Error('nobody is sent to a provider');
  stage.landing = await decide(effect.url, decision, login);
  const nonce = new URL(stage.landing, stage.sandbox.url).searchParams.get('rotating_token_nonce');
  if (nonce !== null) stage.secrets.push(nonce);
}

function comeBack(stage: Stage, url?: string, misuse?: string): Promise<void> {
  const landing = url ?? stage.landing;
  if (landing === undefined) throw new Error('the user is nowhere');
  return answerOrMisuse(stage, () => { stage.flow.returned(landing); }, misuse);
}

/** The keys stand in `tests/scenarios/README.md`: first the wallet that the scenarios use, then another one. */
const KEYS = { ethereum: ['07', '08'], solana: ['09', '0a'] } as const;

async function sign(stage: Stage, by: Extract<Step, { step: 'sign' }>['by']): Promise<void> {
  const { effect } = stage;
  if (effect.type !== 'ask_signature') throw new Error('nobody asked for a signature');
  let signature: string;
  if (typeof by === 'object') {
    signature = by.literal;
  } else {
    const chain = effect.chain as keyof typeof KEYS;
    const key = KEYS[chain][by === 'the_wallet' ? 0 : 1].repeat(32);
    const signed = await stage.sandbox.control('wallets/sign', { chain, key, message: effect.message });
    signature = fieldsOf(signed)['signature'] as string;
  }
  stage.secrets.push(signature);
  stage.flow.sign(signature);
  return stage.proceed();
}

async function wait(stage: Stage, until?: string): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    await stage.flow.wait();
    await stage.proceed();
    const { type } = stage.effect;
    if (until === undefined || until === type) return;
    if (type !== 'wait' && type !== 'await_link') throw new Error(`waiting ended at ${type}`);
  }
  throw new Error('it waits for ever');
}

/** The app is killed and started again: everything but what was stored is gone. */
async function restart(stage: Stage): Promise<void> {
  const stored = [...stage.flows].map(([name, flow]): [string, string] => [name, flow.snapshot]);
  stage.startApp();
  stage.flows = new Map(stored.map(([name, snapshot]) => [name, stage.user.resume(snapshot)]));
  await stage.proceed();
}

async function ended(stage: Stage, act: () => Promise<Resource>, expected: Json | undefined): Promise<void> {
  try {
    stage.latest = await act();
  } catch (error) {
    if (expected === undefined || !(error instanceof UserMetadataError)) throw error;
    stage.hides(inspected(error));
    compare('error', expected, errorView(error));
    return;
  }
  if (expected !== undefined) throw new Error('it should have been refused');
}

async function serverHolds(stage: Stage, expected: Json): Promise<void> {
  compare('server', expected, fieldsOf(await stage.sandbox.control(`state?user_id=${stage.userId}`)));
}

/** Ids are `idn_…`, `eac_…` and the like; no collection has a capital letter or a digit behind its underscore. */
const ID = /^[^_/]+_(?=.*[A-Z0-9]).{17,}$/;

async function sent(stage: Stage, expected: Record<string, number>): Promise<void> {
  const counts = new Map<string, number>();
  for (const { method, path } of (await stage.sandbox.control('log')) as { method: string; path: string }[]) {
    const request = `${method} ${path.split('/').map((part) => (ID.test(part) ? '{id}' : part)).join('/')}`;
    counts.set(request, (counts.get(request) ?? 0) + 1);
  }
  for (const [request, wanted] of Object.entries(expected)) {
    const found = counts.get(request) ?? 0;
    if (found !== wanted) {
      throw new Error(`${request}: expected ${String(wanted)}, found ${String(found)} in ${JSON.stringify([...counts])}`);
    }
  }
}

async function endsAs(stage: Stage, scenario: Scenario): Promise<void> {
  if (scenario.outcome !== null) {
    const { effect } = stage;
    if (effect.type !== 'finish') throw new Error(`it has not ended: ${effect.type}`);
    compare('outcome', scenario.outcome, outcomeView(effect.outcome));
  } else if (stage.flows.size > 0) {
    throw new Error('an enrollment has to end with an outcome');
  }
  if (scenario.server !== undefined) await serverHolds(stage, scenario.server);
  if (scenario.requests !== undefined) await sent(stage, scenario.requests);
}
