import vitest from '@vitest/eslint-plugin';

/** A test runs, asserts, and can fail. */
export const testRules = [
  {
    files: ['**/*.test.ts'],
    plugins: { vitest },
    rules: {
      'vitest/no-focused-tests': 'error',
      'vitest/no-commented-out-tests': 'error',
      'vitest/no-identical-title': 'error',
      'vitest/valid-expect': 'error',
      'vitest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expectTypeOf', 'fc.assert', 'expect*'] },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    // The assertions of a property depend on its example.
    ignores: ['**/*.property.test.ts'],
    rules: { 'vitest/no-conditional-expect': 'error' },
  },
  {
    files: ['**/*.test-d.ts'],
    // Types only: nothing is called.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
];
