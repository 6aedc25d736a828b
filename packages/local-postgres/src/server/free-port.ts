import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that operating systems give to outgoing connections, so that no connection takes
 * the port of a server that is not running at the moment.
 */
const lastingPorts = { first: 20_000, count: 10_000 } as const;
const lastingAttempts = 20;

async function tryPort(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no TCP address');
  return address.port;
}

/** Returns a port of 127.0.0.1 that is free at the time of the call. */
export async function freePort(): Promise<number> {
  return tryPort(0);
}

/** Returns a free port of 127.0.0.1 that is fit for being used again and again. */
export async function lastingPort(): Promise<number> {
  for (let attempt = 1; attempt <= lastingAttempts; attempt += 1) {
    const port = lastingPorts.first + randomInt(lastingPorts.count);
    const found = await tryPort(port).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return freePort();
}
