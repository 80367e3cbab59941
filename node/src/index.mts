// One copy in the process, whichever way it is loaded: `instanceof` holds across both.
export * from './index.js';
