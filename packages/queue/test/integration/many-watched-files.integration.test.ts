// @module-tag full
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useInbox } from '../support/use-inbox.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const inbox = useInbox(used, 'many');

const until = { timeout: 100_000, interval: 100 };

/** Content is loaded once in this database, so each test has its own. */
const contentOf = (note: string): string => `note\n${inbox.name} ${note}\n`;

test('names with any characters are loaded once each', async () => {
  inbox.start({ pattern: '*' });
  inbox.work();
  const texts = [
    ...['-rf.csv', 'two\nlines.csv', ' leading and trailing ', 'a#b?c%d&e.csv', '*[x]{y}.csv'],
    ...['😀\u{200D}👍.csv', 'ünï.csv', 'u\u{308}.csv', 'quote\'".csv', 'back\\slash', 'tab\t.csv'],
    ...[
      'report.json',
      'rejects.csv',
      'https:x.csv',
      '$(id).csv',
      '\u{202E}vsc.exe',
      `${'l'.repeat(251)}.csv`,
    ],
  ];
  const names = [...texts.map((text) => Buffer.from(text)), Buffer.from([0x61, 0xff, 0xfe, 0x62])];
  for (const [index, name] of names.entries()) {
    await writeFile(Buffer.concat([Buffer.from(inbox.path('/')), name]), contentOf(String(index)));
  }
  await expect.poll(async () => (await inbox.names('loaded')).length, until).toBe(names.length);
  expect(await inbox.loadedNotes()).toHaveLength(names.length);
  expect(await inbox.names()).toEqual(['loaded', 'loading']);
  const kept: string[] = [];
  for (const folder of await inbox.names('loaded')) {
    const files = await readdir(join(inbox.path('loaded'), folder), { encoding: 'buffer' });
    kept.push(...files.map((file) => file.toString('latin1')));
  }
  const missing = names
    .map((name) => name.toString('latin1'))
    .filter((name) => !kept.includes(name));
  // Those of the files beside have another name.
  expect(missing).toEqual(['rejects.csv']);
  expect(kept).toEqual(expect.arrayContaining(['_report.json', '_rejects.csv']));
});

test('a file that is half copied is left alone until it is marked as complete', async () => {
  inbox.start({ settleMs: Infinity });
  inbox.work();
  const file = await open(inbox.path('slow.csv'), 'w');
  await file.write(`note\n${inbox.name} half\n`);
  await writeFile(inbox.path('other.csv'), contentOf('other'));
  await writeFile(inbox.path('other.csv.done'), '');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['other.csv']);
  expect(await inbox.names()).toEqual(['loaded', 'loading', 'slow.csv']);
  await file.write(`${inbox.name} rest\n`);
  await file.close();
  await writeFile(inbox.path('slow.csv.done'), '');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['other.csv', 'slow.csv']);
  expect(await inbox.loadedNotes()).toEqual(
    ['half', 'other', 'rest'].map((note) => `${inbox.name} ${note}`),
  );
});

test('a file that is replaced while it waits is another one, and both are loaded in their order', async () => {
  inbox.start();
  await writeFile(inbox.path('a.csv'), contentOf('first'));
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  await writeFile(inbox.path('a.csv'), contentOf('second'));
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(2);
  // The second waits until the first has ended.
  const queued = await used.sql`select status from pipeline_executions
    where requested_by = ${`watch ${inbox.name}`}`;
  expect(queued).toHaveLength(1);
  inbox.work();
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv', 'a.csv']);
  expect(await inbox.loadedNotes()).toEqual([`${inbox.name} first`, `${inbox.name} second`]);
});

test('a file that is dropped twice is loaded once, and both are put away', async () => {
  inbox.start();
  inbox.work();
  await writeFile(inbox.path('a.csv'), contentOf('once'));
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
  await writeFile(inbox.path('a.csv'), contentOf('once'));
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv', 'a.csv']);
  expect(await inbox.loadedNotes()).toEqual([`${inbox.name} once`]);
});

