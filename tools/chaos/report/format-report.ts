import { type ChaosReport, countByCategory, isGreen, slowestTests } from './chaos-report.js';
import { describeSkip } from './skip.js';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/**
 * Formats a run for a terminal: counts by category, the slowest ten, skipped and failed tests, the
 * seed.
 */
export function formatReport(report: ChaosReport): string {
  const { tests, skips, problems, seed, versions, durationMs } = report;
  const failed = tests.filter(({ status }) => status === 'failed');
  const ran = tests.filter(({ status }) => status !== 'skipped');
  return [
    'category      passed  failed  skipped',
    ...countByCategory(tests).map(
      (count) =>
        count.category.padEnd(13) +
        String(count.passed).padStart(7) +
        String(count.failed).padStart(8) +
        String(count.skipped).padStart(9),
    ),
    '',
    'The slowest ten:',
    ...slowestTests(ran).map((test) => `${seconds(test.durationMs).padStart(9)}  ${test.title}`),
    '',
    ...skips.map((skip) => `SKIPPED ${describeSkip(skip)}`),
    ...failed.map(
      ({ title, file, serverVersion }) =>
        `FAILED ${title}\n       ${file}${serverVersion === null ? '' : `, PostgreSQL ${serverVersion}`}`,
    ),
    ...problems.map((problem) => `PROBLEM ${problem}`),
    `PostgreSQL ${versions.join(', ')}; seed ${seed}; ${seconds(durationMs)}`,
    `${isGreen(report) ? 'Green' : 'Red'}: ${ran.length - failed.length} passed, ${failed.length} failed, ${tests.length - ran.length} skipped`,
  ].join('\n');
}
