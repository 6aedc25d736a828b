import { DedicatedConnection } from '../dedicated-connection.js';
import {
  type DedicatedConnectionOptions,
  type FirstRow,
  resumeSession,
} from '../session-settings.js';
import type { ServerSession } from './server-session.js';

/** Longest wait for the answer of a session that was idle, in milliseconds. */
const patienceMs = 2_000;

/**
 * Opens a connection on the session of another that was released.
 *
 * @returns null, and closes the session, if it was lost, if the server does not answer within two
 * seconds, or if a new session would have other roles or settings.
 */
export async function resumeConnection(
  session: ServerSession,
  options: DedicatedConnectionOptions,
): Promise<DedicatedConnection | null> {
  const deadlineMs = Math.min(options.deadlineMs, patienceMs);
  const trial = new DedicatedConnection(session, { ...options, deadlineMs });
  const [first] = await trial.query<FirstRow>(resumeSession(options)).catch(() => []);
  if (session.isStill(first)) return new DedicatedConnection(session, options);
  await trial.close();
  return null;
}
