import { useEffect, useRef, useState } from 'preact/hooks';
import { openStream, type StreamState } from './open-stream.js';

/** A function for each event of a stream. */
export type StreamHandlers<Events> = {
  readonly [Name in keyof Events]?: (data: Events[Name]) => void;
};

/**
 * Follows a stream of the API while the part is shown, and resumes it by itself.
 *
 * @param path below `/api`; null follows nothing
 * @param handlers by the name of the event, such as those of `WireRunStream`
 */
export function useStream<Events extends object>(
  path: string | null,
  handlers: StreamHandlers<Events>,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const latest = useRef({ path, handlers });
  latest.current = { path, handlers };
  useEffect(() => {
    if (path === null) return undefined;
    return openStream(path, {
      onState: setState,
      onEvent: (name, data) => {
        // A stream is closed after the next one is drawn: what it still sends is not of that one.
        if (latest.current.path !== path) return;
        const handler = latest.current.handlers[name as keyof Events];
        handler?.(data as Events[keyof Events]);
      },
    });
  }, [path]);
  return state;
}
