import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { endedRun, runWhen } from '../../support/launch/ended-run.js';
import { launchProject, tables } from '../../support/launch/launch-jobs.js';
import { openLaunchingConsole } from '../../support/launch/launching-console.js';
import { useConsole } from '../../support/use-console.js';

/** The console that runs on. */
const used = useConsole({ project: launchProject });

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
});

it('runs what another console has left, although it was open before', async () => {
  const [held, left] = [randomUUID(), randomUUID()];
  const closing = await openLaunchingConsole(used.url, 1);
  const gate = join(tmpdir(), `never-${held}`);
  await closing.launch(held, { run: 'held', gate });
  await runWhen(used.runs, held, ['running']);
  await closing.launch(left, { run: 'left' });
  await closing.close();
  expect((await endedRun(used.runs, held)).errorCode).toBe('INTERRUPTED');
  expect((await endedRun(used.runs, left)).status).toBe('success');
  const rows = await used.database.query(`select from public.parts where run = 'left'`);
  expect(rows.length).toBe(3);
});
