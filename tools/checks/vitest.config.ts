import { defineConfig } from 'vitest/config';
import { toolTestFiles } from '../vitest/test-files.js';
import { testTags } from '../vitest/test-tags.js';

/** The tests of everything under `tools/`. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    passWithNoTests: false,
    reporters: ['default', 'json'],
    outputFile: { json: 'checks/test-results/tests.json' },
    tags: testTags,
    projects: [
      {
        test: {
          name: 'unit',
          // See tools/vitest/package-tests.ts for the reason.
          isolate: false,
          include: [...toolTestFiles.unit],
          exclude: [...toolTestFiles.integration, ...toolTestFiles.exclude],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [...toolTestFiles.integration],
          // These tests pack, lint, install and build, which is slow on a busy machine.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 30_000, interval: 20 } },
        },
      },
    ],
  },
});
