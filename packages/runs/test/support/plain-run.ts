import type { pipelineExecutions } from '../../src/schema.js';

type NewRun = typeof pipelineExecutions.$inferInsert;

/** Creates the row of a run, with the required columns. */
export function plainRun(executionId: string, more: Partial<NewRun> = {}): NewRun {
  return {
    executionId,
    pipelineName: 'strikes',
    pipelineVersion: '1',
    startedAt: new Date('2026-02-03T04:05:06Z'),
    status: 'success',
    target: 'public.strikes',
    loadMode: 'append',
    ...more,
  };
}
