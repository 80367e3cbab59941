// What a person does with an app that uses clerk-js. Every story is told in each environment, with each release.
import { LOADING } from './loading.js';
import { CREATING } from './creating.js';
import { CODES } from './codes.js';
import { LINKS } from './links.js';
import { SIGNATURES } from './signatures.js';
import { PROVIDERS } from './providers.js';
import { REVERIFICATION } from './reverification.js';
import { REFUSALS } from './refusals.js';

/** What depends on how a browser says who it is. */
export const OF_CREDENTIALS = [...LOADING, ...CREATING, ...PROVIDERS];

/** Each is a name, who the person is (as `POST /sandbox/users` takes it), settings of the instance, and what is done. */
export const STORIES = [
  ...LOADING,
  ...CREATING,
  ...CODES,
  ...LINKS,
  ...SIGNATURES,
  ...PROVIDERS,
  ...REVERIFICATION,
  ...REFUSALS,
];
