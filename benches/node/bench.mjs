// Our validators beside their peers, in one process: contenders take turns, a round each, so that all are measured under the
// same load. What counts is the ratio of the medians.
//
//     cargo xtask bench node
import { createRequire } from 'node:module';

import { isAddress as viemIsAddress } from 'viem';
import { isAddress as ethersIsAddress } from 'ethers';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import parseMinimal from 'libphonenumber-js/min';
import validator from 'validator';
import * as zod from 'zod';

const require = createRequire(import.meta.url);
const ours = require('../../node/dist/index.js');
const { native } = require('../../node/dist/native.js');

const ROUNDS = 41;
const CALLS = 20_000;

/** What HTML's `<input type="email">` takes. */
const WHATWG =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const HEX = /^0x[0-9a-fA-F]{40}$/;
const OAUTH = /^oauth_[a-z0-9_]+$/;
const zodEmail = zod.email();

/** Several texts each, so that no engine can learn the answer. */
const emails = Array.from({ length: 64 }, (_, at) => `jane.doe${at}@mail.example.com`);
const formatted = Array.from({ length: 64 }, (_, at) => `+1 (555) 12${at % 10}-4${100 + at}`);
const canonical = formatted.map((text) => ours.parsePhone(text));
const lower = Array.from({ length: 64 }, (_, at) => `0x${(at + 1).toString(16).padStart(40, 'abcdef0123')}`);
const mixed = lower.map((text) => native.walletFacts(text).checksummed);
const strategies = ['oauth_google', 'oauth_notion', 'oauth_custom_acme', 'oauth_github'];
const wrong = emails.map((email) => email.replace('@', '@@'));

race('e-mail, plain ASCII (28 bytes); goal 75 ns', emails, {
  'user-metadata parseEmail': ours.parseEmail,
  'RegExp (WHATWG)': (text) => WHATWG.test(text),
  'validator isEmail': (text) => validator.isEmail(text),
  'zod email': (text) => zodEmail.safeParse(text).success,
});
race('e-mail, refused with its code', wrong, {
  'user-metadata schema': ours.schemas.email['~standard'].validate,
  'RegExp (WHATWG), no code': (text) => !WHATWG.test(text),
  'validator isEmail, no code': (text) => !validator.isEmail(text),
  'zod email': (text) => !zodEmail.safeParse(text).success,
});
race('phone, formatted → E.164; goal 95 ns', formatted, {
  'user-metadata parsePhone': ours.parsePhone,
  'replace and RegExp': (text) => E164.test(text.replace(/[ ()-]/g, '')),
  'libphonenumber-js': (text) => parsePhoneNumberFromString(text).number,
  'libphonenumber-js/min': (text) => parseMinimal(text).number,
  'validator isMobilePhone (strict), no E.164': (text) => validator.isMobilePhone(text, 'any', { strictMode: true }) || true,
});
race('phone, E.164 already', canonical, {
  'user-metadata parsePhone': ours.parsePhone,
  'RegExp': (text) => E164.test(text),
  'libphonenumber-js': (text) => parsePhoneNumberFromString(text).number,
});
race('Ethereum, one case; goal 65 ns', lower, {
  'user-metadata parseWallet': ours.parseWallet,
  'RegExp': (text) => HEX.test(text),
  'validator isEthereumAddress': (text) => validator.isEthereumAddress(text),
  'viem isAddress (cached)': (text) => viemIsAddress(text),
  'ethers isAddress': (text) => ethersIsAddress(text),
});
race('Ethereum, mixed case with EIP-55; goal 380 ns', mixed, {
  'user-metadata parseWallet': ours.parseWallet,
  'viem isAddress (cached)': (text) => viemIsAddress(text),
  'ethers isAddress': (text) => ethersIsAddress(text),
});
race('OAuth strategy', strategies, {
  'user-metadata parseOAuthStrategy': ours.parseOAuthStrategy,
  'RegExp': (text) => OAUTH.test(text),
});
await many();

/** Runs each contender for a round, again and again, and prints the medians. */
function race(title, inputs, contenders) {
  const names = Object.keys(contenders);
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const call = contenders[name];
      // A slow peer gets fewer calls: the median of the rounds is what counts.
      const calls = times.get(name)[0] > 2_000 ? CALLS / 20 : CALLS;
      const started = cpu();
      for (let at = 0; at < calls; at += 1) {
        if (!call(inputs[at % inputs.length])) throw new Error(`${name} refuses ${inputs[at % inputs.length]}`);
      }
      times.get(name).push((cpu() - started) / calls);
    }
  }
  console.log(`\n${title}`);
  const medians = names.map((name) => median(times.get(name)));
  names.forEach((name, at) => {
    console.log(`  ${name.padEnd(44)} ${medians[at].toFixed(0).padStart(7)} ns  ${(medians[at] / medians[0]).toFixed(2).padStart(7)} ×`);
  });
}

/** What this process has computed, in nanoseconds: unlike the time of the day, it does not count the waiting for others. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

/** The bulk call, with what it costs the main thread in all. */
async function many() {
  const texts = Array.from({ length: 20_000 }, (_, at) => `jane.doe${at}@mail.example.com`);
  const bulk = [];
  const single = [];
  for (let round = 0; round < 11; round += 1) {
    let started = performance.now();
    await ours.parseMany('email', texts);
    bulk.push(((performance.now() - started) * 1e6) / texts.length);
    started = performance.now();
    for (const text of texts) ours.parseEmail(text);
    single.push(((performance.now() - started) * 1e6) / texts.length);
  }
  console.log('\n20 000 fresh e-mail addresses, each');
  console.log(`  parseMany, off the main thread               ${median(bulk).toFixed(0).padStart(7)} ns`);
  console.log(`  parseEmail one by one                        ${median(single).toFixed(0).padStart(7)} ns`);
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
