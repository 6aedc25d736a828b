import { Readable } from 'node:stream';
import { defineProject } from '@wdh/job';
import { expect, it } from 'vitest';
import { type LoadColumn, rowNames } from '../formats/load-column.js';
import { builtInJobs } from './built-in-jobs.js';
import { createLoadJob } from './load-job.js';
import type { LoadParams } from './load-params.js';

const csv = {
  format: 'csv',
  delimiter: ',',
  quote: '"',
  hasHeader: true,
  nullValues: ['', 'NA'],
} as const;

/** Reads a text, and runs the step of the job. */
async function rowsOf(text: string, params: Omit<LoadParams, 'into' | 'keys'>): Promise<object[]> {
  const job = createLoadJob(() => Readable.from([Buffer.from(text)]));
  const plan = job.plan({ into: 'public.t', keys: [], ...params });
  const rows: object[] = [];
  for await (const batch of plan.pipeline({}).stream(plan.source.open('in', {}).read())) {
    expect(batch.rejected).toEqual([]);
    rows.push(...batch.rows);
  }
  return rows;
}

it('the job is found by the name of its record', () => {
  expect([...builtInJobs.keys()]).toEqual(['load']);
});

it('a project cannot replace a built-in job', () => {
  for (const job of builtInJobs.values()) {
    expect(() => defineProject({ jobs: [job] })).toThrow('PROJECT_INVALID');
  }
});

it('an empty cell is null, and a quoted one an empty text where the column has one', async () => {
  const columns: LoadColumn[] = [
    { from: 'Name', to: 'name', keepsEmpty: true },
    { from: 'Cost', to: 'cost' },
    { from: 'Note', to: null },
  ];
  const text = 'Name,Cost,Note\n,,x\n"","",y\nNA,007,z\n"NA",1,\n';
  expect(await rowsOf(text, { read: { ...csv, nullValues: ['', 'NA'] }, columns })).toEqual([
    { name: null, cost: null },
    { name: '', cost: null },
    { name: null, cost: '007' },
    { name: 'NA', cost: '1' },
  ]);
});

it('a file without a header has the columns of the parameters', async () => {
  const columns = [
    { from: 'a', to: 'x' },
    { from: 'b', to: 'y' },
  ];
  const read = { ...csv, hasHeader: false, nullValues: [] };
  expect(await rowsOf('1,2\n', { read, columns })).toEqual([{ x: '1', y: '2' }]);
});

it('a row of JSON Lines has the columns of its properties, and the digits of its numbers', async () => {
  const columns = [
    { from: 'Id', to: 'id' },
    { from: 'n', to: 'n' },
    { from: 'skip', to: null },
  ];
  const text = '{"Id":12345678901234567890,"skip":1}\n{"n":"5","Id":0.10}\n';
  expect(await rowsOf(text, { read: { format: 'json-lines' }, columns })).toEqual([
    { id: '12345678901234567890' },
    { id: '0.10', n: '5' },
  ]);
});

it('other columns, and another rule for empty cells, are another source', async () => {
  const hashOf = async (columns: LoadColumn[], nullValues: string[] = ['']): Promise<unknown> => {
    const plan = createLoadJob().plan({
      into: 't',
      keys: [],
      read: { ...csv, nullValues },
      columns,
    });
    const source = plan.source.open(import.meta.filename, {});
    return (await source.identify()).optionsSha256;
  };
  const hashes = await Promise.all([
    hashOf([{ from: 'a', to: 'a' }]),
    hashOf([{ from: 'a', to: 'b' }]),
    hashOf([{ from: 'a', to: null }]),
    hashOf([{ from: 'a', to: 'a', keepsEmpty: true }]),
    hashOf([{ from: 'a', to: 'a' }], []),
  ]);
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(await hashOf([{ from: 'a', to: 'a', keepsEmpty: false }])).toBe(hashes[0]);
});

it('a column that is not loaded never takes the name of one that is', () => {
  const columns = [
    { from: 'x', to: 'note' },
    { from: 'note', to: null },
  ];
  expect(rowNames(columns)).toEqual(['note', 'note (not loaded)']);
});
