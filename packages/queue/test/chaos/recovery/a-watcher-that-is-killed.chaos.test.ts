import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import type { WatchArgument } from '../../programs/watch-folder.js';
import { notesTable } from '../../support/notes-job.js';

const until = { timeout: 120_000, interval: 100 };

let parent: string;
let folder: string;
let url: string;
let sql: postgres.Sql;
let drop: () => Promise<void>;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'wdh-killed-watcher-'));
  folder = join(parent, 'in');
  await mkdir(folder);
  const database = await createTestDatabase(inject('serverUrl'));
  ({ url } = database);
  drop = () => database.drop();
  sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(notesTable);
});

afterEach(async () => {
  await sql.end();
  await drop();
  await rm(parent, { recursive: true });
});

const argumentOf = (watch: object, more: Partial<WatchArgument> = {}): WatchArgument => ({
  ...{ connectionUrl: url, pattern: '.*\\.csv' },
  watch: { folder, name: 'inbox', settleMs: 50, ...watch },
  ...more,
});

const dropFile = (name: string, note = name): Promise<void> =>
  writeFile(join(folder, name), `note\n${note}\n`);

/** The names of files in the folders below a place. */
async function endedIn(place: string): Promise<readonly string[]> {
  const runs = await readdir(join(folder, place)).catch(() => []);
  const names = await Promise.all(runs.map((run) => readdir(join(folder, place, run))));
  return names
    .flat()
    .filter((name) => name.endsWith('.csv') && name !== 'rejects.csv')
    .sort();
}

const countOf = async (query: string): Promise<number> =>
  Number((await sql.unsafe<{ count: string }[]>(query))[0]?.count);

const openFiles = (): Promise<number> =>
  countOf('select count(*) from wdh_watched_files where ended_at is null');

/** The heartbeat of a killed worker is missed now, and not in 30 seconds. */
const lapseClaims = (): Promise<unknown> =>
  sql`update wdh_queue.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active'`;

/**
 * Kills a worker at each moment of the way of a file, one after the other: each has a new file, and
 * what its predecessors have left.
 *
 * @returns the number of files.
 */
async function killAtEachMoment(watch: object): Promise<number> {
  await dropFile('f0.csv');
  const clean = startProgram('watch-folder', argumentOf(watch));
  await clean.untilPrinted('watch.file.ended', 120_000);
  await expect.poll(openFiles, until).toBe(0);
  clean.signal('SIGKILL');
  const { stdout } = await clean.end(30_000);
  const moments = [...stdout.matchAll(/^point (\d+) (.*)$/gm)].length;
  expect(moments).toBeGreaterThanOrEqual(10);
  for (let moment = 1; moment <= moments; moment += 1) {
    await dropFile(`f${moment}.csv`);
    const killed = startProgram('watch-folder', argumentOf(watch, { killAt: moment }));
    const end = await killed.end(120_000);
    expect(end).toMatchObject({ signal: 'SIGKILL' });
    expect(end.stdout).toContain(`point ${moment} `);
    await lapseClaims();
  }
  return moments + 1;
}

test('Q08 a worker killed between any two steps of a file: each file is loaded once, none is lost', async () => {
  const files = await killAtEachMoment({});
  await using last = startProgram('watch-folder', argumentOf({}));
  await expect.poll(async () => (await endedIn('loaded')).length, until).toBe(files);
  await expect.poll(openFiles, until).toBe(0);
  expect(await readdir(join(folder, 'loading'))).toEqual([]);
  expect((await readdir(folder)).sort()).toEqual(['loaded', 'loading']);
  expect(await countOf('select count(*) from notes')).toBe(files);
  expect(await countOf('select count(distinct note) from notes')).toBe(files);
  expect(await countOf(`select count(*) from pipeline_executions where status = 'success'`)).toBe(
    files,
  );
  expect(await countOf('select count(*) from pipeline_executions')).toBe(files);
  last.signal('SIGTERM');
});

