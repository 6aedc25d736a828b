import type { ChaosReport } from './chaos-report.js';
import type { ChaosTest } from './chaos-test.js';

/** The jobs of a matrix: each version, with each category or with all of them. */
export interface ChaosMatrix {
  /** Major versions of PostgreSQL. */
  readonly versions: readonly number[];
  readonly categories: readonly string[];
}

/**
 * Renders the reports of all jobs of a matrix as one Markdown table, a row for each category and a
 * column for each version, and lists failed tests. A job without a report is marked.
 */
export function renderMatrix(
  { versions, categories }: ChaosMatrix,
  reports: readonly ChaosReport[],
): string {
  const tests = reports.flatMap((report) =>
    report.tests.map((test) => ({ ...test, version: test.serverVersion ?? report.versions[0] })),
  );
  const cell = (category: string, version: number): string =>
    describe(tests.filter((test) => test.category === category && test.version === version));
  const rows = categories.map((category) => [
    category,
    ...versions.map((version) => cell(category, version)),
  ]);
  const failed = tests.filter(({ status }) => status === 'failed');
  const problems = reports.flatMap((report) =>
    report.problems.map((problem) => `- PostgreSQL ${report.versions.join(', ')}: ${problem}`),
  );
  const isGreen = failed.length + problems.length === 0 && !rows.flat().includes(noReport);
  return [
    `**${isGreen ? 'Green' : 'Red'}**: ${tests.length} tests in ${reports.length} reports, ${failed.length} failed.`,
    '',
    `| category | ${versions.map((version) => `PostgreSQL ${version}`).join(' | ')} |`,
    `| --- |${' --- |'.repeat(versions.length)}`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    ...failed.map(({ title, file, version }) => `- ${title} (\`${file}\`, PostgreSQL ${version})`),
    ...problems,
    ...reports
      .filter((report) => report.tests.some(({ status }) => status === 'failed'))
      .map(
        ({ versions: [version], seed }) =>
          `- Repeat it: \`npm run test:chaos -- --pg ${version} --seed ${seed}\``,
      ),
    '',
  ].join('\n');
}

const noReport = '✘ no report';

function describe(tests: readonly ChaosTest[]): string {
  const count = (status: ChaosTest['status']): number =>
    tests.filter((test) => test.status === status).length;
  if (tests.length === 0) return noReport;
  const skipped = count('skipped') === 0 ? '' : `, ${count('skipped')} skipped`;
  return count('failed') > 0
    ? `✘ ${count('failed')} of ${tests.length} failed${skipped}`
    : `✔ ${count('passed')}${skipped}`;
}
