import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineWatch, type Job, type Watch, type WatchDeclaration } from '@wdh/job';
import type { LogContext, Logger } from '@wdh/pipeline-core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { FolderWatches, type Queue, Worker } from '../../src/index.js';
import { notes, notesTable } from './notes-job.js';
import type { UsedQueue } from './use-queue.js';

/** An entry of a log. */
export interface Logged {
  readonly level: keyof Logger;
  readonly event: string;
  readonly context: LogContext;
}

/** A folder that is watched by a test. */
export interface Inbox {
  /** Name of its watch. */
  readonly name: string;
  readonly folder: string;
  readonly log: Logged[];
  path(...names: readonly string[]): string;
  /** Starts a watcher; it ends with the test, or by the function that is returned. */
  start(declaration?: Partial<WatchDeclaration>): () => Promise<void>;
  /** Runs queued runs of a job, by default `notes`, until the function that is returned is called. */
  work(job?: Job): () => Promise<void>;
  /** Returns the names in a folder, sorted; none if there is no folder. */
  names(...folder: readonly string[]): Promise<readonly string[]>;
  /** Returns the names of files in the folders below `loaded` or `failed`, sorted. */
  ended(place: 'loaded' | 'failed'): Promise<readonly string[]>;
  /** Returns the reports below `loaded` or `failed`, by the names of their files. */
  reports(place: 'loaded' | 'failed'): Promise<ReadonlyMap<string, Record<string, unknown>>>;
  /** Counts the entries of the log with an event. */
  events(event: string): number;
}

/** The watched folder of the running test, and the table that its files are loaded into. */
export interface UsedInbox extends Inbox {
  /** Returns the loaded notes, sorted. */
  loadedNotes(): Promise<readonly string[]>;
}

/**
 * Opens a watched folder before each test of a file, with an empty table of notes; ends its watchers
 * and workers after the test, and removes it.
 *
 * @param prefix - Begins the names of its watches.
 */
export function useInbox(used: UsedQueue, prefix: string): UsedInbox {
  let count = 0;
  let inbox: Inbox;
  let ending: Ending = [];
  beforeAll(async () => {
    await used.sql.unsafe(notesTable);
  });
  beforeEach(async () => {
    await used.sql`truncate public.notes`;
    count += 1;
    ending = [];
    inbox = await openInbox(() => used.queue, `${prefix}_${count}`, ending);
  });
  afterEach(async () => {
    for (const end of ending.reverse()) await end();
  });
  return {
    get name() {
      return inbox.name;
    },
    get folder() {
      return inbox.folder;
    },
    get log() {
      return inbox.log;
    },
    path: (...names) => inbox.path(...names),
    start: (declaration) => inbox.start(declaration),
    work: (job) => inbox.work(job),
    names: (...folder) => inbox.names(...folder),
    ended: (place) => inbox.ended(place),
    reports: (place) => inbox.reports(place),
    events: (event) => inbox.events(event),
    loadedNotes: async () => {
      const found = await used.sql<{ note: string }[]>`select note from public.notes order by note`;
      return found.map(({ note }) => note);
    },
  };
}

/** What a test ends, the last first. */
type Ending = (() => Promise<unknown>)[];

async function openInbox(queue: () => Queue, name: string, ending: Ending): Promise<Inbox> {
  const parent = await mkdtemp(join(tmpdir(), 'wdh-inbox-'));
  const folder = join(parent, 'in');
  await mkdir(folder);
  ending.push(() => rm(parent, { recursive: true, force: true }));
  const log: Logged[] = [];
  const watchers: FolderWatches[] = [];

  const start: Inbox['start'] = (declaration = {}) => {
    const watch: Watch = defineWatch({
      ...{ name, job: notes, folder, pattern: '*.csv', settleMs: 300 },
      ...declaration,
    });
    const stop = new AbortController();
    const watches = new FolderWatches({ watches: [watch], queue: queue(), logger: logTo(log) });
    watchers.push(watches);
    return endedBy(ending, stop, watches.run(stop.signal));
  };

  const work: Inbox['work'] = (ofWorker = notes) => {
    const stop = new AbortController();
    const worker = new Worker({
      ...{ queue: queue(), jobs: [ofWorker], concurrency: 2, migrate: false, logger: logTo(log) },
      prepareJob: async (job, id) => (await watchers.at(-1)?.prepareJob(job, id)) ?? job,
    });
    return endedBy(ending, stop, worker.run({ drain: stop.signal }));
  };

  const ended: Inbox['ended'] = async (place) => {
    const folders = await namesIn(join(folder, place));
    const names = await Promise.all(folders.map((one) => namesIn(join(folder, place, one))));
    return names
      .flat()
      .filter((one) => !['report.json', 'rejects.csv'].includes(one))
      .sort();
  };

  const reports: Inbox['reports'] = async (place) => {
    const found = new Map<string, Record<string, unknown>>();
    for (const one of await namesIn(join(folder, place))) {
      const text = await readFile(join(folder, place, one, 'report.json'), 'utf8');
      const report = JSON.parse(text) as Record<string, unknown>;
      found.set(String(report['file']), report);
    }
    return found;
  };

  return {
    ...{ name, folder, log, start, work, ended, reports },
    events: (event) => log.filter((entry) => entry.event === event).length,
    path: (...names) => join(folder, ...names),
    names: (...below) => namesIn(join(folder, ...below)),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** Ends work by a signal, and waits for it; the second call does nothing. */
function endedBy(ending: Ending, stop: AbortController, work: Promise<void>): () => Promise<void> {
  const end = async (): Promise<void> => {
    stop.abort();
    await work;
  };
  // It must not be unhandled before the test ends.
  work.catch(() => undefined);
  ending.push(end);
  return end;
}

function logTo(log: Logged[], bound: LogContext = {}): Logger {
  const add =
    (level: keyof Logger) =>
    (event: string, context: LogContext = {}): void => {
      log.push({ level, event, context: { ...bound, ...context } });
    };
  return {
    ...{ debug: add('debug'), info: add('info'), warn: add('warn'), error: add('error') },
    bind: (more) => logTo(log, { ...bound, ...more }),
  };
}
