import { describe, expect, it } from 'vitest';
import { packageTests } from './package-tests.js';

describe('packageTests', () => {
  it('puts each kind of test in a group of its own, so that plain "vitest run" starts', () => {
    const { test } = packageTests({ integration: {}, chaos: {} });
    const groups = (test?.projects ?? []).map((project) =>
      typeof project === 'object' && 'test' in project
        ? [project.test?.name, project.test?.sequence?.groupOrder]
        : null,
    );
    expect(groups).toEqual([
      ['unit', 0],
      ['integration', 1],
      ['chaos', 2],
    ]);
  });
});
