import n from 'eslint-plugin-n';

/** Syntax that this workspace does not use. */
export const restrictedSyntax = [
  { selector: 'ExportAllDeclaration', message: 'Name each export by hand.' },
];

/** The rules of this workspace in addition to typescript-eslint's strict set. */
export const houseRules = [
  {
    plugins: { n },
    rules: {
      'n/no-process-env': 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme'], location: 'anywhere' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // What a component returns is always the same: elements of the page.
    files: ['**/*.tsx'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // The one file of the repository that reads the environment.
    files: ['packages/config/src/environment.ts'],
    rules: { 'n/no-process-env': 'off' },
  },
  {
    files: ['**/*.config.ts', '**/*.mjs'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.test-d.ts', '**/test/**/*.ts', '**/bench/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  { files: ['tools/**', '**/bench/**'], rules: { 'no-console': 'off' } },
];
