import { describe, expect, it } from 'vitest';
import { type LogEvent, LogLines, mostLines, summaryOf, textOf } from './log-lines.js';

const event = (sequence: number, payload: unknown = {}): LogEvent => ({
  sequence,
  occurredAt: '2026-01-31T08:00:00.000Z',
  level: 'info',
  event: 'database.load.started',
  stepName: null,
  payload,
});

describe('the lines of the log', () => {
  it('ignore lines that a resumed stream sends again', () => {
    const lines = new LogLines();
    lines.add([event(1), event(2)]);
    lines.add([event(2), event(3), event(7)]);
    expect(lines.slice(0, 9).map(({ sequence }) => sequence)).toStrictEqual([1, 2, 3, 7]);
    expect(lines.at(3)?.sequence).toBe(7);
  });

  it('are limited, and count those that are left out', () => {
    const lines = new LogLines();
    lines.add(Array.from({ length: mostLines + 2 }, (_, index) => event(index + 1)));
    lines.add([event(mostLines + 2), event(mostLines + 3)]);
    expect([lines.count, lines.leftOut]).toStrictEqual([mostLines, 4]);
  });
});

describe('a line', () => {
  it('shows its payload beside the name of the event', () => {
    expect(summaryOf({ rows: 24, ms: 1.23456, deep: { a: [1] } })).toBe(
      'rows=24 ms=1.23 deep={"a":[1]}',
    );
    expect(summaryOf({ share: 0.00241, none: 0 })).toBe('share=0.00241 none=0');
    expect(summaryOf(null)).toBe('');
    expect(summaryOf('text')).toBe('text');
  });

  it('stays one line, whatever its payload contains', () => {
    expect(summaryOf({ hint: 'a\nb\u2028c\u202Ed' })).toBe('hint=a b c d');
    expect(summaryOf({ long: 'x'.repeat(5_000) })).toBe(`long=${'x'.repeat(300)}…`);
  });

  it('is copied with its payload as JSON', () => {
    expect(textOf({ ...event(1, { rows: 1 }), stepName: 'load' })).toBe(
      '2026-01-31T08:00:00.000Z info load database.load.started\n{\n  "rows": 1\n}',
    );
    expect(textOf(event(1))).toBe('2026-01-31T08:00:00.000Z info database.load.started');
  });
});
