// Puts the binary that cargo built into `native/`, and its types for TypeScript beside the host's sources.
//
//     node scripts/binding.mjs <debug|release>
//
// The types are what the macros of napi wrote while the crate was compiled: a line of JSON for each item.
import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const profile = process.argv[2];
if (profile !== 'debug' && profile !== 'release') {
  throw new Error('usage: node scripts/binding.mjs <debug|release>');
}
const built = join(here, '../../target', profile);
const native = join(here, '../native');
mkdirSync(native, { recursive: true });

// Put in place in one go: a process that has the old one loaded keeps it.
const library = { darwin: 'libuser_metadata_node.dylib', win32: 'user_metadata_node.dll' };
copyFileSync(join(built, library[process.platform] ?? 'libuser_metadata_node.so'), join(native, 'new.node'));
renameSync(join(native, 'new.node'), join(native, 'user-metadata.node'));

const lines = readFileSync(join(built, 'node-types/user-metadata-node'), 'utf8').trim().split('\n');
// cargo may compile the crate twice at the same time, with and without its tests: each writes every line
const items = [...new Set(lines)].map((line) => JSON.parse(line));
/** The name that an item has in Rust, where another one stands in JavaScript. */
const renamed = items.filter((item) => item.original_name && item.original_name !== item.name);

const methods = new Map();
for (const item of items.filter((item) => item.kind === 'impl')) {
  methods.set(item.name, (methods.get(item.name) ?? '') + item.def);
}
const declare = {
  type: (item) => `export type ${item.name} =\n${item.def}`,
  string_enum: (item) => `export type ${item.name} = ${[...item.def.matchAll(/= ('[^']*')/g)].map((match) => match[1]).join(' | ')}`,
  interface: (item) => `export interface ${item.name} {\n${item.def}\n}`,
  fn: (item) => `export ${item.def.replace(/^(export )?(declare )?/, 'declare ')}`,
  struct: (item) => `export declare class ${item.name} {\n  private constructor()\n${methods.get(item.name) ?? ''}\n}`,
  impl: () => '',
};
let text = '// Made by scripts/binding.mjs from the Rust sources. Never edited.\n';
for (const item of items) {
  const declared = declare[item.kind]?.(item);
  if (declared === undefined) throw new Error(`an item of an unknown kind: ${item.kind}`);
  text += declared === '' ? '' : `\n${item.js_doc}${declared}\n`;
}
for (const { name, original_name: original } of renamed) {
  text = text.replaceAll(new RegExp(`\\b${original}\\b`, 'g'), name);
}
writeFileSync(join(here, '../src/binding.ts'), text);
