import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace; the tests run from `node/build/test`. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
}

/** Every file below a folder, by its path from there, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name)).map((file) => join(entry.name, file))
        : [entry.name],
    )
    .sort();
}

/** For `cargo xtask test counts`, which compares the languages. */
export function sayCount(kind: string, count: number): void {
  const folder = process.env['USER_METADATA_COUNTS'];
  if (folder !== undefined) writeFileSync(join(folder, `${kind}.node`), String(count));
}
