import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from './api-problem.js';
import { connection } from './connection.js';
import { asProblem, send } from './send.js';
import { useStore } from './store.js';

/** An answer of the API, while it is loaded and after that. */
export interface Answer<Data> {
  /** Undefined until the first answer. Stays while the same is asked for again. */
  readonly data: Data | undefined;
  /** Why the last request failed. */
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  /** Asks again. */
  readonly reload: () => void;
  /** Changes what is shown, such as by an event of a stream. */
  readonly update: (change: (data: Data) => Data) => void;
}

interface Loaded<Data> {
  readonly path: string | null;
  readonly data?: Data | undefined;
  readonly problem?: ApiProblem | undefined;
  readonly isLoading: boolean;
}

/** Between two questions to a server that cannot answer, such as one whose database restarts. */
const pauseMs = 3_000;

/**
 * Asks the API for a path, again when the path changes, when a lost connection is back, and while the
 * server cannot answer.
 *
 * @param path below `/api`; null asks for nothing
 * @param options `keepsPrevious`: show the answer to the path before until the next is there, so
 * that a list does not jump when a filter changes
 */
export function useAnswer<Data>(
  path: string | null,
  { keepsPrevious = false }: { readonly keepsPrevious?: boolean } = {},
): Answer<Data> {
  const [loaded, setLoaded] = useState<Loaded<Data>>({ path: null, isLoading: true });
  const [turn, setTurn] = useState(0);
  const { restored } = useStore(connection);

  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    setLoaded((before) => ({
      ...(before.path === path || keepsPrevious ? before : {}),
      path,
      isLoading: true,
    }));
    send<Data>('GET', path, undefined, stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setLoaded({ path, data, isLoading: false });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setLoaded(({ data }) => ({ path, data, problem: asProblem(error), isLoading: false }));
      },
    );
    return () => {
      stop.abort();
    };
  }, [path, turn, restored, keepsPrevious]);

  const reload = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);
  const update = useCallback((change: (data: Data) => Data) => {
    setLoaded((before) =>
      before.data === undefined ? before : { ...before, data: change(before.data) },
    );
  }, []);

  const isServerDown = (loaded.problem?.status ?? 0) >= 500;
  useEffect(() => {
    if (!isServerDown) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, pauseMs);
    return () => {
      clearInterval(timer);
    };
  }, [isServerDown, reload]);

  const isShown = loaded.path === path || keepsPrevious;
  return {
    data: isShown ? loaded.data : undefined,
    problem: isShown ? loaded.problem : undefined,
    isLoading: loaded.path !== path || loaded.isLoading,
    reload,
    update,
  };
}
