import { expect, test } from 'vitest';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { WireError, WirePage } from '../../../src/wire/wire.js';
import { recordRun } from '../../support/record-run.js';
import { useConsole } from '../../support/use-console.js';

const used = useConsole();

async function refusal(path: string): Promise<readonly [number, WireError['error']]> {
  const answer = await used.ask(`/api${path}`, { as: 'viewer' });
  return [answer.status, ((await answer.json()) as WireError).error];
}

test.each([
  ['status=failed,done', 'status'],
  ['trigger=me', 'trigger'],
  ['from=yesterday', 'from'],
  ['before=2026-02-31T00:00:00Z', 'before'],
  ['sort=pipeline_name', 'sort'],
  ['order=down', 'order'],
  ['limit=0', 'limit'],
  ['limit=201', 'limit'],
  ['limit=1e2', 'limit'],
  [`text=${'x'.repeat(201)}`, 'text'],
  ['cursor=abc', 'cursor'],
  ['partition=2026-01', 'partition'],
  ['text=a%00b', 'NUL'],
])('%s is refused, with the name of the parameter', async (query, name) => {
  const [status, { message }] = await refusal(`/runs?${query}`);
  expect([status, message]).toEqual([400, expect.stringContaining(name)]);
});

test('the cursor of another order is refused', async () => {
  for (const id of ['a', 'b', 'c']) await recordRun(used.database, id, { duration_ms: 5 });
  const answer = await used.ask('/api/runs?sort=duration&limit=1');
  const { next } = (await answer.json()) as WirePage<WireRunSummary>;
  const [status, { code }] = await refusal(`/runs?sort=read&cursor=${next ?? ''}`);
  expect([status, code]).toEqual([400, 'RUN_QUERY_INVALID']);
});

test.each([
  ['/jobs/none', 'JOB_NOT_FOUND'],
  ['/jobs/__proto__', 'JOB_NOT_FOUND'],
  ['/runs/none/metrics', 'RUN_NOT_FOUND'],
])('%s is not found', async (path, code) => {
  const [status, error] = await refusal(path);
  expect([status, error.code]).toEqual([404, code]);
});

test.each([
  '/jobs/a%00',
  '/jobs/a%00/checks',
  '/jobs/strikes/metrics?metric=a%00',
  '/runs/a%00/metrics',
])('%s is refused: no name has the character NUL', async (path) => {
  const [status] = await refusal(path);
  expect(status).toBeLessThan(500);
});

test.each([
  ['/overview?zone=Mars/Olympus', 'zone'],
  ['/overview?zone=%2B02:00', 'zone'],
  ['/overview?zone=EST5EDT4,M3.2.0', 'zone'],
  ['/jobs/strikes/metrics', 'metric'],
  ['/jobs/strikes/metrics?metric=rows_read&runs=1001', 'runs'],
  ['/jobs/strikes/checks?runs=-1', 'runs'],
])('%s is refused, with the name of the parameter', async (path, name) => {
  const [status, { message }] = await refusal(path);
  expect([status, message]).toEqual([400, expect.stringContaining(name)]);
});
