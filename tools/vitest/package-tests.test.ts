import { describe, expect, it } from 'vitest';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { packageTests } from './package-tests.js';

describe('packageTests', () => {
  it('puts each kind of test in a group of its own, so that plain "vitest run" starts', () => {
    const configuration = packageTests({ integration: {}, chaos: {} });
    const kinds = configuration.test?.projects as readonly TestProjectInlineConfiguration[];
    const orders = kinds.map((kind) => [kind.test?.name, kind.test?.sequence?.groupOrder]);
    expect(orders).toEqual([
      ['unit', 0],
      ['integration', 1],
      ['chaos', 2],
    ]);
  });
});
