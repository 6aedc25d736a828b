import { useEffect, useRef } from 'preact/hooks';

const pauseMs = 2_000;

/**
 * Returns a function that refreshes what is shown: at once, and at most every two seconds however
 * often it is called. `everyMs` also calls it from time to time while the page is visible.
 */
export function useRefresh(refresh: () => void, everyMs: number): () => void {
  const state = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; at: number }>({
    at: Date.now(),
  });
  const latest = useRef(refresh);
  latest.current = refresh;
  const request = useRef(() => {
    const held = state.current;
    if (held.timer !== undefined) return;
    const waitMs = Math.max(0, Math.min(pauseMs, held.at + pauseMs - Date.now()));
    held.timer = setTimeout(() => {
      held.timer = undefined;
      held.at = Date.now();
      latest.current();
    }, waitMs);
  });
  useEffect(() => {
    const held = state.current;
    const timer = setInterval(() => {
      if (!document.hidden) request.current();
    }, everyMs);
    return () => {
      clearInterval(timer);
      clearTimeout(held.timer);
      held.timer = undefined;
    };
  }, [everyMs]);
  return request.current;
}
