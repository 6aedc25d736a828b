import { defineConfig } from 'vitest/config';

/** The tests that mutants are to fail: run in a copy of this package, so on nothing outside it. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@wdh/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/properties/**/*.property.test.ts'],
    // What reads documents, and what is about validation alone.
    exclude: ['src/documents.test.ts', 'test/properties/messages-hold-no-value.property.test.ts'],
  },
});
