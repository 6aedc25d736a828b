import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { interrupted } from '../errors/load-error.js';

/**
 * Cuts a connection when the signal is raised, which ends every wait on it.
 *
 * @returns a function that ends the watch.
 */
export function stopOn(
  signal: AbortSignal | undefined,
  connection: DedicatedConnection,
): () => void {
  if (signal === undefined) return () => undefined;
  const stop = (): void => {
    connection.fail(interrupted(signal));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return () => {
    signal.removeEventListener('abort', stop);
  };
}
