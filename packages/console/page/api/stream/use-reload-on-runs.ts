import { useEffect, useRef } from 'preact/hooks';
import type { WireRunsStream } from '../../../src/wire/stream.js';
import { useStream } from './use-stream.js';

const pauseMs = 2_000;

/** Loads an answer again when runs begin, change or end: at most once in two seconds. */
export function useReloadOnRuns(reload: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hasOpened = useRef(false);
  const later = (): void => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      reload();
    }, pauseMs);
  };
  useStream<WireRunsStream>('/stream', {
    runs: () => {
      // The first event says what runs now: the answer was asked for at the same time.
      if (hasOpened.current) later();
      hasOpened.current = true;
    },
    stale: later,
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
}
