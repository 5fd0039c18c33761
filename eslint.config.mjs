import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'cdk.out/', 'node_modules/', 'coverage/', '.stryker-tmp/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // A process whose timers are all unref'd ends with code 0, whatever it waits for.
    files: ['rule/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'CallExpression[callee.property.name="unref"]',
          'Property[key.name="ref"][value.value=false]',
          'MemberExpression[object.name="AbortSignal"][property.name=/^(timeout|any)$/]',
        ].map((selector) => ({
          selector,
          message: "Nothing that is waited for may be unref'd: see timeLimit in rule/run/time-limit.ts.",
        })),
        {
          // Where a module is loaded its pattern is a constant.
          selector: ':function NewExpression[callee.name="RegExp"]',
          message: 'A pattern made of data may take forever: core/wildcard.ts is linear.',
        },
      ],
    },
  },
  {
    // CDK constructs are made for their effect on the tree.
    files: ['infra/**/*.ts'],
    rules: { '@typescript-eslint/no-extraneous-class': 'off', 'no-new': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      globals: { module: 'writable', require: 'readonly', process: 'readonly', __dirname: 'readonly' },
    },
  },
  prettier,
);
