import js from '@eslint/js';

const BOTH = ['fetch', 'URL', 'URLSearchParams', 'Response', 'console', 'setTimeout', 'structuredClone', 'btoa', 'performance'];
const NODE = ['process', 'Buffer', 'globalThis'];
const PAGE = ['window', 'document', 'navigator', 'location'];
const globals = Object.fromEntries([...BOTH, ...NODE, ...PAGE].map((name) => [name, 'readonly']));

export default [
  { ignores: ['**/node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: { globals },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'max-lines': ['error', 250] },
  },
];
