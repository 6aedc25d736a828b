import { RunningProcess, untilTrue } from '@wdh/fault-injection';
import { expect, inject, it } from 'vitest';
import { type CaptureProject, writeCaptureProject } from '../support/capture-project.js';
import { wdhFile } from '../support/program.js';
import { TickServer } from '../support/tick-server.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const soonMs = 60_000;

function capture(place: Workplace, ...args: string[]): RunningProcess {
  const env = { DATABASE_URL: place.databaseUrl };
  return RunningProcess.start([wdhFile(), 'capture', 'ticks', ...args], { cwd: place.folder, env });
}

const hasRows = (project: CaptureProject, count: number) => async () =>
  (await project.rows()).length >= count;

it('a capture that is killed in the middle: each message of a segment is in the table once', async () => {
  await using server = await TickServer.start();
  await using place = await openWorkplace(inject('serverUrl'));
  const project = await writeCaptureProject(place, server.url);

  await using first = capture(place, '--segment-seconds', '1');
  await untilTrue(hasRows(project, 500), soonMs, 'the first rows');
  first.signal('SIGKILL');
  await first.end(soonMs);
  const left = [...(await project.segments('closed')), ...(await project.segments('open'))];
  expect(left.length).toBeGreaterThan(0);

  await using second = capture(place, '--segment-seconds', '1', '--json');
  const begun = server.sent;
  await untilTrue(() => server.sent > begun + 500, soonMs, 'more messages');
  second.signal('SIGTERM');
  const { code, stdout } = await second.end(soonMs);
  expect(code).toBe(0);

  const rows = await project.rows();
  const lines = await project.segments('loaded');
  expect(rows).toEqual([...new Set(lines)].toSorted((one, two) => one - two));
  expect(rows).toEqual(expect.arrayContaining(left));
  for (const part of ['open', 'closed', 'failed'] as const) {
    expect(await project.segments(part)).toEqual([]);
  }
  const result = JSON.parse(stdout) as { readonly messages: number; readonly bytes: number };
  expect(result).toMatchObject({
    feed: 'ticks',
    status: 'done',
    segments: { failed: 0, waiting: 0 },
    rejected: 0,
    error: null,
  });
  const runs = await place.sql`
    select status, requested_by, request ->> 'errorThreshold' as threshold from pipeline_executions
    where status not in ('abandoned', 'skipped')`;
  expect(new Set(runs.map((run) => JSON.stringify(run)))).toEqual(
    new Set([
      JSON.stringify({ status: 'success', requested_by: 'wdh capture ticks', threshold: '1' }),
    ]),
  );
});
