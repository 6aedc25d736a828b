import { defineJob, rows } from '@wdh/job';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { describeParams, showParam } from './describe-params.js';
import { fitParams } from './fit-params.js';

const jobWith = (params?: v.GenericSchema) =>
  defineJob({
    name: 'people',
    source: rows('people', () => [{ id: 1 }]),
    steps: (from) => from,
    into: 'public.people',
    ...(params === undefined ? {} : { params }),
  });

const job = jobWith(
  v.object({
    code: v.string(),
    size: v.optional(v.picklist(['1', '2']), '1'),
    limit: v.nullish(v.number()),
    at: v.optional(v.date(), () => new Date()),
  }),
);

describe('parameters of a job', () => {
  it('are described by their schema', () => {
    expect(describeParams(job)).toEqual([
      { name: 'code', type: 'string', isRequired: true },
      { name: 'size', type: 'picklist', isRequired: false, default: '1', choices: ['1', '2'] },
      { name: 'limit', type: 'number', isRequired: false },
      { name: 'at', type: 'date', isRequired: false },
    ]);
    expect(describeParams(job)?.map(showParam)).toEqual([
      'code: string',
      'size?: "1" | "2" = "1"',
      'limit?: number',
      'at?: date',
    ]);
    expect(describeParams(jobWith())).toEqual([]);
  });

  it('are unknown where another kind of schema describes none', () => {
    const schema = {
      '~standard': { version: 1, vendor: 'own', validate: () => ({ value: {} }) },
    } as const;
    const other = { ...job, params: schema };
    expect(describeParams(other)).toBeNull();
    expect(fitParams(other, { any: 1 })).toEqual({ any: 1 });
  });

  it('are texts where the schema wants texts', () => {
    const given = { code: 5, size: 2, limit: 3 };
    expect(fitParams(job, given)).toEqual({ code: '5', size: '2', limit: 3 });
    expect(fitParams(job, { code: { a: 1 } })).toEqual({ code: '{"a":1}' });
  });

  it('are refused by name, which a schema may ignore', () => {
    const refusal = (params: object) => () => fitParams(job, { ...params });
    expect(refusal({ limits: 1 })).toThrow(
      'Job people has no parameter limits (did you mean limit?)',
    );
    expect(refusal({ qqqqqq: 1 })).toThrow(
      'Job people has no parameter qqqqqq (it has code, size, limit, at)',
    );
  });
});
