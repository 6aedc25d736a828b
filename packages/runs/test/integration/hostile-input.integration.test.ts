import { expect, test } from 'vitest';
import type { PlannedExecution } from '../../src/executions/execution.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();
// A caller in JavaScript may pass anything: `never` fits every option.
const options = (given: object): never => given as never;
const cursorOf = (...position: readonly string[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');
const long = 'x'.repeat(101);

test.each([
  ['a time that is none', { cursor: cursorOf('2026-99-03 04:05:06+00', 'a') }],
  ['a zone that is none', { cursor: cursorOf('2026-02-03 04:05:06+99', 'a') }],
  ['a time out of range', { startedFrom: new Date(8.64e15) }],
  ['a text in place of a time', { startedFrom: '2026-02-03' }],
  ['an unknown order', { order: 'bogus' }],
  ['an order of every object', { order: 'constructor' }],
])('a list of runs with %s is an invalid query', async (_, given) => {
  await expect(records.runs.listRuns(options(given))).rejects.toMatchObject({
    code: 'RUN_QUERY_INVALID',
    category: 'usage',
  });
});

test.each([{}, { run: undefined }, { job: undefined }])(
  'rejected rows of %j are an invalid query',
  async (given) => {
    const rows = records.runs.rejectedRows(options(given));
    await expect(rows).rejects.toMatchObject({ code: 'RUN_QUERY_INVALID' });
  },
);

test.each<[string, Partial<PlannedExecution>]>([
  ['id of the run is longer than 100 characters', { executionId: long }],
  ['id of the run is empty', { executionId: '' }],
  ['id of the run has a control character', { executionId: 'a\0' }],
  ['name of the job is longer than 100 characters', { origin: { jobName: long } }],
  ['name of the job has a control character', { origin: { jobName: 'a\u001b[31m' } }],
  ['requestedBy is longer than 1000 characters', { origin: { requestedBy: 'x'.repeat(1e6) } }],
  ['trigger of the run is not one of', { origin: { trigger: 'bogus' as 'queue' } }],
  ['no run none', { origin: { parentExecutionId: 'none' } }],
  ['parent run is the run itself', { origin: { parentExecutionId: 'a' } }],
  ['name of the pipeline is longer', { pipelineName: long }],
])('a run cannot be queued where the %s', async (problem, wrong) => {
  const planned = { pipelineName: 'p', pipelineVersion: '1', target: 't', mode: 'append' };
  const queued = records.runs.queueRun({ executionId: 'a', ...planned, isForced: false, ...wrong });
  const code =
    wrong.pipelineName === undefined ? 'REQUEST_NOT_RECORDABLE' : 'PIPELINE_NOT_RECORDABLE';
  await expect(queued).rejects.toMatchObject({ code, category: 'usage' });
  await expect(queued).rejects.toThrow(problem);
  expect(await records.runs.listRuns()).toMatchObject({ items: [] });
});

test('100 characters beyond the basic plane are a name', async () => {
  const planned = { pipelineName: 'p', pipelineVersion: '1', target: 't', mode: 'append' };
  const jobName = '😀'.repeat(100);
  await records.runs.queueRun({
    executionId: 'b',
    ...planned,
    isForced: false,
    origin: { jobName },
  });
  expect(await records.runs.getRun('b')).toMatchObject({ jobName });
});
