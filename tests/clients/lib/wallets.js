// Two wallets that sign as the real ones do. The keys are those of tests/scenarios/README.md; never use them elsewhere.
import { createPrivateKey, sign } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';

export const ETHEREUM = {
  address: '0x4a62316623ad457f02cdc5d997ded67a383ec569',
  strategy: 'web3_metamask_signature',
  sign: (message) => personalSign(7, message),
};

export const SOLANA = {
  address: 'J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf',
  strategy: 'web3_solana_signature',
  sign: (message) => ed25519(9, message),
};

/** `personal_sign` (EIP-191) of another wallet than [`ETHEREUM`]. */
export const signAsAnother = (message) => personalSign(8, message);

function personalSign(keyByte, message) {
  const text = Buffer.from(message);
  const digest = keccak_256(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`), text]));
  const key = new Uint8Array(32).fill(keyByte);
  const signed = secp256k1.sign(digest, key, { prehash: false, format: 'recovered' });
  // noble puts the recovery bit first, wallets put it last, counted from 27
  return `0x${Buffer.from([...signed.slice(1), 27 + signed[0]]).toString('hex')}`;
}

function ed25519(keyByte, message) {
  const wrapping = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([wrapping, Buffer.alloc(32, keyByte)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(message), key).toString('base64');
}
