import type { WireRun } from '../../../../src/wire/runs.js';

type Step = Pick<
  WireRun['steps'][number],
  'attempt' | 'ordinal' | 'stepName' | 'kind' | 'startedAt' | 'endedAt'
>;

/** One attempt of a run, drawn on its own scale of time. */
export interface TimelineAttempt {
  readonly attempt: number;
  /** Time of its first step, as ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Time between the end of the attempt before and its start; null for the first one. */
  readonly waitedMs: number | null;
  /** Times without a running step that are not drawn to scale. */
  readonly gaps: readonly TimelineGap[];
  readonly bars: readonly TimelineBar[];
}

/** A step; `from` and `to` are shares of the width of the drawing. */
export interface TimelineBar {
  /** Position in its attempt, from 1. */
  readonly ordinal: number;
  readonly name: string;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly durationMs: number;
  /** Whether its process ended, or has not ended yet, before the step did. */
  readonly isOpen: boolean;
}

/** An idle time that is drawn narrow; `at` is a share of the width. */
export interface TimelineGap {
  readonly at: number;
  readonly width: number;
  readonly idleMs: number;
}

/** An idle time longer than this share of the busy time is drawn narrow. */
const longestIdle = 0.2;
/** Width of such a time, as a share of the busy time. */
const gapWidth = 0.04;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Lays out the steps of each attempt. All attempts use one scale, that of the longest, and each begins
 * at the left, so that the time between attempts takes no room.
 *
 * @param endMs - Until when steps without an end are drawn: now, or the end of the run.
 */
export function timelineOf(steps: readonly Step[], endMs: number): readonly TimelineAttempt[] {
  const attempts = [...new Set(steps.map(({ attempt }) => attempt))].sort((a, b) => a - b);
  const stepsOf = (attempt: number) => steps.filter((step) => step.attempt === attempt);
  const starts = attempts.map((attempt) => startOf(stepsOf(attempt)));
  const drawn = attempts.map((attempt, index) =>
    // A step that never ended ran until the next attempt at most.
    attemptOf(stepsOf(attempt), Math.min(endMs, starts[index + 1] ?? endMs)),
  );
  const widest = Math.max(1, ...drawn.map(({ width }) => width));
  return drawn.map(({ spans, parts, width: _, ...about }, index) => {
    const before = drawn[index - 1];
    const place = (time: number): number => placeOf(parts, time) / widest;
    return {
      ...about,
      startedAt: new Date(about.startMs).toISOString(),
      durationMs: about.endMs - about.startMs,
      waitedMs: before === undefined ? null : Math.max(0, about.startMs - before.endMs),
      gaps: parts
        .filter(({ isGap }) => isGap)
        .map(({ at, width, from, to }) => ({
          at: at / widest,
          width: width / widest,
          idleMs: to - from,
        })),
      bars: spans.map(({ step, from, to }) => ({
        ordinal: step.ordinal,
        name: step.stepName,
        kind: step.kind,
        from: place(from),
        to: place(to),
        durationMs: to - from,
        isOpen: step.endedAt === null,
      })),
    };
  });
}

function startOf(steps: readonly Step[]): number {
  return Math.min(...steps.map(({ startedAt }) => Date.parse(startedAt)));
}

/** A part of the time of an attempt: busy and drawn to scale, or idle and drawn narrow. */
interface Part extends Span {
  readonly at: number;
  readonly width: number;
  readonly isGap: boolean;
}

function attemptOf(steps: readonly Step[], endMs: number) {
  const spans = steps
    .toSorted((a, b) => a.ordinal - b.ordinal)
    .map((step) => {
      const from = Date.parse(step.startedAt);
      // A clock that is set back would end a step before its start.
      const to = Math.max(from, step.endedAt === null ? endMs : Date.parse(step.endedAt));
      return { step, from, to };
    });
  const parts = partsOf(busyTimes(spans));
  const last = parts.at(-1);
  return {
    attempt: steps[0]?.attempt ?? 0,
    startMs: parts[0]?.from ?? 0,
    endMs: last?.to ?? 0,
    width: last === undefined ? 0 : last.at + last.width,
    parts,
    spans,
  };
}

/** The times in which a step runs, in their order, without overlaps. */
function busyTimes(spans: readonly Span[]): readonly Span[] {
  const busy: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = busy.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else busy.push({ from, to });
  }
  return busy;
}

function partsOf(busy: readonly Span[]): readonly Part[] {
  const total = Math.max(
    1,
    busy.reduce((sum, { from, to }) => sum + to - from, 0),
  );
  const parts: Part[] = [];
  let at = 0;
  const add = (span: Span, width: number, isGap: boolean): void => {
    parts.push({ from: span.from, to: span.to, at, width, isGap });
    at += width;
  };
  for (const [index, span] of busy.entries()) {
    const before = busy[index - 1];
    if (before !== undefined) {
      const idle = { from: before.to, to: span.from };
      const idleMs = idle.to - idle.from;
      const isGap = idleMs > total * longestIdle;
      add(idle, isGap ? total * gapWidth : idleMs, isGap);
    }
    add(span, span.to - span.from, false);
  }
  return parts;
}

function placeOf(parts: readonly Part[], time: number): number {
  const part = parts.find(({ to }) => time <= to) ?? parts.at(-1);
  if (part === undefined) return 0;
  const length = part.to - part.from;
  return part.at + (length === 0 ? 0 : ((time - part.from) / length) * part.width);
}
