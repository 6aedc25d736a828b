import { propertyName, stringLiteral } from '../../generate/source-names.js';
import type { DesignedColumn } from '../../generate/table-design.js';
import type { JobDesign } from '../job-plan.js';
import { sampleCell } from './sample-cells.js';

/** Bad cells that a test shows; more of them teach nothing. */
const mostBadCells = 20;

/** Prints `job.test.ts`: a good row, bad rows, and the sample. Its values are invented. */
export function printTest(job: JobDesign): string {
  const { names, design } = job;
  const hasCells = design.values === 'cells';
  const nameOf = (column: DesignedColumn): string => (hasCells ? column.name : column.source);
  const cells = design.columns.map((column) => ({ column, ...sampleCell(column, design.values) }));
  const good = cells.map((cell) => `  ${propertyName(nameOf(cell.column))}: ${cell.good},`);
  const loaded = cells.map((cell) => `      ${propertyName(cell.column.name)}: ${cell.loaded},`);
  const bad = cells.flatMap(({ column, bad: codes }) =>
    codes.map((code) => `  [${stringLiteral(nameOf(column))}, ${code}],`),
  );
  return `import { testJob } from '@wdh/job/testing';
import { expect, it } from 'vitest';
${hasCells ? "import type { SourceRow } from './columns.js';\n" : ''}import { ${names.constant} } from './job.js';

/** A row as the file delivers it. Its values are invented. */
const good: ${hasCells ? 'SourceRow' : 'Record<string, unknown>'} = {
${good.join('\n')}
};

it('loads a good row', async () => {
  const { rows } = await testJob(${names.constant}, [good]);
  expect(rows).toEqual([
    {
${loaded.join('\n')}
    },
  ]);
});
${printBad(bad.slice(0, mostBadCells), job)}${printSample(job)}`;
}

function printBad(cases: readonly string[], { names, design }: JobDesign): string {
  if (cases.length === 0) return '';
  const value = design.values === 'json' ? 'unknown' : 'string | null';
  return `
it.each<[column: string, value: ${value}]>([
${cases.join('\n')}
])('rejects a row whose %s is %j', async (column, value) => {
  const row = { ...good, [column]: value };
  const { rows, rejected } = await testJob(${names.constant}, [row], { errorThreshold: 1 });
  expect(rows).toEqual([]);
  expect(rejected).toMatchObject([{ rowNumber: 1, field: column }]);
});
`;
}

function printSample({ names, sample }: JobDesign): string {
  if (sample === null) return '';
  const { records, fileName } = sample;
  return `
it('loads every record of the sample', async () => {
  const sample = new URL(${stringLiteral(`../data/${fileName}`)}, import.meta.url);
  const { rows, rejected } = await testJob(${names.constant}, sample);
  expect(rejected).toEqual([]);
  expect(rows).toHaveLength(${records});
});
`;
}
