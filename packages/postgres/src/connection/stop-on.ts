import { interrupted } from '../errors/interrupted.js';
import type { DedicatedConnection } from './dedicated-connection.js';

/**
 * Cuts a connection when the signal is raised, which ends every wait on it.
 *
 * @param work - Name of the work for messages, such as `load`.
 * @returns a function that removes the listener.
 */
export function stopOn(
  signal: AbortSignal | undefined,
  connection: DedicatedConnection,
  work: string,
): () => void {
  if (signal === undefined) return () => undefined;
  const stop = (): void => {
    connection.fail(interrupted(signal, work));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return () => {
    signal.removeEventListener('abort', stop);
  };
}
