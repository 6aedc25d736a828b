import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { WdhError } from '@wdh/pipeline-core';

/** Codes of an address that is not of this machine, of a name without one, and of a port of the system. */
const unusable = /^(?:EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EACCES)$/u;

/** Returns why the console cannot listen on an address, and what to do. */
export async function listenError(error: unknown, port: number, host: string): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') {
    const free = await freePort(host);
    return new WdhError(
      `Another program listens on ${place}. Choose a free port, such as --port ${String(free)}.`,
      { code: 'CONSOLE_PORT_IN_USE', category: 'usage', cause: error },
    );
  }
  if (typeof code === 'string' && unusable.test(code)) {
    return new WdhError(
      `The console cannot listen on ${place} (${code}). Choose an address of this machine, and a port above 1023.`,
      { code: 'CONSOLE_ADDRESS_INVALID', category: 'usage', cause: error },
    );
  }
  return error;
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
