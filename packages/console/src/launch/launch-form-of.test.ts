import { defineJob, months, rows } from '@wdh/job';
import type { Pipeline } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { launchFormOf } from './launch-form-of.js';

const declared = {
  name: 'people',
  source: rows('none', (): object[] => []),
  steps: (given: Pipeline<object>) => given,
  into: 'public.people',
} as const;
const project = {
  jobs: new Map(),
  schedules: new Map(),
  watches: new Map(),
  inputs: [{ folder: '/srv/data/inbox', name: 'inbox', uploads: true }],
};

describe('launchFormOf', () => {
  it('describes the parameters by the schema of valibot, or by that of any other library', async () => {
    const ofValibot = v.object({
      day: v.pipe(v.string(), v.isoDate()),
      limit: v.optional(v.pipe(v.number(), v.minValue(1)), 10),
      even: v.optional(
        v.pipe(
          v.number(),
          v.check((value) => value % 2 === 0),
        ),
      ),
    });
    const { params } = await launchFormOf(defineJob({ ...declared, params: ofValibot }), {
      project,
    });
    expect(params).toMatchObject({
      required: ['day'],
      properties: {
        day: { type: 'string', format: 'date' },
        limit: { type: 'number', minimum: 1, default: 10 },
        even: { type: 'number' },
      },
    });
    const ofZod = z.object({ side: z.enum(['buy', 'sell']) });
    const other = await launchFormOf(defineJob({ ...declared, params: ofZod }), { project });
    expect(other.params).toMatchObject({ properties: { side: { enum: ['buy', 'sell'] } } });
  });

  it('says that a job has parameters which its schema does not describe', async () => {
    const silent = {
      '~standard': { version: 1, vendor: 'own', validate: (value: unknown) => ({ value }) },
    } as const;
    const form = await launchFormOf(defineJob({ ...declared, params: silent }), { project });
    expect(form).toMatchObject({ params: null, hasParams: true });
    const without = await launchFormOf(defineJob(declared), { project });
    expect(without).toMatchObject({ params: null, hasParams: false });
  });

  it('names folders without their paths', async () => {
    const form = await launchFormOf(defineJob(declared), { project });
    expect(form.folders).toEqual([{ id: 0, name: 'inbox', allowsUploads: true }]);
    expect(JSON.stringify(form)).not.toContain('/srv');
    expect(form.runsIn).toBe('console');
  });

  it('lists the partitions of a job, and no mode that deletes the others', async () => {
    const monthly = defineJob({ ...declared, partitions: months({ from: '2026-01' }) });
    const { partitions, modes } = await launchFormOf(monthly, { project });
    expect(partitions.slice(0, 2)).toEqual(['2026-01', '2026-02']);
    expect(modes).not.toContain('replace');
  });

  it('needs an input unless the job has an example or derives one', async () => {
    const needing = defineJob({ ...declared, source: { ...declared.source, example: null } });
    expect((await launchFormOf(needing, { project })).needsInput).toBe(true);
    const derived = { ...needing, ...defineJob({ ...declared, input: () => '/srv/a.csv' }) };
    expect((await launchFormOf(derived, { project })).needsInput).toBe(false);
  });
});
