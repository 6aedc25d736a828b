import { isGreen } from '../report/chaos-report.js';
import { brokenIds } from '../report/render-markdown.js';
import type { WeeklyResults } from './weekly-results.js';

/** A draft of an issue. */
export interface Issue {
  /** Contains what failed, without version or date, so that it is the same every week. */
  readonly title: string;
  readonly body: string;
}

/** The limit of GitHub is 256 characters. */
const titleOf = (text: string): string => text.slice(0, 250);

const noReport = 'no report: it failed before its end, perhaps before its tests';

/** Drafts one issue about the tests of all versions. */
export function draftTestIssue({ versions }: WeeklyResults): Issue {
  const reports = versions.flatMap(({ report }) => report ?? []);
  const ids = [...new Set(reports.flatMap(brokenIds))].sort();
  const isRed = reports.some((report) => !isGreen(report));
  const besides = reports.length < versions.length ? 'no report' : 'see the run';
  const what = ids.join(', ') || (isRed ? 'problems other than tests' : besides);
  const versionsByFailure = new Map<string, Set<number>>();
  for (const { version, report } of versions) {
    const failures = [
      ...(report?.tests ?? [])
        .filter(({ status }) => status === 'failed')
        .map(({ title, file }) => `${title} (\`${file}\`)`),
      ...(report?.problems ?? []),
    ];
    for (const failure of failures) {
      versionsByFailure.set(failure, (versionsByFailure.get(failure) ?? new Set()).add(version));
    }
  }
  const rows = versions.map(({ version, report }) => {
    if (report === null) return `| ${version} | ${noReport} | |`;
    const repeat = `\`npm run test:chaos -- --pg ${version} --seed ${report.seed}\``;
    return `| ${version} | ${isGreen(report) ? 'green' : 'red'} | ${repeat} |`;
  });
  const body = [
    ...[...versionsByFailure].map(
      ([failure, on]) => `- ${failure}, on PostgreSQL ${[...on].join(', ')}`,
    ),
    ...(versionsByFailure.size === 0 ? [] : ['']),
    '| PostgreSQL | result | repeat it |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
  return { title: titleOf(`Chaos tests fail: ${what}`), body };
}

/**
 * Drafts the issue about the mutants: bugs that no test detected, or whose tests did not run
 * correctly.
 */
export function draftMutantIssue({ mutants }: WeeklyResults, names: readonly string[]): Issue {
  if (mutants === null)
    return { title: 'Chaos mutants fail: no report', body: `The run wrote ${noReport}.` };
  const bad = mutants.filter(({ result }) => result !== 'noticed');
  const notRun = names.filter((name) => mutants.every((mutant) => mutant.name !== name));
  const what =
    bad.map(({ name }) => name).join(', ') || (notRun.length > 0 ? 'cut short' : 'see the run');
  const body = [
    ...bad.map(
      ({ name, result, detail }) =>
        `- ${name}: ${result}${detail === '' ? ', no test notices it' : `, ${detail}`}`,
    ),
    ...notRun.map((name) => `- ${name}: not run`),
    '',
    'Repeat it: `npm run ci -- chaos-mutants NAME`',
  ].join('\n');
  return { title: titleOf(`Chaos mutants fail: ${what}`), body };
}
