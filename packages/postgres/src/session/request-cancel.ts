import { once } from 'node:events';
import type { ServerAddress } from '../address/connection-url.js';
import { openSocket } from '../connection/socket/open-socket.js';

/** The protocol's number of this request. */
const cancelRequest = 80_877_102;

/**
 * Asks the server to cancel the statement of a session, as psql does: without a login, so that it
 * also works when no further connection is allowed, and through a pooler.
 *
 * @throws DatabaseError `DATABASE_UNREACHABLE` and others of a socket.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function requestCancel(
  address: ServerAddress,
  key: Buffer,
  deadlineMs: number,
): Promise<void> {
  const header = Buffer.alloc(8);
  header.writeInt32BE(header.length + key.length, 0);
  header.writeInt32BE(cancelRequest, 4);
  const socket = await openSocket(address, deadlineMs);
  const closed = once(socket, 'close');
  // The server closes the connection when it has sent the signal.
  socket.setTimeout(deadlineMs, () => socket.destroy());
  socket.resume();
  socket.write(Buffer.concat([header, key]));
  await closed;
}
