import { expect, it } from 'vitest';
import { inWords } from './capture-progress.js';

const moment = {
  state: 'capturing',
  messages: 12_345,
  bytes: 1,
  segments: { loaded: 3, skipped: 0, failed: 0, waiting: 1, recovered: 0 },
  rejected: 2,
  gaps: { gaps: 0, missing: 0 },
  reconnects: 4,
  trouble: null,
};

it('shows a capture in one line', () => {
  expect(inWords(moment, 4_998)).toBe(
    'capturing | 12,345 messages, 4,998/s, 3 segments loaded, 1 waiting, 2 rejected, 0 gaps, 4 reconnects',
  );
});

it('adds failed segments, and why loading waits', () => {
  const failed = { ...moment, segments: { ...moment.segments, failed: 1 } };
  const line = inWords({ ...failed, trouble: 'loading waits: DATABASE_UNREACHABLE' }, 0);
  expect(line).toContain('1 waiting, 1 failed, 2 rejected');
  expect(line).toMatch(/, loading waits: DATABASE_UNREACHABLE$/);
});