test('a folder that disappears and comes back is logged once, and its files are loaded', async () => {
  inbox.start();
  inbox.work();
  const away = `${inbox.folder}-away`;
  await rename(inbox.folder, away);
  await expect.poll(() => inbox.events('watch.interrupted'), until).toBe(1);
  await writeFile(join(away, 'a.csv'), contentOf('back'));
  await rename(away, inbox.folder);
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
  expect(inbox.events('watch.resumed')).toBe(1);
  expect(inbox.log.find(({ event }) => event === 'watch.interrupted')?.context).toMatchObject({
    folder: inbox.folder,
    error: { code: 'WATCH_FOLDER_UNAVAILABLE' },
  });
});

test('a run whose folder is missing is repeated when it is back', async () => {
  inbox.start();
  await writeFile(inbox.path('a.csv'), contentOf('gone'));
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  const away = `${inbox.folder}-away`;
  await rename(inbox.folder, away);
  inbox.work();
  const retries = async (): Promise<unknown> =>
    (await used.sql`select retry_count from wdh_queue.job where state < 'completed'`)[0]?.[
      'retry_count'
    ] ?? 0;
  await expect.poll(retries, until).not.toBe(0);
  await rename(away, inbox.folder);
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv']);
  expect(await inbox.loadedNotes()).toEqual([`${inbox.name} gone`]);
});

test('several watchers take each file once', async () => {
  for (let watcher = 0; watcher < 4; watcher += 1) inbox.start({ settleMs: 100 });
  inbox.work();
  for (let file = 0; file < 40; file += 1) {
    await writeFile(inbox.path(`${file}.csv`), contentOf(String(file)));
  }
  await expect.poll(async () => (await inbox.ended('loaded')).length, until).toBe(40);
  expect(await inbox.loadedNotes()).toHaveLength(40);
  const runs = await used.sql`select execution_id from pipeline_executions
    where requested_by = ${`watch ${inbox.name}`}`;
  expect(runs).toHaveLength(40);
});

test('several watchers of files that stay submit each once', async () => {
  const keep = { onSuccess: 'keep', onFailure: 'keep', settleMs: 100 } as const;
  for (let watcher = 0; watcher < 4; watcher += 1) inbox.start(keep);
  for (let file = 0; file < 40; file += 1) {
    await writeFile(inbox.path(`${file}.csv`), contentOf(String(file)));
  }
  const runs = async (): Promise<number> =>
    (
      await used.sql`select execution_id from pipeline_executions
      where requested_by = ${`watch ${inbox.name}`}`
    ).length;
  await expect.poll(runs, until).toBe(40);
  inbox.work();
  await expect.poll(async () => (await inbox.loadedNotes()).length, until).toBe(40);
  expect(await runs()).toBe(40);
});

test('a file whose watcher has ended between two steps is taken by the next one', async () => {
  // Moved, and not recorded.
  const id = '00000000-0000-4000-8000-000000000001';
  const stop = inbox.start();
  await writeFile(inbox.path('first.csv'), contentOf('first'));
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  await stop();
  await rename(
    inbox.path('loading', (await inbox.names('loading'))[0] ?? ''),
    inbox.path('loading', id),
  );
  await used.sql`delete from public.wdh_watched_files where watch = ${inbox.name}`;
  await used.sql`delete from wdh_queue.job`;
  inbox.start();
  inbox.work();
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['first.csv']);
  expect((await inbox.names('loaded'))[0]).toBe(`first.csv.${id}`);
});

test('a file that is removed while it is loaded is recorded as failed', async () => {
  inbox.start();
  await writeFile(inbox.path('a.csv'), contentOf('removed'));
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  const [run = ''] = await inbox.names('loading');
  await rm(inbox.path('loading', run), { recursive: true });
  inbox.work();
  const row = async (): Promise<unknown> =>
    (
      await used.sql`select state, reason from public.wdh_watched_files
      where watch = ${inbox.name} and ended_at is not null`
    )[0];
  await expect.poll(row, until).toMatchObject({
    state: 'failed',
    reason: 'Its file was removed by another program.',
  });
});

test('a batch of files costs a fixed number of transactions', { tags: ['full'] }, async () => {
  const files = 1_000;
  for (let file = 0; file < files; file += 1) {
    await writeFile(inbox.path(`${file}.csv`), contentOf(String(file)));
  }
  inbox.start();
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(files);
  const transactions = await used.sql`select xmin::text, count(*)::int as rows
    from public.wdh_watched_files where watch = ${inbox.name} group by xmin`;
  expect(transactions.length).toBeLessThanOrEqual(4);
});
