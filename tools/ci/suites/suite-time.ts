import type { TestReport } from '../../checks/verify/test-reports.js';

/** The time limit of each kind of test, over all projects, in milliseconds. */
export const suiteLimitsMs = { unit: 30_000, integration: 600_000 } as const;

/** A kind of test whose time is limited. */
export type TimedKind = keyof typeof suiteLimitsMs;

/** The time of a suite and its slowest tests. */
export interface SuiteTime {
  /** Time during which at least one test ran: parallel tests count once. */
  readonly durationMs: number;
  /** The slowest first. */
  readonly slowest: readonly SlowTest[];
}

/** One test and its time. */
export interface SlowTest {
  readonly title: string;
  readonly durationMs: number;
}

const named = 5;

/**
 * Measures a suite by the reports of its projects on one machine.
 *
 * Integration tests include the start and stop of their servers, from the start of each run. Unit
 * tests start nothing, so only the tests count, not the compiler.
 */
export function measureSuite(kind: TimedKind, reports: readonly TestReport[]): SuiteTime {
  const files = reports.flatMap(({ testResults }) => testResults);
  return {
    durationMs: coveredMs(
      kind === 'unit'
        ? files.map(({ startTime, endTime }) => [startTime, endTime])
        : reports.map(({ startTime, testResults }) => [
            startTime,
            Math.max(startTime, ...testResults.map(({ endTime }) => endTime)),
          ]),
    ),
    slowest: files
      .flatMap(({ assertionResults }) => assertionResults)
      .map(({ fullName, duration }) => ({ title: fullName.trim(), durationMs: duration ?? 0 }))
      .toSorted((one, other) => other.durationMs - one.durationMs)
      .slice(0, named),
  };
}

/** The length of the union of the spans. */
function coveredMs(spans: readonly (readonly [start: number, end: number])[]): number {
  let coveredUntil = -Infinity;
  let covered = 0;
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    covered += Math.max(0, end - Math.max(start, coveredUntil));
    coveredUntil = Math.max(coveredUntil, end);
  }
  return covered;
}

/** Returns a message with the slowest tests if a suite exceeds its limit; otherwise `null`. */
export function complainOfTime(
  kind: TimedKind,
  { durationMs, slowest }: SuiteTime,
  limitMs: number = suiteLimitsMs[kind],
): string | null {
  if (durationMs <= limitMs) return null;
  return [
    `The ${kind} tests took ${seconds(durationMs)}, over their ${seconds(limitMs)}: make the slowest faster, or move them to another kind.`,
    ...slowest.map(({ title, durationMs }) => `  ${seconds(durationMs).padStart(8)}  ${title}`),
  ].join('\n');
}

/** Formats milliseconds as seconds with one digit. */
export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

/**
 * Whether a suite over its limit fails. Only in CI, because a local machine may be busy or slow.
 * `SUITE_TIME_GATE=warn` disables it for CI on shared machines.
 */
export function isTimeEnforced(variables: Readonly<Record<string, string | undefined>>): boolean {
  const { CI = '', SUITE_TIME_GATE } = variables;
  return CI !== '' && SUITE_TIME_GATE !== 'warn';
}
