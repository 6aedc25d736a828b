import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseParams } from './parse-params.js';

const schema = v.object({
  day: v.pipe(v.string('must be a text'), v.isoDate('must be a date')),
  limits: v.optional(v.object({ rows: v.number('must be a number') })),
});

describe('parseParams', () => {
  it('returns what the schema returns, for any Standard Schema', async () => {
    const params = { day: '2026-01-31' };
    await expect(parseParams('job', schema, params)).resolves.toEqual(params);
    const ofZod = z.object({ count: z.coerce.number() });
    await expect(parseParams('job', ofZod, { count: '3' })).resolves.toEqual({ count: 3 });
    await expect(parseParams('job', null, {})).resolves.toEqual({});
  });

  it('waits for a schema that is asynchronous', async () => {
    const later = v.pipeAsync(
      v.object({ day: v.string() }),
      v.checkAsync(() => Promise.resolve(false), 'must be known'),
    );
    await expect(parseParams('job', later, { day: 'x' })).rejects.toThrow(/must be known/);
  });

  it('names every problem, and no value', async () => {
    const parsing = parseParams('job', schema, { day: 'canary', limits: { rows: 'canary' } });
    await expect(parsing).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      category: 'usage',
      summary:
        'The parameters of job job are invalid: day: must be a date; limits.rows: must be a number.',
    });
  });

  it('refuses parameters of a job that has none', async () => {
    await expect(parseParams('job', null, { day: 'x' })).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      summary: expect.stringContaining('the job has no parameters') as string,
    });
  });
});
