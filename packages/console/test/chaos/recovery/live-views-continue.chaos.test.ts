import { fileURLToPath } from 'node:url';
import { OwnServer, RunningProcess } from '@wdh/fault-injection';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { expect, inject, test } from 'vitest';
import { fillLog } from '../../support/live/fill-log.js';
import { LivePlace } from '../../support/live/live-place.js';
import { recordRun } from '../../support/record-run.js';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

test.each(['immediate', 'fast'] as const)(
  'W04 the server is restarted (%s) while a page is open: its stream says so, and continues by itself',
  async (mode) => {
    await using server = await OwnServer.start();
    await using place = await LivePlace.open(await server.createDatabase('live'));
    await recordRun(place.database, 'run_open', { status: 'queued' });
    await fillLog(place.database, 'run_open', 1, 10);
    const stream = await place.listenToRun('run_open');
    await stream.until(() => stream.lastId === '10', 'the first lines');
    await server.stop(mode);
    await stream.until(() => stream.all('notice').length === 1, 'a notice');
    await server.start();
    await stream.until(() => stream.all('notice').length === 2, 'the end of the notice');
    await fillLog(place.database, 'run_open', 11, 20);
    await place.database.query(
      `update public.pipeline_executions set status = 'running' where execution_id = 'run_open'`,
    );
    await stream.until(() => stream.lastId === '20', 'the later lines');
    await stream.until(() => stream.all('run').at(-1)?.run.status === 'running', 'its state');
    expect(stream.all('notice')).toEqual([
      expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' }),
      null,
    ]);
    expect(stream.hasEnded).toBe(false);
    const lines = stream.all('events').flat();
    expect(lines.map(({ sequence }) => sequence)).toEqual(range(1, 20));
    stream.close();
  },
);

test('W04 the console is restarted while a page is open: it resumes after its last line', async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  try {
    await using place = await LivePlace.open(database.url);
    await recordRun(place.database, 'run_open', { status: 'queued' });
    await fillLog(place.database, 'run_open', 1, 700);
    const stream = await place.listenToRun('run_open');
    await stream.until(() => stream.lastId === '700', 'the first lines');
    await place.closeConsole();
    await stream.until(() => stream.hasEnded, 'its end');
    await fillLog(place.database, 'run_open', 701, 800);
    await place.openConsole();
    const resumed = await place.listenToRun('run_open', stream.lastId);
    await resumed.until(() => resumed.lastId === '800', 'the later lines');
    const lines = [...stream.all('events').flat(), ...resumed.all('events').flat()];
    expect(lines.map(({ sequence }) => sequence)).toEqual(range(1, 800));
    resumed.close();
  } finally {
    await database.drop();
  }
});

const holdRun = fileURLToPath(new URL('../../support/live/hold-run.ts', import.meta.url));
const nodeOptions = ['--conditions=@wdh/source', '--import=tsx'];

test(
  'W04 the process of a run is killed while a page is open: it shows abandoned, and a run that lives does not',
  { tags: ['full'] },
  async () => {
    const database = await createTestDatabase(inject('serverUrl'));
    try {
      await using place = await LivePlace.open(database.url);
      const cwd = fileURLToPath(new URL('../../..', import.meta.url));
      const start = (run: string) =>
        RunningProcess.start([holdRun, database.url, run], { cwd, nodeOptions });
      await using killed = start('run_killed');
      await using living = start('run_living');
      await Promise.all([killed.untilPrinted('begun'), living.untilPrinted('begun')]);
      const stream = await place.listenToRun('run_killed');
      const other = await place.listenToRun('run_living');
      killed.signal('SIGKILL');
      const last = () => stream.all('run').at(-1)?.run;
      await stream.until(() => last()?.status === 'abandoned', 'that it is abandoned', 60_000);
      expect(last()?.errorCode).toBe('EXECUTION_ABANDONED');
      await stream.until(() => stream.hasEnded, 'its end');
      expect(other.all('run').at(-1)?.run.status).toBe('running');
      other.close();
    } finally {
      await database.drop();
    }
  },
);