test(
  'Q08 a worker killed while it puts files back: each is back, and none is loaded again',
  { tags: ['full'] },
  async () => {
    const watch = { onSuccess: 'keep', onFailure: 'move' };
    const files = await killAtEachMoment(watch);
    await using last = startProgram('watch-folder', argumentOf(watch));
    const back = async (): Promise<number> =>
      (await readdir(folder)).filter((name) => name.endsWith('.csv')).length;
    await expect.poll(back, until).toBe(files);
    await expect.poll(openFiles, until).toBe(0);
    await dropFile('later.csv');
    await expect.poll(() => countOf('select count(*) from notes'), until).toBe(files + 1);
    expect(await countOf('select count(distinct note) from notes')).toBe(files + 1);
    expect(await countOf('select count(*) from pipeline_executions')).toBe(files + 1);
    last.signal('SIGTERM');
  },
);

test('Q09 an older version comes after a newer one, whose worker was killed: it is skipped with its reason', async () => {
  const pattern = 'annuity_(?<month>\\d{6})_V(?<version>\\d+)\\.csv';
  const killed = startProgram('watch-folder', argumentOf({}, { pattern, killAt: 6 }));
  await dropFile('annuity_202601_V2.csv', 'second');
  expect(await killed.end(120_000)).toMatchObject({ signal: 'SIGKILL' });
  await lapseClaims();
  await dropFile('annuity_202601_V1.csv', 'first');
  await dropFile('annuity_202602_V1.csv', 'february');
  await using one = startProgram('watch-folder', argumentOf({}, { pattern }));
  await using other = startProgram('watch-folder', argumentOf({}, { pattern }));
  await expect.poll(async () => (await endedIn('loaded')).length, until).toBe(3);
  await expect.poll(openFiles, until).toBe(0);
  const notes = await sql<{ note: string }[]>`select note from notes order by note`;
  expect(notes.map(({ note }) => note)).toEqual(['february', 'second']);
  const skipped = await sql<{ reason: string }[]>`
    select reason from wdh_watched_files where state = 'skipped'`;
  expect(skipped.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Version 1 is older than version 2, which run /) as string,
  ]);
  one.signal('SIGTERM');
  other.signal('SIGTERM');
});

test(
  'Q08 10,000 files at once, two watchers with little memory, one killed: each becomes one run',
  { tags: ['full'] },
  async () => {
    const files = 10_000;
    for (let file = 0; file < files; file += 1) await dropFile(`f${file}.csv`);
    const idle = { isWorking: false };
    const small = ['--max-old-space-size=64'];
    const killed = startProgram('watch-folder', argumentOf({}, { ...idle, killAt: 5_000 }), small);
    await using living = startProgram('watch-folder', argumentOf({}, idle), small);
    expect(await killed.end(300_000)).toMatchObject({ signal: 'SIGKILL' });
    const queued = (): Promise<number> =>
      countOf(`select count(*) from pipeline_executions where status = 'queued'`);
    await expect.poll(queued, { timeout: 300_000, interval: 500 }).toBe(files);
    expect(await countOf('select count(distinct name) from wdh_watched_files')).toBe(files);
    expect(await countOf('select count(*) from wdh_watched_files')).toBe(files);
    expect(await countOf(`select count(*) from wdh_queue.job where name = 'run/notes'`)).toBe(
      files,
    );
    expect((await readdir(folder)).sort()).toEqual(['loading']);
    living.signal('SIGTERM');
    expect(await living.end(60_000)).toMatchObject({ code: 0 });
  },
);

test(
  'Q08 a watcher frozen in its transaction: the others go on, and each file is loaded once',
  { tags: ['full'] },
  async () => {
    await dropFile('f1.csv');
    // Its first COMMIT is that of the submission: it holds the lock of the watch.
    const argument = argumentOf({}, { killAt: 5, killBy: 'SIGSTOP' });
    await using frozen = startProgram('watch-folder', argument);
    await frozen.untilPrinted('point 5 before COMMIT', 120_000);
    await using living = startProgram('watch-folder', argumentOf({}));
    await dropFile('f2.csv');
    await expect.poll(async () => (await endedIn('loaded')).length, until).toBe(2);
    frozen.signal('SIGCONT');
    await dropFile('f3.csv');
    await expect.poll(async () => (await endedIn('loaded')).length, until).toBe(3);
    await expect.poll(openFiles, until).toBe(0);
    expect(await countOf('select count(*) from notes')).toBe(3);
    expect(await countOf('select count(distinct note) from notes')).toBe(3);
    frozen.signal('SIGTERM');
    living.signal('SIGTERM');
  },
);
