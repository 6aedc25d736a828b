/** Files of each kind of test in a package or an app, as globs below its folder. */
export const testFiles = {
  unit: ['src/**/*.test.ts', 'page/**/*.test.ts', 'test/properties/**/*.property.test.ts'],
  integration: ['test/integration/**/*.integration.test.ts'],
  chaos: ['test/chaos/*/**/*.chaos.test.ts'],
} as const;

/** Files of each kind of test below `tools`, which is one project. */
export const toolTestFiles = {
  unit: ['**/*.test.ts'],
  integration: ['**/*.integration.test.ts'],
  /** Not tests: consumers are copied and run in another folder. */
  exclude: ['consumers/**'],
} as const;
