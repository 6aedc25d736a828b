import { defineConfig } from 'vitest/config';

/** The tests of everything under `tools/`. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['**/*.test.ts'],
    exclude: ['consumers/**'],
    passWithNoTests: false,
    // Several of them pack, lint or install; a busy machine may take its time.
    testTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'checks/test-results/unit.json' }]],
  },
});
