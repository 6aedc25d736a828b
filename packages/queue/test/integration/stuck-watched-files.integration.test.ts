// @module-tag full
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csv, defineJob } from '@wdh/job';
import { expect, test } from 'vitest';
import { useInbox } from '../support/use-inbox.js';
import { useQueue } from '../support/use-queue.js';

const used = useQueue();
const inbox = useInbox(used, 'stuck');

const until = { timeout: 100_000, interval: 100 };

const drop = (name: string, note: string, folder = inbox.folder): Promise<void> =>
  writeFile(join(folder, name), `note\n${note}\n`);

test('a file that cannot be moved is logged with its name, and does not stop the others', async () => {
  // So deep that the path of a long name has no room for another folder.
  let folder = inbox.folder;
  while (folder.length < 3_550) folder = join(folder, 'd'.repeat(200));
  folder = join(folder, 'd'.repeat(3_800 - folder.length));
  await mkdir(folder, { recursive: true });
  const long = `${'l'.repeat(250)}.csv`;
  await drop(long, 'stuck', folder);
  inbox.start({ folder });
  inbox.work();
  await expect.poll(() => inbox.events('watch.interrupted'), until).toBe(1);
  await drop('short.csv', 'loaded', folder);
  await expect.poll(() => readdir(join(folder, 'loaded')).catch(() => []), until).toHaveLength(1);
  expect(await inbox.loadedNotes()).toEqual(['loaded']);
  expect(inbox.events('watch.interrupted')).toBe(1);
  expect(inbox.log.find(({ event }) => event === 'watch.interrupted')?.context).toMatchObject({
    error: { code: 'WATCH_FILE_STUCK', message: expect.stringContaining(long) as string },
  });
});

test('files that cannot be put away do not stop the others, and follow when they can', async () => {
  // More than are put away in one transaction.
  const stuck = 60;
  await writeFile(inbox.path('failed'), 'no folder');
  for (let file = 0; file < stuck; file += 1) await drop(`bad${file}.csv`, `!${file}`);
  inbox.start();
  inbox.work();
  const failed = async (): Promise<number> =>
    (await used.sql`select from pipeline_executions where status = 'failed'`).length;
  await expect.poll(failed, until).toBe(stuck);
  await drop('good.csv', 'good');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['good.csv']);
  await rm(inbox.path('failed'));
  await expect.poll(async () => (await inbox.ended('failed')).length, until).toBe(stuck);
});

test('a file that was moved is loaded and put back after its watch was declared to keep files', async () => {
  const stop = inbox.start();
  await drop('a.csv', 'kept');
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  await stop();
  inbox.start({ onSuccess: 'keep', onFailure: 'keep' });
  inbox.work();
  await expect.poll(() => inbox.loadedNotes(), until).toEqual(['kept']);
  await expect.poll(() => inbox.names('loading'), until).toEqual([]);
  expect(await inbox.names()).toEqual(['a.csv', 'loading']);
});

test('a file whose run waits stays where it is while its watch has another job', async () => {
  const stop = inbox.start();
  await drop('a.csv', 'waits');
  await expect.poll(() => inbox.events('watch.file.taken'), until).toBe(1);
  await stop();
  const other = defineJob({
    name: 'other_notes',
    source: csv({ columns: ['note'] }),
    into: 'public.notes',
    steps: (rows) => rows,
  });
  inbox.start({ job: other });
  const stopOther = inbox.work(other);
  await drop('b.csv', 'other');
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['b.csv']);
  expect(await inbox.ended('failed')).toEqual([]);
  await stopOther();
  inbox.work();
  await expect.poll(() => inbox.ended('loaded'), until).toEqual(['a.csv', 'b.csv']);
  expect(await inbox.loadedNotes()).toEqual(['other', 'waits']);
});
