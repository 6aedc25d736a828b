import { useEffect, useRef, useState } from 'preact/hooks';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { WireRunsStream } from '../../../src/wire/stream.js';
import type { WirePage } from '../../../src/wire/wire.js';
import { serverNow } from '../../api/clock.js';
import { useStream } from '../../api/stream/use-stream.js';
import type { Answer } from '../../api/use-answer.js';
import { useRefresh } from '../../api/use-refresh.js';
import { insertRuns, mergeRuns, type Shown, takesNewRuns } from './merge-runs.js';
import type { RunsFilter } from './runs-filter.js';

/** What has happened to a list since it was loaded. */
export interface LiveRuns {
  /** New runs that are not shown, so that no row moves. */
  readonly added: readonly WireRunSummary[];
  /** Shows them. */
  readonly show: () => void;
}

/** As many as can be selected and asked at once. */
const mostRows = 100;

/**
 * Follows the runs of a list: rows change in their places. New runs are put among them by their
 * start; these and a reload wait while `isHeld` says that the reader is at a row.
 */
export function useLiveRuns(
  answer: Answer<WirePage<WireRunSummary>>,
  filter: RunsFilter,
  isHeld: () => boolean,
): LiveRuns {
  const { data, update, reload } = answer;
  const [added, setAdded] = useState<readonly WireRunSummary[]>([]);
  const rows = useRef<readonly WireRunSummary[]>([]);
  rows.current = data?.items ?? [];
  const held = useRef(isHeld);
  held.current = isHeld;
  const isStale = useRef(false);
  const reloadUnlessHeld = (): void => {
    isStale.current = held.current();
    if (!isStale.current) reload();
  };
  const refresh = useRefresh(reloadUnlessHeld, 60_000);
  useEffect(() => {
    const timer = setInterval(() => {
      if (isStale.current) reloadUnlessHeld();
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [reload]);

  const put = (runs: readonly WireRunSummary[]): void => {
    update((page) => ({ ...page, items: insertRuns(page.items, runs).slice(0, mostRows) }));
  };
  const onRuns = (changed: readonly WireRunSummary[]): void => {
    if (data === undefined) {
      // The answer that is on its way may be older.
      refresh();
      return;
    }
    const shown: Shown = { filter, now: serverNow(), hasMore: data.next !== null };
    const merged = mergeRuns(rows.current, changed, shown);
    update((page) => ({ ...page, items: mergeRuns(page.items, changed, shown).rows }));
    if (!takesNewRuns(filter) || merged.added.length === 0) return;
    const waiting = mergeRuns(added, merged.added, { ...shown, hasMore: false });
    const all = [...waiting.added, ...waiting.rows];
    if (isHeld()) {
      setAdded(all);
    } else {
      put(all);
      setAdded([]);
    }
  };
  useStream<WireRunsStream>('/stream', { runs: onRuns, stale: refresh });
  // What was loaded again has the new runs.
  useEffect(() => {
    setAdded((before) => {
      const known = new Set((data?.items ?? []).map(({ executionId }) => executionId));
      const left = before.filter(({ executionId }) => !known.has(executionId));
      return left.length === before.length ? before : left;
    });
  }, [data]);
  return {
    added,
    show: () => {
      put(added);
      setAdded([]);
      scrollTo({ top: 0 });
    },
  };
}
