// Our validators beside their peers, in one process: contenders take turns, a round each, so that all are measured under the
// same load. What counts is the ratio of the medians.
//
//     cargo xtask bench node
//
// It prints a table, and writes the same rows to `target/bench/node.json`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import bs58 from 'bs58';
import { getAddress as ethersGetAddress, isAddress as ethersIsAddress } from 'ethers';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import parseMinimal from 'libphonenumber-js/min';
import validator from 'validator';
import { isAddress as viemIsAddress } from 'viem';
import * as zod from 'zod';

const require = createRequire(import.meta.url);
const ours = require('../../node/dist/index.js');
const { native } = require('../../node/dist/native.js');

const ROUNDS = 41;
const CALLS = 20_000;
const ROWS = [];

/** What HTML's `<input type="email">` takes. */
const WHATWG =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const HEX = /^0x[0-9a-fA-F]{40}$/;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;
const OAUTH = /^oauth_[a-z0-9_]+$/;
const zodEmail = zod.email();
const zodUrl = zod.url();

// Distinct texts, so many that no cache of a peer holds the answers: viem remembers 8 192 addresses.
const texts = (make) => Array.from({ length: CALLS }, (_, at) => flat(make(at)));
const emails = texts((at) => `jane.doe${at}@example.com`);
const international = texts((at) => `jane.doe${at}@bücher.example`);
const wrong = texts((at) => `jane.doe${at}@@example.com`);
const phones = texts((at) => `+1212${5_000_000 + at}`);
const formatted = texts((at) => `+1 (212) ${500 + (at % 400)}-${1_000 + (at % 9_000)}`);
const lower = texts((at) => `0x${(at + 1).toString(16).padStart(40, 'abcdef0123')}`);
const mixed = lower.map((text) => flat(native.walletFacts(text).checksummed));
const solana = texts((at) => bs58.encode(Buffer.alloc(32, 7).fill(String(at), 8)));
const strategies = texts((at) => `oauth_custom_acme_${at}`);
const urls = texts((at) => `https://app.example.com/account?tab=${at}`);

race('crossing', 'one letter, accepted at once', null, texts((at) => 'abcdefgh'[at % 8]), {
  'user-metadata parseScope': native.parseScope,
});
race('e-mail', 'plain ASCII', 60, emails, {
  'user-metadata parseEmail': ours.parseEmail,
  'RegExp (WHATWG)': (text) => WHATWG.test(text),
  'validator isEmail': (text) => validator.isEmail(text),
  'zod email': (text) => zodEmail.safeParse(text).success,
});
race('e-mail', 'internationalised', 430, international, {
  'user-metadata parseEmail': ours.parseEmail,
  'validator isEmail': (text) => validator.isEmail(text),
});
race('e-mail', 'refused; ours says why and where', null, wrong, {
  'user-metadata schemas.email': (text) => ours.schemas.email['~standard'].validate(text).issues,
  'RegExp (WHATWG)': (text) => !WHATWG.test(text),
  'validator isEmail': (text) => !validator.isEmail(text),
  'zod email': (text) => !zodEmail.safeParse(text).success,
});
race('phone', 'formatted, to E.164', 95, formatted, {
  'user-metadata parsePhone': ours.parsePhone,
  'replace and RegExp': (text) => E164.test(text.replace(/[ ()-]/g, '')),
  'libphonenumber-js/min': (text) => parseMinimal(text).number,
  'libphonenumber-js/max': (text) => parsePhoneNumberFromString(text).number,
});
race('phone', 'E.164', 75, phones, {
  'user-metadata parsePhone': ours.parsePhone,
  'RegExp (E.164)': (text) => E164.test(text),
  'libphonenumber-js/min isPossible': (text) => parseMinimal(text).isPossible(),
  'libphonenumber-js/max isPossible': (text) => parsePhoneNumberFromString(text).isPossible(),
  'validator isMobilePhone(any)': (text) => validator.isMobilePhone(text, 'any', { strictMode: true }),
});
race('Ethereum address', 'one case', 52, lower, {
  'user-metadata parseWallet': ours.parseWallet,
  'RegExp (hex)': (text) => HEX.test(text),
  'validator isEthereumAddress': (text) => validator.isEthereumAddress(text),
  'viem isAddress': (text) => viemIsAddress(text),
  'ethers isAddress': (text) => ethersIsAddress(text),
});
race('Ethereum address', 'mixed case, with its checksum', 350, mixed, {
  'user-metadata parseWallet': ours.parseWallet,
  'RegExp (hex), no checksum': (text) => HEX.test(text),
  'viem isAddress': (text) => viemIsAddress(text),
  'ethers getAddress': (text) => ethersGetAddress(text),
});
race('Solana address', '32 bytes', 105, solana, {
  'user-metadata parseWallet': ours.parseWallet,
  'RegExp (alphabet), no length': (text) => BASE58.test(text),
  'bs58 decode': (text) => bs58.decode(text).length === 32,
});
race('OAuth strategy', 'custom', 48, strategies, {
  'user-metadata parseOAuthStrategy': ours.parseOAuthStrategy,
  'RegExp': (text) => OAUTH.test(text),
});
race('redirect URL', 'https', 100, urls, {
  'user-metadata parseRedirectUrl': ours.parseRedirectUrl,
  'URL.canParse': (text) => URL.canParse(text),
  'validator isURL': (text) => validator.isURL(text),
  'zod url': (text) => zodUrl.safeParse(text).success,
});
for (const [kind, title, input, some] of [
  ['email', 'e-mail, in bulk', '20 000 addresses', emails],
  ['phone', 'phone, in bulk', '20 000 formatted numbers', formatted],
]) {
  const parse = kind === 'email' ? ours.parseEmail : ours.parsePhone;
  await bulk(title, input, some, {
    'user-metadata parseMany': () => ours.parseMany(kind, some),
    'user-metadata, one by one': () => some.map((text) => ({ value: parse(text) })),
  });
}
mkdirSync(new URL('../../target/bench/', import.meta.url), { recursive: true });
writeFileSync(new URL('../../target/bench/node.json', import.meta.url), `${JSON.stringify(ROWS, null, 1)}\n`);
console.log('\nwritten to target/bench/node.json');

