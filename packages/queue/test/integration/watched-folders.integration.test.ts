import { readFile, rename, symlink, utimes, writeFile, mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { countWatchedFiles } from '../../src/index.js';
import { useInbox } from '../support/use-inbox.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const inbox = useInbox(used, 'inbox');

const until = { timeout: 90_000, interval: 50 };

const drop = (name: string, ...notes: readonly string[]): Promise<void> =>
  writeFile(inbox.path(name), ['note', ...notes, ''].join('\n'));

test('a complete file becomes one run, and is put away with its report', async () => {
  inbox.start();
  inbox.work();
  await drop('a.csv', 'one', 'two');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
  expect(await inbox.loadedNotes()).toEqual(['one', 'two']);
  expect(await inbox.names()).toEqual(['loaded', 'loading']);
  expect(await inbox.names('loading')).toEqual([]);
  const report = (await inbox.reports('loaded')).get('a.csv');
  expect(report).toMatchObject({
    watch: 'inbox_1',
    status: 'success',
    reason: null,
    run: { status: 'success', trigger: 'watch', requestedBy: 'watch inbox_1', rows: { read: 2 } },
  });
  const counts = await countWatchedFiles(used.queue.pool);
  expect(counts).toMatchObject([
    { watch: 'inbox_1', loaded: 1, failed: 0, waiting: 0, loading: 0 },
  ]);
});

test('a file that fails is put away with its rejected rows', async () => {
  inbox.start();
  inbox.work();
  await drop('bad.csv', 'one', '!two', '!three');
  await expect.poll(() => inbox.ended('failed'), until).toEqual(['bad.csv']);
  const [folder = ''] = await inbox.names('failed');
  expect(await inbox.names('failed', folder)).toEqual(['bad.csv', 'rejects.csv', 'report.json']);
  const rejects = await readFile(inbox.path('failed', folder, 'rejects.csv'), 'utf8');
  expect(rejects.split('\n')).toHaveLength(4);
  expect((await inbox.reports('failed')).get('bad.csv')).toMatchObject({
    ...{ status: 'failed', run: { errorCode: expect.any(String) as string } },
  });
  expect(await inbox.loadedNotes()).toEqual([]);
});

test('files that stay are loaded once, and again when they are replaced', async () => {
  const stop = inbox.start({ onSuccess: 'keep', onFailure: 'keep' });
  inbox.work();
  await drop('a.csv', 'one');
  await drop('bad.csv', '!');
  const ended = (): number => inbox.log.filter(({ event }) => event === 'watch.file.ended').length;
  await expect.poll(ended, until).toBe(2);
  await stop();
  inbox.start({ onSuccess: 'keep', onFailure: 'keep' });
  await drop('a.csv', 'two');
  await expect.poll(ended, until).toBe(3);
  expect(await inbox.loadedNotes()).toEqual(['one', 'two']);
  expect(await inbox.names()).toEqual(['a.csv', 'bad.csv']);
});

test('a file that stays and is replaced while it waits fails, and the present one is loaded', async () => {
  inbox.start({ onSuccess: 'keep', onFailure: 'keep' });
  await drop('a.csv', 'one');
  const taken = (): number => inbox.log.filter(({ event }) => event === 'watch.file.taken').length;
  await expect.poll(taken, until).toBe(1);
  await drop('a.csv', 'other');
  inbox.work();
  await expect.poll(() => inbox.loadedNotes(), until).toEqual(['other']);
  const rows = await used.sql`select status, error_code from pipeline_executions
    where requested_by = ${`watch ${inbox.name}`} order by started_at`;
  expect(rows.map((row): unknown[] => [row['status'], row['error_code']])).toEqual([
    ['failed', 'WATCH_FILE_CHANGED'],
    ['success', null],
  ]);
});

test(
  'a file that fails may go back to where it was dropped, and is not taken again',
  { tags: ['full'] },
  async () => {
    inbox.start({ onFailure: 'keep' });
    inbox.work();
    await drop('bad.csv', '!');
    await drop('good.csv', 'one');
    await expect.poll(() => inbox.names(), until).toEqual(['bad.csv', 'loaded', 'loading']);
    await expect.poll(() => inbox.names('loading'), until).toEqual([]);
    // A scan that would take it has time to: the next file is loaded.
    await drop('later.csv', 'two');
    await expect.poll(() => inbox.ended('loaded'), until).toEqual(['good.csv', 'later.csv']);
    expect(await inbox.names()).toEqual(['bad.csv', 'loaded', 'loading']);
  },
);

test('of versions of a month, the newest is loaded; an older one that comes late is skipped', async () => {
  const pattern = /annuity_(?<month>\d{6})_V(?<version>\d+)\.csv/;
  await drop('annuity_202601_V9.csv', 'january 9');
  await drop('annuity_202601_V10.csv', 'january 10');
  await drop('annuity_202602_V1.csv', 'february 1');
  await drop('other.csv', 'not mine');
  // All are there at its first scan: one that came alone would be loaded first.
  inbox.start({ pattern });
  inbox.work();
  await expect.poll(() => inbox.ended('loaded'), until).toHaveLength(3);
  await drop('annuity_202602_V0.csv', 'february 0');
  await expect.poll(() => inbox.ended('loaded'), until).toHaveLength(4);
  expect(await inbox.loadedNotes()).toEqual(['february 1', 'january 10']);
  const reports = await inbox.reports('loaded');
  expect(reports.get('annuity_202602_V0.csv')).toMatchObject({
    status: 'skipped',
    run: null,
    reason: expect.stringMatching(/^Version 0 is older than version 1, which run /) as string,
  });
  expect(reports.get('annuity_202601_V10.csv')).toMatchObject({
    run: { request: { inputVersion: '10', params: { month: '202601' } } },
  });
  expect(await inbox.names()).toEqual(['loaded', 'loading', 'other.csv']);
});

test('of versions that wait together, the next one follows where the newest fails', async () => {
  const pattern = /annuity_(?<month>\d{6})_V(?<version>\d+)\.csv/;
  await drop('annuity_202603_V1.csv', 'march 1');
  await drop('annuity_202603_V2.csv', 'march 2');
  await drop('annuity_202603_V3.csv', '!march 3');
  inbox.start({ pattern });
  inbox.work();
  await expect.poll(() => inbox.ended('failed'), until).toEqual(['annuity_202603_V3.csv']);
  await expect.poll(() => inbox.ended('loaded'), until).toHaveLength(2);
  expect(await inbox.loadedNotes()).toEqual(['march 2']);
  expect((await inbox.reports('loaded')).get('annuity_202603_V1.csv')).toMatchObject({
    status: 'skipped',
    reason: expect.stringMatching(/^Version 1 is older than version 2, which run /) as string,
  });
});

test(
  'a request that the job refuses fails the file, and no other',
  { tags: ['full'] },
  async () => {
    inbox.start({ pattern: /(?<partition>\d+)\.csv|\w+\.csv/ });
    inbox.work();
    await drop('202601.csv', 'one');
    await drop('two.csv', 'two');
    await expect.poll(() => inbox.ended('loaded'), until).toEqual(['two.csv']);
    await expect.poll(() => inbox.ended('failed'), until).toEqual(['202601.csv']);
    expect((await inbox.reports('failed')).get('202601.csv')).toMatchObject({
      reason: expect.stringContaining('PARTITION_INVALID') as string,
    });
  },
);

test('temporary names, folders and symbolic links are left alone', { tags: ['full'] }, async () => {
  inbox.start({ pattern: '*' });
  inbox.work();
  const left = ['.hidden.csv', 'a.csv.part', 'a.csv.tmp', 'a.csv~', 'orphan.done'];
  for (const name of left) await drop(name, 'no');
  await mkdir(inbox.path('folder.csv'));
  await drop('real', 'yes');
  await symlink(inbox.path('a.csv.part'), inbox.path('link.csv'));
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['real']);
  await rename(inbox.path('a.csv.part'), inbox.path('a.csv'));
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv', 'real']);
  expect(await inbox.loadedNotes()).toEqual(['no', 'yes']);
  expect(await inbox.names()).toEqual(
    [
      '.hidden.csv',
      'a.csv.tmp',
      'a.csv~',
      'folder.csv',
      'link.csv',
      'loaded',
      'loading',
      'orphan.done',
    ].sort(),
  );
});

