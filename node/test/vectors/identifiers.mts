import { native } from '#native';
import type { Parser } from '#native';
import { refusalOf } from '#refusal';

import type { Json } from '../root.mjs';
import type { Case } from './envelope.mjs';
import { rendered } from './shape.mjs';

/** What each suite parses, and the facts that stand beside the canonical text. */
const SUITES: Record<string, { parse: Parser; facts: (text: string) => unknown }> = {
  email: { parse: native.parseEmail, facts: native.emailFacts },
  phone: { parse: native.parsePhone, facts: native.phoneFacts },
  wallet: { parse: native.parseWallet, facts: native.walletFacts },
  oauth_strategy: { parse: native.parseOauthStrategy, facts: native.oauthStrategyFacts },
  web3_strategy: { parse: native.parseWeb3Strategy, facts: native.web3StrategyFacts },
  redirect_url: { parse: native.parseRedirectUrl, facts: native.redirectUrlFacts },
  scope: { parse: native.parseScope, facts: () => ({}) },
};

export function identifier(suite: string, { input }: Case): Json {
  const text = input as string;
  const known = SUITES[suite];
  if (known === undefined) throw new Error(`identifiers/${suite}: a suite that this runner does not know`);
  const answer = known.parse(text);
  const result =
    typeof answer === 'string'
      ? { ok: answer, ...(rendered(known.facts(text)) as object) }
      : refusal(answer, text);
  if (suite === 'email') {
    const check = native.checkEmail(text);
    const code = check?.refused.kind === 'validation' ? check.refused.code : undefined;
    if (code !== undefined && code !== result['error']) return { ...result, check: code };
  }
  return result;
}

function refusal(answer: number, text: string): Record<string, Json> {
  const { code, position } = refusalOf(answer);
  // The vectors count bytes of UTF-8, JavaScript counts UTF-16.
  return position === undefined
    ? { error: code }
    : { error: code, position: Buffer.byteLength(text.slice(0, position)) };
}
