import { useRef } from 'preact/hooks';
import type { WireRunsStream } from '../../../src/wire/stream.js';
import { useRefresh } from '../use-refresh.js';
import { useStream } from './use-stream.js';

/** What a stream did not report is seen after this time. */
const everyMs = 60_000;

/** Loads an answer again when runs begin, change or end: at most once in two seconds. */
export function useReloadOnRuns(reload: () => void): void {
  const refresh = useRefresh(reload, everyMs);
  const hasOpened = useRef(false);
  useStream<WireRunsStream>('/stream', {
    runs: () => {
      // The first event says what runs now: the answer was asked for at the same time.
      if (hasOpened.current) refresh();
      hasOpened.current = true;
    },
    stale: refresh,
  });
}
