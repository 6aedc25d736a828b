import { defineJob, rows } from '@wdh/job';
import { rowStep } from '@wdh/pipeline-core';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { graphOf } from './graph-of.js';

const trimmed = rowStep('trim', (row: object) => row);
const declared = {
  name: 'people',
  source: rows('none', (): object[] => []),
  into: 'public.people',
} as const;
const checks = [{ name: 'ids are unique', sql: 'select', severity: 'error' }] as const;

const people = defineJob({ ...declared, steps: (given) => given.addStep(trimmed), checks });

/** Its steps cannot be planned without a month. */
const monthly = defineJob({
  ...declared,
  params: v.object({ month: v.string() }),
  steps: (given, { params }) =>
    given.addStep(rowStep(`of ${params.month.slice(0, 4)}`, (row) => row)),
});

describe('graphOf', () => {
  it('chains source, steps and table, from which the checks read', async () => {
    const { nodes, edges } = await graphOf(people);
    expect(nodes.map(({ kind, name, label }) => [kind, name, label])).toEqual([
      ['source', 'source', 'source'],
      ['step', 'trim', 'trim'],
      ['table', 'load', 'public.people'],
      ['check', 'ids are unique', 'ids are unique'],
    ]);
    expect(edges).toEqual([
      ['source', 'step trim'],
      ['step trim', 'table'],
      ['table', 'check ids are unique'],
    ]);
  });

  it('has the steps of a run where the job needs parameters, and none before the first run', async () => {
    const namesOf = async (...recorded: Parameters<typeof graphOf>): Promise<readonly string[]> =>
      (await graphOf(...recorded)).nodes.map(({ name }) => name);
    expect(await namesOf(monthly)).toEqual(['source', 'load']);
    const step = { kind: 'row_transform', attempt: 2 };
    const recorded = [
      { kind: 'source', stepName: 'source', attempt: 1 },
      { ...step, stepName: 'of 1999', attempt: 1 },
      { kind: 'source', stepName: 'source', attempt: 2 },
      { ...step, stepName: 'of 2026' },
      { kind: 'load', stepName: 'load', attempt: 2 },
    ];
    expect(await namesOf(monthly, recorded)).toEqual(['source', 'of 2026', 'load']);
  });

  it('needs no plan: a job that throws without parameters has source and table', async () => {
    const broken = { ...people, plan: () => { throw new TypeError('no month'); } }; // prettier-ignore
    expect((await graphOf(broken)).nodes.map(({ label }) => label)).toEqual(['source', 'people']);
  });
});
