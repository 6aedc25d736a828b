import { describe, expect, it } from 'vitest';
import { findUnpinnedActions } from './pinned-actions.js';

const commit = '0123456789abcdef0123456789abcdef01234567';
const find = (action: string): readonly unknown[] =>
  findUnpinnedActions('ci.yml', `steps:\n  - uses: ${action}\n`);

describe('findUnpinnedActions', () => {
  it.each([`actions/checkout@${commit} # v5.0.0`, './.github/actions/setup'])(
    'accepts %s',
    (action) => {
      expect(find(action)).toEqual([]);
    },
  );

  it.each(['actions/checkout@v5', `actions/checkout@${commit}`, 'actions/checkout@main # v5'])(
    'finds %s',
    (action) => {
      expect(find(action)).toMatchObject([{ path: 'ci.yml', line: 2 }]);
    },
  );
});
