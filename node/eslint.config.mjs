import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'native/', 'sandbox/dist/', 'src/binding.ts', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.json', './test/tsconfig.json', './sandbox/tsconfig.json'] },
    },
    rules: {
      // An empty text is as good as none, where a server leaves it so.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // Numbers in texts are plain enough.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Types carry the docs of a set of cases, interfaces those of one shape.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A getter is on the prototype, so that it is no field in every log.
      '@typescript-eslint/class-literal-property-style': ['error', 'getters'],
      // The compiler's `noPropertyAccessFromIndexSignature` style: what may be absent is read in brackets.
      '@typescript-eslint/dot-notation': 'off',
      // `as` says what it is, `!` that it is not nothing: both are as sure as their reason.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },
  {
    // Its `require` is that of the one copy in the process.
    files: ['src/native.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // node:test keeps what it started.
      '@typescript-eslint/no-floating-promises': 'off',
      // Static functions of classes of the binding, which have no `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        URL: 'readonly',
        URLSearchParams: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        document: 'readonly',
        require: 'readonly',
        module: 'readonly',
        performance: 'readonly',
        TextEncoder: 'readonly',
      },
    },
  },
);
