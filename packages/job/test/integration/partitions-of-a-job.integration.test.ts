import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowStep, WdhError } from '@wdh/pipeline-core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  csv,
  defineJob,
  type Job,
  months,
  replayRun,
  runJob,
  type RunOutcome,
} from '../../src/index.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();
const source = csv({ columns: ['plan', 'amount'] });
const partitions = months({ from: '2024-01' });

/** It appends, and no key hides a row that is loaded twice. */
const annuity = (version = '1', from = source): Job =>
  defineJob({
    name: 'annuity',
    version,
    partitions,
    source: from,
    steps: (rows, { partition }) =>
      rows.addStep(
        rowStep('add_month', (row: { readonly plan: string; readonly amount: string }) => ({
          ...row,
          month: partition,
        })),
      ),
    into: 'public.annuity',
  });

beforeEach(async () => {
  await database.sql`create table annuity (plan text not null, amount integer not null, month text not null)`;
});

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(database.folder, name);
  await writeFile(file, `plan,amount\n${text}`);
  return file;
}

const run = (request: Parameters<typeof runJob>[1], job = annuity()): Promise<RunOutcome> =>
  runJob(job, request, { connectionUrl: database.connectionUrl });

const loaded = async (): Promise<readonly string[]> => {
  const rows = await database.sql<{ row: string }[]>`
    select month || ' ' || plan || ' ' || amount as row from annuity order by 1`;
  return rows.map(({ row }) => row);
};

