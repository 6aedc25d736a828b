import { defineConfig } from 'vitest/config';

/** The tests that mutants must survive: run in a copy of this package, so on nothing outside it. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@wdh/source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/properties/**/*.property.test.ts'],
    exclude: ['src/readme.test.ts'],
  },
});