test(
  'where only marked files are complete, one is taken with its marker, and not with an older one',
  { tags: ['full'] },
  async () => {
    inbox.start({ settleMs: Infinity });
    inbox.work();
    await drop('a.csv', 'one');
    await drop('b.csv', 'two');
    await writeFile(inbox.path('b.csv.done'), '');
    await utimes(inbox.path('b.csv.done'), 1, 1);
    await writeFile(inbox.path('a.csv.done'), '');
    await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
    expect(await inbox.names()).toEqual(['b.csv', 'b.csv.done', 'loaded', 'loading']);
  },
);

test('a marked file whose time lies in the future is complete', { tags: ['full'] }, async () => {
  inbox.start({ settleMs: Infinity });
  inbox.work();
  await drop('future.csv', 'later');
  await utimes(inbox.path('future.csv'), 4e9, 4e9);
  await writeFile(inbox.path('future.csv.done'), '');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['future.csv']);
});

test('a run that is requeued gets its file back', { tags: ['full'] }, async () => {
  inbox.start();
  const stop = inbox.work();
  await used.sql`alter table public.notes rename to hidden_notes`;
  await drop('a.csv', 'requeued');
  await expect.poll(() => inbox.ended('failed'), until).toEqual(['a.csv']);
  await stop();
  await used.sql`alter table public.hidden_notes rename to notes`;
  const [row] = await used.sql`select execution_id from public.wdh_watched_files
    where watch = ${inbox.name}`;
  await used.queue.requeue(String(row?.['execution_id']));
  inbox.work();
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
  expect(await inbox.ended('failed')).toEqual([]);
  expect(await inbox.loadedNotes()).toEqual(['requeued']);
});
