import { describe, expect, it } from 'vitest';
import { timelineOf } from './timeline.js';

const start = Date.parse('2026-01-31T08:00:00Z');
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();
const step = (attempt: number, ordinal: number, from: number, to: number | null) => ({
  attempt,
  ordinal,
  stepName: `step ${ordinal}`,
  kind: 'row_transform',
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
});

describe('the timeline of a run', () => {
  it('draws steps that run at the same time beside each other', () => {
    const [only] = timelineOf([step(1, 2, 2, 10), step(1, 1, 0, 8)], start);
    expect(only?.bars.map(({ name, from, to }) => [name, from, to])).toStrictEqual([
      ['step 1', 0, 0.8],
      ['step 2', 0.2, 1],
    ]);
    expect(only).toMatchObject({ durationMs: 10_000, waitedMs: null, gaps: [] });
  });

  it('begins each attempt at the left, so that a wait between them takes no room', () => {
    const [first, second] = timelineOf([step(1, 1, 0, 10), step(2, 1, 3_600, 3_605)], start);
    expect(first?.bars[0]).toMatchObject({ from: 0, to: 1 });
    expect(second?.bars[0]).toMatchObject({ from: 0, to: 0.5 });
    expect(second).toMatchObject({ waitedMs: 3_590_000, startedAt: at(3_600) });
  });

  it('draws a long idle time narrow, and keeps its length', () => {
    const [only] = timelineOf([step(1, 1, 0, 10), step(1, 2, 1_000, 1_010)], start);
    expect(only?.gaps).toHaveLength(1);
    expect(only?.gaps[0]?.idleMs).toBe(990_000);
    expect(only?.gaps[0]?.width).toBeCloseTo(0.04 / 1.04);
    expect(only?.bars[0]?.to).toBeCloseTo(0.5 / 1.04);
    expect(only?.bars[1]?.to).toBeCloseTo(1);
  });

  it('draws a short idle time to scale', () => {
    const [only] = timelineOf([step(1, 1, 0, 9), step(1, 2, 10, 20)], start);
    expect(only?.gaps).toStrictEqual([]);
    expect(only?.bars[1]?.from).toBeCloseTo(0.5);
  });

  it('draws a step without an end until now', () => {
    const [only] = timelineOf([step(1, 1, 0, null)], start + 4_000);
    expect(only?.bars[0]).toMatchObject({ durationMs: 4_000, isOpen: true });
  });

  it('draws a step that never ended until the next attempt at most', () => {
    const steps = [step(1, 1, 0, null), step(2, 1, 60, 70)];
    const [first] = timelineOf(steps, start + 3_600_000);
    expect(first?.bars[0]).toMatchObject({ durationMs: 60_000, isOpen: true });
  });

  it('gives a step no negative length when the clock is set back', () => {
    const [only] = timelineOf([step(1, 1, 10, 5), step(1, 2, 10, 20)], start);
    expect(only?.bars[0]).toMatchObject({ from: 0, to: 0, durationMs: 0 });
  });

  it('is empty for a run without steps', () => {
    expect(timelineOf([], start)).toStrictEqual([]);
  });

  it('lays out steps that took no time', () => {
    const [only] = timelineOf([step(1, 1, 0, 0)], start);
    expect(only?.bars[0]).toMatchObject({ from: 0, to: 0 });
  });
});
