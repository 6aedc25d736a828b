import { defineConfig } from 'vitest/config';

/** The tests that must fail for mutants. They run in a copy of this package, so they use nothing outside it. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@wdh/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/properties/**/*.property.test.ts'],
    // Tests that read documents, and tests of validation alone.
    exclude: ['src/documents.test.ts', 'test/properties/messages-hold-no-value.property.test.ts'],
  },
});
