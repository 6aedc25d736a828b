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
  ends: { cut: 4 },
  trouble: null,
};

it('shows a capture in one line, without what is zero', () => {
  expect(inWords(moment, 4_998)).toBe(
    'capturing | 12,345 messages, 4,998/s, 3 segments loaded, 1 waiting, 2 rejected, 4 reconnects',
  );
  const { segments } = moment;
  const calm = { ...moment, segments: { ...segments, waiting: 0 }, rejected: 0, reconnects: 0 };
  expect(inWords(calm, 0)).toBe('capturing | 12,345 messages, 0/s, 3 segments loaded');
});

it('adds failed segments, gaps, and why loading waits', () => {
  const segments = { ...moment.segments, failed: 1 };
  const trouble = 'loading waits: DATABASE_UNREACHABLE';
  const line = inWords({ ...moment, segments, gaps: { gaps: 1, missing: 7 }, trouble }, 0);
  expect(line).toContain('1 waiting, 1 failed, 2 rejected, 1 gap, 4 reconnects, loading waits: ');
});
