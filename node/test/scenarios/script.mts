import type { JsonObject } from '../root.mjs';

/** A scenario, as `tests/scenarios/schema.json` describes it. */
export interface Scenario {
  title: string;
  setup?: Setup;
  steps: Step[];
  outcome: JsonObject | null;
  server?: JsonObject;
  requests?: Record<string, number>;
}

export interface Setup {
  settings?: JsonObject;
  user?: JsonObject;
  others?: JsonObject[];
  signed_out?: boolean;
  credentials?: 'native' | 'dev_browser' | 'cookie';
  origin?: string;
  device_clock_off_by_ms?: number;
  faults?: JsonObject[];
}

export type Step =
  | { step: 'enroll'; request: Wanted }
  | { step: 'switch_to'; flow: string }
  | { step: 'expect_effect'; effect: JsonObject }
  | { step: 'enter_code'; code: CodeSource }
  | { step: 'open_link'; to: string; by: Opener; lands_with?: string; hand_over: boolean }
  | { step: 'provider'; decision: string; login?: string }
  | { step: 'return'; url?: string; misuse?: string }
  | { step: 'sign'; by: 'the_wallet' | 'another_wallet' | { literal: string } }
  | { step: 'resend'; misuse?: string }
  | { step: 'advance_clock'; ms: number }
  | { step: 'wait'; until?: string }
  | { step: 'restart' }
  | { step: 'sign_out' }
  | { step: 'sign_in' }
  | { step: 'reverify'; given: Given[]; outcome: string }
  | { step: 'fault'; fault: JsonObject }
  | { step: 'settings'; settings: JsonObject }
  | { step: 'change_user'; change: JsonObject }
  | { step: 'cancel' }
  | { step: 'delete_left_over' }
  | { step: 'create'; request: Wanted; error?: JsonObject }
  | { step: 'set_primary'; error?: JsonObject }
  | { step: 'expect_server'; server: JsonObject }
  | { step: 'expect_requests'; requests: Record<string, number> };

export type Opener = 'same_client' | 'another_device';

export type Wanted =
  | { email_address: { email: string; strategy?: string; redirect_url?: string } }
  | { phone_number: { phone_number: string } }
  | { web3_wallet: { web3_wallet: string; strategy?: string } }
  | { external_account: WantedAccount }
  | { reauthorize: { provider: string; redirect_url: string; additional_scopes?: string[] } };

export interface WantedAccount {
  strategy?: string;
  redirect_url?: string;
  additional_scopes?: string[];
  oidc_prompt?: string;
  oidc_login_hint?: string;
  enterprise_connection_id?: string;
}

export type CodeSource =
  { literal: string } | { newest_to: string } | { previous_to: string } | { not_newest_to: string };

export type Given = { factor: string } | { password: string } | { code: CodeSource } | { link_opened: string };

/** The fields that each part may have: whatever is not foreseen is refused. */
const SCENARIO = ['$schema', 'title', 'reports', 'notes', 'setup', 'steps', 'outcome', 'server', 'requests'];
const SETUP = [
  'settings', 'user', 'others', 'signed_out', 'credentials', 'origin', 'device_clock_off_by_ms', 'faults',
];
const STEPS: Record<Step['step'], readonly string[]> = {
  enroll: ['request'],
  switch_to: ['flow'],
  expect_effect: ['effect'],
  enter_code: ['code'],
  open_link: ['to', 'by', 'lands_with', 'hand_over'],
  provider: ['decision', 'login'],
  return: ['url', 'misuse'],
  sign: ['by'],
  resend: ['misuse'],
  advance_clock: ['ms'],
  wait: ['until'],
  restart: [],
  sign_out: [],
  sign_in: [],
  reverify: ['given', 'outcome'],
  fault: ['fault'],
  settings: ['settings'],
  change_user: ['change'],
  cancel: [],
  delete_left_over: [],
  create: ['request', 'error'],
  set_primary: ['error'],
  expect_server: ['server'],
  expect_requests: ['requests'],
};
const WANTED: Record<string, readonly string[]> = {
  email_address: ['email', 'strategy', 'redirect_url'],
  phone_number: ['phone_number'],
  web3_wallet: ['web3_wallet', 'strategy'],
  external_account: [
    'strategy', 'redirect_url', 'additional_scopes', 'oidc_prompt', 'oidc_login_hint', 'enterprise_connection_id',
  ],
  reauthorize: ['provider', 'redirect_url', 'additional_scopes'],
};

/** Reads a scenario, and refuses what this runner does not know. */
export function readScenario(json: unknown): Scenario {
  const scenario = json as Scenario;
  only(scenario, SCENARIO);
  only(scenario.setup ?? {}, SETUP);
  for (const step of scenario.steps) {
    const fields = (STEPS as Record<string, readonly string[] | undefined>)[step.step];
    if (fields === undefined) throw new Error(`there is no such step: ${step.step}`);
    only(step, ['step', ...fields]);
    if ('request' in step) {
      const [[kind, wanted] = ['', {}], ...more] = Object.entries(step.request);
      if (more.length > 0) throw new Error('a request is of one kind');
      only(wanted as object, WANTED[kind] ?? []);
    }
  }
  return scenario;
}

function only(object: object, names: readonly string[]): void {
  for (const name of Object.keys(object)) {
    if (!names.includes(name)) throw new Error(`nobody knows what ${name} is`);
  }
}
