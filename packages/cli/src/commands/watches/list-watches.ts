import { stat } from 'node:fs/promises';
import type { Watch } from '@wdh/job';
import { escapeControls } from '@wdh/logging';
import type { WatchCounts } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueue } from '../../project/import-queue.js';
import { showCount, showTime } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import { openQueueIfAny } from '../queue/open-project-queue.js';

/** A watched folder, as `--json` prints it. */
interface ListedWatch
  extends Pick<Watch, 'name' | 'folder' | 'onSuccess' | 'onFailure'>, Omit<WatchCounts, 'watch'> {
  readonly job: string;
  /** Null: only marked files are complete. */
  readonly settleMs: number | null;
  /** Whether the folder exists on this machine. */
  readonly isFolder: boolean;
}

const noWatches =
  'The project has no watched folders: declare one with defineWatch, and list it in defineProject({ jobs, watches: [...] }).';

const columns = [
  { head: 'watch', canShrink: true },
  { head: 'job', canShrink: true },
  { head: 'folder', canShrink: true },
  { head: 'waiting', align: 'right' },
  { head: 'loading', align: 'right' },
  { head: 'loaded', align: 'right' },
  { head: 'failed', align: 'right' },
  { head: 'skipped', align: 'right' },
  { head: 'last (UTC)' },
] as const;

const noFiles = { waiting: 0, loading: 0, loaded: 0, failed: 0, skipped: 0, lastSeenAt: null };

/** Prints the watched folders of the project. */
export async function listWatches(context: CommandContext): Promise<number> {
  const { watches } = await context.project();
  const counts = watches.size === 0 ? new Map<string, WatchCounts>() : await readCounts(context);
  const listed: ListedWatch[] = [];
  for (const watch of watches.values()) listed.push(await listedWatch(watch, counts));
  await context.printResult(listed, () => (listed.length === 0 ? noWatches : show(listed)));
  return 0;
}

async function readCounts(context: CommandContext): Promise<ReadonlyMap<string, WatchCounts>> {
  const { countWatchedFiles } = await importQueue('wdh watches');
  const queue = await openQueueIfAny(context, 'wdh watches', 'read');
  if (queue === null) return new Map();
  try {
    const found = await countWatchedFiles(queue.pool);
    return new Map(found.map((counts) => [counts.watch, counts]));
  } finally {
    await queue.close();
  }
}

async function listedWatch(
  { name, job, folder, settleMs, onSuccess, onFailure }: Watch,
  counts: ReadonlyMap<string, WatchCounts>,
): Promise<ListedWatch> {
  const { waiting, loading, loaded, failed, skipped, lastSeenAt } = counts.get(name) ?? noFiles;
  const found = await stat(folder).catch(() => null);
  return {
    ...{ name, job: job.name, folder, isFolder: found?.isDirectory() === true },
    ...{ settleMs: Number.isFinite(settleMs) ? settleMs : null, onSuccess, onFailure },
    ...{ waiting, loading, loaded, failed, skipped, lastSeenAt },
  };
}

function show(listed: readonly ListedWatch[]): string {
  const table = new TextTable(columns, tableWidth());
  const lines = table.withHead(
    listed.map((watch) => [
      ...[watch.name, watch.job, watch.folder],
      ...[watch.waiting, watch.loading, watch.loaded, watch.failed, watch.skipped].map(showCount),
      showTime(watch.lastSeenAt).slice(0, 16),
    ]),
  );
  const notes = listed
    .filter(({ isFolder }) => !isFolder)
    .map(({ name, folder }) => `${name}: there is no folder ${folder} on this machine.`);
  return [...lines, ...(notes.length === 0 ? [] : ['', ...notes.map(escapeControls)])].join('\n');
}
