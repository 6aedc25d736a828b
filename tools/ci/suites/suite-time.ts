import type { TestReport } from '../../checks/verify/test-reports.js';

/** How long the tests of each kind may take, over all projects, in milliseconds. */
export const suiteLimitsMs = { unit: 30_000, integration: 300_000 } as const;

/** A kind of test whose time is limited. */
export type TimedKind = keyof typeof suiteLimitsMs;

/** How long a suite took, and what took longest. */
export interface SuiteTime {
  /** While at least one test ran: side by side counts once, one after another adds up. */
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
 * Measures a suite by the reports that its projects left on one machine.
 *
 * Integration tests count with the start and the end of their servers, from the start of each run;
 * unit tests need nothing started, so that only they themselves count, not the compiler.
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

/** The length of the time that lies in at least one of the spans. */
function coveredMs(spans: readonly (readonly [start: number, end: number])[]): number {
  let coveredUntil = -Infinity;
  let covered = 0;
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    covered += Math.max(0, end - Math.max(start, coveredUntil));
    coveredUntil = Math.max(coveredUntil, end);
  }
  return covered;
}

/** What to say of a suite that took longer than it may, naming its slowest tests; else `null`. */
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
 * Whether a suite over its limit fails. Only in CI: a machine of one's own may be busy or slow. With
 * `SUITE_TIME_GATE=warn`, for CI on machines that others keep busy, not there either.
 */
export function isTimeEnforced(variables: Readonly<Record<string, string | undefined>>): boolean {
  const { CI = '', SUITE_TIME_GATE } = variables;
  return CI !== '' && SUITE_TIME_GATE !== 'warn';
}