/** Runs each contender for a round, again and again, and prints the medians. Ours comes first. */
function race(operation, input, goal, inputs, contenders) {
  const runners = Object.entries(contenders).map(([name, call]) => ({ name, call, next: 0, times: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const runner of runners) {
      const { name, call, times } = runner;
      // A slow peer gets fewer calls: the median of the rounds is what counts. The first round only warms up.
      const calls = round === 0 || times[0] > 2_000 ? CALLS / 20 : CALLS;
      const started = cpu();
      for (let at = 0; at < calls; at += 1) {
        const text = inputs[runner.next];
        runner.next = runner.next + 1 < CALLS ? runner.next + 1 : 0;
        if (!call(text)) throw new Error(`${name} does not take ${text}`);
      }
      if (round > 0) times.push((cpu() - started) / calls);
    }
  }
  print(operation, input, goal, runners);
}

/** The same for what goes through all texts by itself: how long it takes, and what all threads compute meanwhile. */
async function bulk(operation, input, inputs, contenders) {
  const runners = Object.entries(contenders).map(([name, run]) => ({ name, run, times: [], computed: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, run, times, computed } of runners) {
      const started = [performance.now() * 1e6, cpu()];
      const { length } = await run();
      if (length !== inputs.length) throw new Error(`${name} answers ${length}`);
      if (round === 0) continue;
      times.push((performance.now() * 1e6 - started[0]) / length);
      computed.push((cpu() - started[1]) / length);
    }
  }
  print(operation, `${input}: time`, null, runners);
  print(operation, `${input}: computed by all threads`, null, runners.map(({ name, computed }) => ({ name, times: computed })));
}

function print(operation, input, goal, runners) {
  console.log(`\n${operation}: ${input}`);
  console.log(`  ${'ns per call'.padEnd(34)} median   best spread    ratio  goal`);
  let first;
  for (const { name, times } of runners) {
    const ranked = times.toSorted((one, other) => one - other);
    const at = (share) => ranked[Math.floor((ranked.length - 1) * share)];
    const isOurs = name.startsWith('user-metadata');
    const row = {
      operation,
      input,
      name,
      ours: isOurs,
      median_ns: Math.round(at(0.5) * 10) / 10,
      // What is left of the noise of a shared machine.
      best_ns: Math.round(ranked[0] * 10) / 10,
      // Between the quartiles.
      spread_ns: Math.round((at(0.75) - at(0.25)) * 10) / 10,
      goal_ns: isOurs ? goal : null,
    };
    ROWS.push(row);
    first ??= row.median_ns;
    const [median, best, spread] = [row.median_ns, row.best_ns, row.spread_ns].map((ns) => ns.toFixed(0).padStart(7));
    const ratio = `${(row.median_ns / first).toFixed(2)}×`.padStart(9);
    console.log(`  ${name.padEnd(34)}${median}${best}${spread}${ratio}${String(row.goal_ns ?? '').padStart(6)}`);
  }
}

/** What this process has computed, in nanoseconds: unlike the time of the day, it does not count the waiting for others. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

/** The same text in one piece: V8 puts off joining what a template has made until somebody reads it. */
function flat(text) {
  return JSON.parse(JSON.stringify(text));
}
