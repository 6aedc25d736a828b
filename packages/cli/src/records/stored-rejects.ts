import type { RejectFilter, Runs, StoredReject } from '@wdh/runs';

/** Most rows that one query returns: their records may be large. */
const pageSize = 500;

/** Returns the rejected rows of a run in their order, in parts, without holding more than one. */
export async function* storedRejects(
  runs: Runs,
  executionId: string,
  filter: RejectFilter,
  limit = Infinity,
): AsyncGenerator<readonly StoredReject[], void, undefined> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const page = await runs.rejectedRows({
      ...filter,
      run: executionId,
      limit: Math.min(left, pageSize),
      cursor,
    });
    if (page.items.length > 0) yield page.items;
    left -= page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && left > 0);
}
