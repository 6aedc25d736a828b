import { basename } from 'node:path';
import type { ConsoleParts } from '../../console-parts.js';
import type { WireWatch } from '../../wire/queue.js';
import { queueOf } from './queue-of.js';

/**
 * Returns the watched folders of the project, by name.
 *
 * @throws Refusal 404 `QUEUE_NOT_USED`
 */
export async function listWatches(
  parts: Pick<ConsoleParts, 'project' | 'queue'>,
): Promise<readonly WireWatch[]> {
  const { queue, functions } = await queueOf(parts);
  const found = await functions.countWatchedFiles(queue.pool);
  const counts = new Map(found.map((count) => [count.watch, count]));
  return [...parts.project.watches.values()]
    .map(({ name, job, folder }): WireWatch => {
      const count = counts.get(name);
      const { waiting = 0, loading = 0, loaded = 0, failed = 0, skipped = 0 } = count ?? {};
      return {
        ...{ name, job: job.name, folder: basename(folder) },
        files: { waiting, loading, loaded, failed, skipped },
        lastSeenAt: count?.lastSeenAt?.toISOString() ?? null,
      };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