describe('a partition', () => {
  it('is loaded once: another file of it is skipped, with the run that loaded it', async () => {
    const first = await run({ partition: '2024-01', input: await fileOf('a.csv', 'A,1\n') });
    expect(first).toMatchObject({ status: 'success', rows: { inserted: 1 } });
    const other = await fileOf('b.csv', 'A,1\nB,2\n');
    const second = await run({ partition: '2024-01', input: other });
    expect(second).toMatchObject({
      status: 'skipped',
      error: null,
      previousExecutionId: first.executionId,
    });
    expect(second.hint).toMatch(
      new RegExp(`^Partition 2024-01 is loaded already: run ${first.executionId} loaded it`),
    );
    expect(await loaded()).toEqual(['2024-01 A 1']);
    const [record] = await database.sql`
      select partition_key, status from pipeline_executions where execution_id = ${second.executionId}`;
    expect(record).toEqual({ partition_key: '2024-01', status: 'skipped' });
  });

  it('is loaded again where that is forced, or by another version of the job', async () => {
    const input = await fileOf('a.csv', 'A,1\n');
    await run({ partition: '2024-01', input });
    const request = { partition: '2024-01', input: await fileOf('b.csv', 'B,2\n') };
    expect(await run({ ...request, force: true })).toMatchObject({ status: 'success' });
    expect(await run(request, annuity('2'))).toMatchObject({ status: 'success' });
    expect(await run(request, annuity('2'))).toMatchObject({ status: 'skipped' });
    expect(await loaded()).toEqual(['2024-01 A 1', '2024-01 B 2', '2024-01 B 2']);
  });

  it('is loaded although another one has the same content', async () => {
    const input = await fileOf('a.csv', 'A,1\n');
    expect(await run({ partition: '2024-01', input })).toMatchObject({ status: 'success' });
    expect(await run({ partition: '2024-02', input })).toMatchObject({ status: 'success' });
    expect(await run({ partition: '2024-02', input })).toMatchObject({ status: 'skipped' });
    expect(await loaded()).toEqual(['2024-01 A 1', '2024-02 A 1']);
  });

  it('is not loaded by a run that fails, nor by a dry run', async () => {
    const bad = await fileOf('bad.csv', 'A,x\n');
    const request = { partition: '2024-01', input: await fileOf('a.csv', 'A,1\n') };
    expect(await run({ ...request, input: bad })).toMatchObject({ status: 'failed' });
    expect(await run({ ...request, dryRun: true })).toMatchObject({ status: 'rehearsed' });
    expect(await run({ ...request, dryRun: true })).toMatchObject({ status: 'rehearsed' });
    expect(await run(request)).toMatchObject({ status: 'success' });
    expect(await loaded()).toEqual(['2024-01 A 1']);
  });

  it('has one effect if two runs load it at the same time from two files', async () => {
    await run({ partition: '2024-02', input: await fileOf('first.csv', 'A,1\n') });
    let arrived = 0;
    let open = (): void => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    const meeting: typeof source = {
      example: null,
      open: (input, options) => {
        const opened = source.open(input, options);
        return {
          // Before the claim: both runs take it after both have opened their files.
          identify: async (signal) => {
            arrived += 1;
            if (arrived === 2) open();
            await both;
            return opened.identify(signal);
          },
          read: (signal) => opened.read(signal),
          get statistics() {
            return opened.statistics;
          },
        };
      },
    };
    const inputs = [await fileOf('a.csv', 'A,1\n'), await fileOf('b.csv', 'A,2\n')];
    const outcomes = await Promise.all(
      inputs.map((input) => run({ partition: '2024-01', input }, annuity('1', meeting))),
    );
    const [loser, ...others] = outcomes.filter(({ status }) => status !== 'success');
    expect(others).toHaveLength(0);
    // It finds the partition loaded, or another run at work.
    const { error } = loser ?? {};
    const code = error instanceof WdhError ? error.code : loser?.status;
    expect(['skipped', 'SOURCE_LOCKED']).toContain(code);
    expect((await loaded()).filter((row) => row.startsWith('2024-01'))).toHaveLength(1);
  });

  it('refuses a replay of rows over those of a later load of it', async () => {
    await database.sql`alter table annuity add check (amount < 10)`;
    const request = { partition: '2024-01', errorThreshold: 1 };
    const first = await run({ ...request, input: await fileOf('a.csv', 'A,1\nB,20\n') });
    const corrected = { ...request, input: await fileOf('b.csv', 'A,1\nB,2\n'), force: true };
    const second = await run(corrected);
    const { connectionUrl } = database;
    const replayed = replayRun(annuity(), first.executionId, { connectionUrl });
    await expect(replayed).rejects.toMatchObject({
      code: 'REPLAY_REFUSED',
      message: expect.stringContaining(
        `Run ${second.executionId} has loaded partition 2024-01 of run ${first.executionId} again.`,
      ) as unknown,
    });
  });

  it('is given to the steps of a replay, which loads the rest of it', async () => {
    const table = 'alter table annuity add constraint small check (amount < 10)';
    await database.sql.unsafe(table);
    const input = await fileOf('a.csv', 'A,1\nB,20\n');
    const first = await run({ partition: '2024-01', input, errorThreshold: 1 });
    expect(first).toMatchObject({ status: 'success', rows: { inserted: 1, rejected: 1 } });
    await database.sql`alter table annuity drop constraint small`;
    const host = { connectionUrl: database.connectionUrl };
    // Also by a job that has no partitions any more.
    const without: Job = { ...annuity(), partitions: undefined };
    expect(
      (await replayRun(without, first.executionId, host, { dryRun: true })).outcome?.error,
    ).not.toMatchObject({ code: 'PARTITION_INVALID' });
    const { outcome } = await replayRun(annuity(), first.executionId, host);
    expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 1 } });
    expect(await loaded()).toEqual(['2024-01 A 1', '2024-01 B 20']);
    expect(await run({ partition: '2024-01', input })).toMatchObject({
      status: 'skipped',
      previousExecutionId: first.executionId,
    });
  });
});

it('a request without a partition, or with a wrong one, is refused and not recorded', async () => {
  const input = await fileOf('a.csv', 'A,1\n');
  await run({ partition: '2024-01', input });
  for (const partition of [undefined, '2024-1', '2023-12', '9999-01']) {
    await expect(run({ partition, input })).rejects.toMatchObject({ code: 'PARTITION_INVALID' });
  }
  expect(await database.sql`select 1 from pipeline_executions`).toHaveLength(1);
});
