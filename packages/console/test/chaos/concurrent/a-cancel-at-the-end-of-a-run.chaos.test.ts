import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@wdh/fault-injection';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { WireCancelled } from '../../../src/wire/actions.js';
import { endedRun, runWhen } from '../../support/launch/ended-run.js';
import { atCheck, tables } from '../../support/launch/launch-jobs.js';
import {
  type LaunchingConsole,
  openLaunchingConsole,
} from '../../support/launch/launching-console.js';

let url: string;
let sql: postgres.Sql;
let drop: () => Promise<void>;
let console: LaunchingConsole;

beforeAll(async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  ({ url } = database);
  drop = () => database.drop();
  sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(tables);
  console = await openLaunchingConsole(url, 4);
});

afterAll(async () => {
  await console.close();
  await sql.end();
  await drop();
});

beforeEach(() => {
  atCheck.act = () => Promise.resolve();
});

const cancel = async (executionId: string) => {
  const answer = (await console.post('/api/runs/cancel', { runs: [executionId] })) as WireCancelled;
  return answer.results[0];
};

/** Rows and status agree: a run has loaded all of its rows, or none. */
async function expectAgreement(executionId: string): Promise<string> {
  const { status, rows } = await endedRun(console.runs, executionId);
  const found = await sql`select from parts where run = ${executionId}`;
  expect(['success', 'cancelled']).toContain(status);
  expect(found.length).toBe(status === 'success' ? 3 : 0);
  expect(rows?.loaded ?? 0).toBe(found.length);
  return status;
}

test('W06 a cancel just before the commit: the end that the page shows is the true one', async () => {
  const executionId = randomUUID();
  let asked: Awaited<ReturnType<typeof cancel>>;
  atCheck.act = async () => {
    asked = await cancel(executionId);
  };
  await console.launch(executionId, { run: executionId });
  const status = await expectAgreement(executionId);
  expect(asked).toEqual({ executionId, status: 'running', isRequested: true });
  // Asked once more, the answer is the end.
  expect(await cancel(executionId)).toMatchObject({ status, isRequested: status === 'cancelled' });
});

test('W06 a cancel that the run sees before its commit: nothing is loaded', async () => {
  const executionId = randomUUID();
  atCheck.act = async () => {
    await cancel(executionId);
    // The load ends this wait when it sees the request.
    await sleep(120_000);
  };
  await console.launch(executionId, { run: executionId });
  expect(await expectAgreement(executionId)).toBe('cancelled');
});

test('W06 a cancel after the end: the run keeps its end, and its rows', async () => {
  const executionId = randomUUID();
  await console.launch(executionId, { run: executionId });
  await runWhen(console.runs, executionId, ['success']);
  expect(await cancel(executionId)).toEqual({ executionId, status: 'success', isRequested: false });
  expect(await expectAgreement(executionId)).toBe('success');
});

test('W06 cancels at any moment from the click to the end: rows and status agree', async () => {
  const random = createRandom(fc.readConfigureGlobal().seed ?? 1);
  const ids = Array.from({ length: 24 }, () => randomUUID());
  await Promise.all(
    ids.map(async (executionId) => {
      const pauses = random.integer(0, 40);
      const launched = console.launch(executionId, { run: executionId });
      const cancelled = (async () => {
        for (let turn = 0; turn < pauses; turn += 1) await sleep(random.integer(0, 25));
        return cancel(executionId);
      })();
      expect((await launched).outcome).toBe('launched');
      await cancelled;
    }),
  );
  const ends = [];
  for (const id of ids) {
    const known = await cancel(id);
    if (known?.status === 'running') await endedRun(console.runs, id);
    ends.push(known?.status === null ? 'gone' : await expectAgreement(id));
  }
  expect(ends).not.toContain('gone');
});
