import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { pinnedActions } from './pinned-actions.js';

const commit = '0123456789abcdef0123456789abcdef01234567';
const check = (uses: string): readonly unknown[] =>
  pinnedActions.check(inMemoryFiles({ '.github/workflows/ci.yml': `steps:\n  - uses: ${uses}\n` }));

describe('pinnedActions', () => {
  it.each([`actions/checkout@${commit} # v5.0.0`, './.github/actions/setup'])(
    'accepts %s',
    (uses) => {
      expect(check(uses)).toEqual([]);
    },
  );

  it.each(['actions/checkout@v5', `actions/checkout@${commit}`, 'actions/checkout@main # v5'])(
    'finds %s',
    (uses) => {
      expect(check(uses)).toMatchObject([{ line: 2 }]);
    },
  );
});
