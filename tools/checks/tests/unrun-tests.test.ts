import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { unrunTests } from './unrun-tests.js';

const script = (kind: string): string => `vitest run --project ${kind} --outputFile.json=a.json`;
const found = (...paths: readonly string[]): readonly string[] =>
  unrunTests
    .check(
      inMemoryFiles({
        'packages/a/package.json': JSON.stringify({
          scripts: { test: script('unit'), 'test:integration': script('integration') },
        }),
        ...Object.fromEntries(paths.map((path) => [path, ''])),
      }),
    )
    .map(({ path }) => path);

describe('unrunTests', () => {
  it.each([
    'packages/a/src/b.test.ts',
    'packages/a/src/deep/er/b.test.ts',
    'packages/a/src/b.test-d.ts',
    'packages/a/test/properties/law.property.test.ts',
    'packages/a/test/integration/b.integration.test.ts',
    'tools/ci/b.test.ts',
    'tools/ci/test/integration/b.integration.test.ts',
    'packages/a/src/latest.ts',
    'packages/a/bench/b.bench.ts',
  ])('accepts %s', (path) => {
    expect(found(path)).toEqual([]);
  });

  it.each([
    'packages/a/test/parity/b.parity.test.ts',
    'packages/a/test/b.test.ts',
    'packages/a/test/integration/b.test.ts',
    'packages/a/test/properties/b.test.ts',
    'packages/a/test/chaos/load/b.chaos.test.ts',
    'packages/b/src/b.test.ts',
    'packages/a/src/b.spec.ts',
    'packages/a/src/b.test.mts',
    'packages/a/src/b.test.tsx',
    'packages/a/src/__tests__/b.ts',
    'packages/a/test/types/b.test-d.ts',
    'packages/a/bench/b.test.ts',
    'tools/ci/b.spec.ts',
    'tools/ci/b.test.mjs',
    'tools/consumers/a/b.test.ts',
    'docs/b.test.ts',
    'b.test.ts',
  ])('refuses %s', (path) => {
    expect(found(path)).toEqual([path]);
  });
});
