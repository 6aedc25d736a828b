import { type ChaosReport, countByCategory, isGreen } from './chaos-report.js';
import { describeSkip } from './skip.js';

/** Returns the ids of the faults whose promise did not hold, sorted. */
export function brokenIds({ tests }: ChaosReport): readonly string[] {
  const failed = tests.filter(({ status }) => status === 'failed');
  return [...new Set(failed.map(({ id }) => id))].sort();
}

/**
 * Renders a run as Markdown: the result, how to repeat it, counts by category, failed and skipped
 * tests.
 */
export function renderMarkdown(report: ChaosReport): string {
  const { tests, skips, problems, seed, versions } = report;
  const failed = tests.filter(({ status }) => status === 'failed');
  return [
    `**${isGreen(report) ? 'Green' : 'Red'}** on PostgreSQL ${versions.join(', ')}, seed ${seed}.`,
    '',
    `Repeat it: \`npm run test:chaos -- --pg ${versions.join(',')} --seed ${seed}\``,
    '',
    '| category | passed | failed | skipped |',
    '| --- | --- | --- | --- |',
    ...countByCategory(tests).map(
      ({ category, passed, failed, skipped }) =>
        `| ${category} | ${passed} | ${failed} | ${skipped} |`,
    ),
    '',
    ...failed.map(
      ({ title, file, serverVersion }) =>
        `- ${title} (\`${file}\`${serverVersion === null ? '' : `, PostgreSQL ${serverVersion}`})`,
    ),
    ...problems.map((problem) => `- ${problem}`),
    '',
    ...(skips.length === 0
      ? []
      : ['Skipped:', '', ...skips.map((skip) => `- ${describeSkip(skip)}`), '']),
  ].join('\n');
}
