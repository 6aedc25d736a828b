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

  it('names every problem at once', () => {
    expect(() => defineJob({ ...sound, name: 'A', version: '' })).toThrow(
      /its name .*; its version must not be empty/,
    );
  });
});
