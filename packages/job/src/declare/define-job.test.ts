import type { Pipeline } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { rows } from '../sources/rows.js';
import { defineJob } from './define-job.js';

const source = rows<{ readonly id: number }>('numbers', () => [{ id: 1 }]);
const sound = {
  name: 'numbers',
  source,
  steps: (given: Pipeline<{ readonly id: number }>) => given,
  into: 'public.numbers',
} as const;

describe('defineJob', () => {
  it('adds the defaults', () => {
    expect(defineJob(sound)).toMatchObject({
      name: 'numbers',
      version: '1',
      description: 'numbers',
      params: null,
      migrations: [],
      example: 'numbers',
      mode: 'append',
      onBadRow: 'collect',
      errorThreshold: 0.1,
    });
  });

  it('passes on an index as keys, and the columns to update', () => {
    const keys = { index: 'numbers_lower' };
    const job = defineJob({ ...sound, mode: 'upsert', keys, updateColumns: ['id'] });
    expect(job.plan({})).toMatchObject({ keys, load: { updateColumns: ['id'] } });
  });

  it('gives its pipeline the name and the version of the job', () => {
    const job = defineJob({ ...sound, version: '7' });
    const pipeline = job.plan({}).pipeline({ errorThreshold: 0.5 });
    expect(pipeline.name).toBe('numbers');
    expect(pipeline.config).toMatchObject({ version: '7', errorThreshold: 0.5 });
  });

  it.each([
    [{ name: 'Numbers' }, /its name must be lower-case words/],
    [{ name: '' }, /its name must be lower-case words/],
    [{ name: 'a'.repeat(91) }, /its name must be lower-case words/],
    [{ version: '' }, /its version must not be empty/],
    [{ mode: 'upsert' }, /mode upsert needs keys/],
    [{ mode: 'insert_new', keys: [] }, /mode insert_new needs keys/],
    [{ mode: 'upsert', keys: ['id', 'id'] }, /a key is listed twice/],
    [{ errorThreshold: 2 }, /its errorThreshold must be a share from 0 to 1/],
    [{ errorThreshold: Number.NaN }, /its errorThreshold must be a share from 0 to 1/],
  ] as const)('refuses %j', (part, message) => {
    expect(() => defineJob({ ...sound, ...part })).toThrow(
      expect.objectContaining({
        code: 'JOB_INVALID',
        category: 'usage',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  it.each([
    [{ name: undefined }, /declaration of job is invalid: its name must be/],
    [{ source: undefined }, /its source must be csv\(\)/],
    [{ steps: undefined }, /its steps must be a function/],
    [{ into: undefined }, /its into must be a drizzle table, or schema\.table/],
    [{ into: 'a.b.c.d' }, /job "numbers" is invalid: "a\.b\.c\.d" is not a table name/],
    [{ mode: 'merge' }, /its mode must be one of append, upsert/],
    [{ mode: 'upsert', keys: 'id' }, /its keys must be a list/],
    [
      { mode: 'upsert', keys: { index: '' } },
      /its keys must be a list of columns, or name an index/,
    ],
    [
      { mode: 'upsert', keys: { name: 'x' } },
      /its keys must be a list of columns, or name an index/,
    ],
    [{ onBadRow: 'ignore' }, /its onBadRow must be one of stop, collect/],
    [{ errorThreshold: '0.1' }, /its errorThreshold must be a share/],
    [{ params: { day: 'text' } }, /its params must be a Standard Schema/],
  ])('refuses %j, which the compiler would have found', (part, message) => {
    expect(() => defineJob({ ...sound, ...(part as object) })).toThrow(message);
  });

  it('names every problem at once', () => {
    expect(() => defineJob({ ...sound, name: 'A', version: '' })).toThrow(
      /its name .*; its version must not be empty/,
    );
  });
});
