import { defineJob, rows, runJob } from '@wdh/job';
import { rowStep } from '@wdh/pipeline-core';
import { beforeAll, expect, test } from 'vitest';
import { lettersTable } from '../../support/live/gated-job.js';
import { useLive } from '../../support/live/use-live.js';

const used = useLive();
const markup = '<img src=x onerror=alert(1)>';
const hostile = `${markup}</script>\r\n\r\nevent: end\ndata: null\n\n`;

const job = defineJob({
  name: 'hostile',
  source: () => rows(hostile, () => [{ letter: hostile }]),
  example: hostile,
  into: 'public.letters',
  steps: (letters) =>
    letters.addStep(
      rowStep(markup, () => {
        throw new Error(hostile);
      }),
    ),
});

beforeAll(async () => {
  await used.database.query(lettersTable);
  const executionId = 'run_hostile';
  await runJob(job, {}, { connectionUrl: used.url, executionId, migrate: false });
});

test.each([
  '/api/runs/run_hostile',
  '/api/runs/run_hostile/events',
  '/api/runs/run_hostile/rejects',
  '/api/runs/run_hostile/rejects/counts',
  '/api/runs',
  `/api/jobs/${encodeURIComponent(markup)}/rejects`,
])('W03 markup in names, lines and errors, %s: it is JSON, and nothing else', async (path) => {
  const answer = await used.ask(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  await expect(answer.json()).resolves.toBeTypeOf('object');
});

test('W03 markup in names, lines and errors, in a stream: it makes no event of its own', async () => {
  const stream = await used.listenToRun('run_hostile');
  await stream.until(() => stream.hasEnded, 'its end');
  const { items } = await used.runs.eventsOf('run_hostile');
  expect(items.some(({ stepName }) => stepName === markup)).toBe(true);
  expect(stream.all('events').flat()).toEqual(JSON.parse(JSON.stringify(items)));
  const events = stream.received.map(({ event }) => event);
  expect(events.filter((event) => event === 'end')).toHaveLength(1);
  expect(events.at(-1)).toBe('end');
  expect(stream.response.headers.get('x-content-type-options')).toBe('nosniff');
});
