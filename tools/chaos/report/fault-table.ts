import { serverVersions as versions } from '../run/chaos-options.js';
import type { ChaosReport } from './chaos-report.js';
import type { ChaosTest } from './chaos-test.js';

const marks = { passed: 'held', failed: '**broken**', skipped: 'not run' } as const;

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ');

/** One test on all versions. */
interface TableRow {
  readonly test: ChaosTest;
  readonly results: ReadonlyMap<number | null, ChaosTest['status']>;
}

function rowsOf(tests: readonly ChaosTest[]): readonly TableRow[] {
  const rows = new Map<
    string,
    { test: ChaosTest; results: Map<number | null, ChaosTest['status']> }
  >();
  for (const test of tests) {
    const key = `${test.category}\n${test.title}\n${test.file}`;
    const row = rows.get(key) ?? { test, results: new Map() };
    // A run that omitted the test does not change the result.
    if (test.status !== 'skipped' || !row.results.has(test.serverVersion)) {
      row.results.set(test.serverVersion, test.status);
    }
    rows.set(key, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function formatRow({ test, results }: TableRow): string {
  const { id, fault, promise, file } = test;
  const everywhere = results.get(null);
  const measured = versions.map((version) => {
    const status = everywhere ?? results.get(version);
    return status === undefined ? '' : marks[status];
  });
  const project = file.split('/').slice(0, 2).join('/');
  return `| ${[id, cell(fault), cell(promise), `[${project}](../../${file})`, ...measured].join(' | ')} |`;
}

/** Renders `docs/reference/fault-table.md`: every fault, its promise, its tests and the results. */
export function renderFaultTable({ tests, startedAt, seed }: ChaosReport): string {
  const rows = rowsOf(tests);
  const categories = [...new Set(rows.map(({ test }) => test.category))];
  const ids = new Set(rows.map(({ test }) => test.id));
  return [
    '# Fault table',
    '',
    'Every fault that the [chaos tests](../contributing/chaos-testing.md) inject, and what is promised',
    'under it. Generated from the titles of the tests by `npm run renew -- fault-table`; do not edit.',
    '',
    `${rows.length} tests of ${ids.size} faults. Results by version of PostgreSQL, last measured on`,
    `${startedAt.slice(0, 10)} with seed ${seed}.`,
    '',
    ...categories.flatMap((category) => [
      `## ${category}`,
      '',
      `| id | fault | promise | tested in | ${versions.join(' | ')} |`,
      `| --- | --- | --- | --- | ${versions.map(() => '---').join(' | ')} |`,
      ...rows.filter(({ test }) => test.category === category).map(formatRow),
      '',
    ]),
  ].join('\n');
}

const tableRow = /^\| (?<key>[A-Z]\d{2} \|.+?\]\(.+?\)) \|/;

/** Returns faults, promises and files of a rendered table, without the results. */
function listFaults(table: string): readonly string[] {
  return table.split('\n').flatMap((line) => tableRow.exec(line)?.groups?.['key'] ?? []);
}

/**
 * Compares the table in the documents with the tests: returns rows that one has and the other
 * lacks.
 */
export function compareFaultTable(table: string, report: ChaosReport): readonly string[] {
  const written = new Set(listFaults(table));
  const tested = new Set(listFaults(renderFaultTable(report)));
  return [
    ...[...tested].filter((row) => !written.has(row)).map((row) => `lacks: ${row}`),
    ...[...written].filter((row) => !tested.has(row)).map((row) => `has no test: ${row}`),
  ];
}
