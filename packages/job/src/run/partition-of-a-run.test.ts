import { rowStep } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { list } from '../partitions/list.js';
import { months } from '../partitions/months.js';
import { checkPartition } from '../request/check-partition.js';
import { csv } from '../sources/csv.js';
import { testJob } from '../testing/test-job.js';
import { inputOf } from './check-input.js';

const now = new Date('2026-03-10T12:00:00Z');
const partitions = months({ from: '2026-01' });
const base = { name: 'annuity', source: csv({ columns: ['id'] }), into: 'public.t' } as const;

describe('the partition of a request', () => {
  it('is required of a job with partitions, with an example', () => {
    expect(() => {
      checkPartition({ name: 'annuity', partitions }, undefined, now);
    }).toThrow('Job annuity loads one partition at a time: name it, such as 2026-02.');
  });

  it('is refused by a job without partitions', () => {
    expect(() => {
      checkPartition({ name: 'people' }, '2026-01');
    }).toThrow('Job people has no partitions: ');
  });

  it('must be one of the job', () => {
    checkPartition({ name: 'annuity', partitions }, '2026-02', now);
    expect(() => {
      checkPartition({ name: 'annuity', partitions }, '2026-2', now);
    }).toThrow('Job annuity has no partition "2026-2": a month is written as 2026-01, and');
  });
});

describe('a job with partitions', () => {
  const job = defineJob({
    ...base,
    partitions: list(['north', 'south']),
    source: ({ partition }) => csv({ columns: partition === 'north' ? ['id'] : ['key'] }),
    input: ({ partition }) => new URL(`file:///exports/${partition}.csv`),
    steps: (rows) => rows,
  });

  it('derives the input of a partition, unless the request names one', async () => {
    expect(await inputOf(job, { partition: 'south' })).toBe('/exports/south.csv');
    expect(await inputOf(job, { partition: 'south', input: 'a.csv' })).toBe('a.csv');
    await expect(inputOf(job, {})).rejects.toMatchObject({ code: 'PARTITION_INVALID' });
  });

  it.each([
    [new URL('https://example.org/north.csv'), 'https://example.org/north.csv'],
    ['s3.csv', 's3.csv'],
  ])('may read %s', async (input, read) => {
    const other = defineJob({ ...base, steps: (rows) => rows, input: () => input });
    expect(await inputOf(other, {})).toBe(read);
  });

  it.each([undefined, '', 5])('refuses %s as an input', async (input) => {
    const wrong: object = { input: () => input };
    const other = defineJob({ ...base, steps: (rows) => rows, ...wrong });
    await expect(inputOf(other, {})).rejects.toMatchObject({ code: 'JOB_INVALID' });
  });

  it('says for which partition its input failed, without the message', async () => {
    const fail = (): string => {
      throw new TypeError('secret');
    };
    const failing = defineJob({ ...base, partitions, input: fail, steps: (rows) => rows });
    await expect(inputOf(failing, { partition: '2026-01' })).rejects.toThrow(
      /^\[JOB_INVALID\] The input of job annuity failed with TypeError for partition 2026-01: correct the function in defineJob\.$/,
    );
  });

  it('passes the partition on to the source and the steps', async () => {
    expect(job.plan({}, 'south').source).not.toEqual(job.plan({}, 'north').source);
    const { rows } = await testJob(
      defineJob({
        ...base,
        partitions: list(['north']),
        steps: (all, { partition }) =>
          all.addStep(
            rowStep('add_region', (row: { readonly id: string }) => ({
              id: row.id,
              region: partition,
            })),
          ),
      }),
      [{ id: '1' }],
      { partition: 'north' },
    );
    expect(rows).toEqual([{ id: '1', region: 'north' }]);
  });

  it('refuses the mode that deletes the rows of all other partitions', async () => {
    await expect(inputOf(job, { partition: 'north', mode: 'replace' })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect(() =>
      defineJob({ ...base, steps: (rows) => rows, partitions, mode: 'replace' }),
    ).toThrow('mode replace would delete the rows of all other partitions');
  });

  it('refuses an input beside an example, and partitions that are something else', () => {
    const wrong = { input: () => 'a.csv', example: 'b.csv', partitions: ['a'] as never };
    expect(() => defineJob({ ...base, steps: (rows) => rows, ...wrong })).toThrow(
      'it must have an example or an input, not both; its partitions must be days(), months() or list()',
    );
  });
});
