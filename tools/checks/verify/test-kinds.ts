/** The kinds of test, and the script of a package that runs each. */
export const testKinds = {
  unit: 'test',
  integration: 'test:integration',
  chaos: 'test:chaos',
} as const;

/** A kind of test that writes a report: `test-results/<kind>.json` in its project. */
export type TestKind = keyof typeof testKinds;
