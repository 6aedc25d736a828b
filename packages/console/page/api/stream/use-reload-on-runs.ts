import type { WireRunsStream } from '../../../src/wire/stream.js';
import { useRefresh } from '../use-refresh.js';
import { useStream } from './use-stream.js';

/** What a stream did not report is seen after this time. */
const everyMs = 60_000;

/**
 * Loads an answer again when runs begin, change or end: at most once in two seconds. The first event
 * counts too: it may be a change since the answer.
 */
export function useReloadOnRuns(reload: () => void): void {
  const refresh = useRefresh(reload, everyMs);
  useStream<WireRunsStream>('/stream', { runs: refresh, stale: refresh });
}
