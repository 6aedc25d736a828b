import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { WdhError } from '@wdh/pipeline-core';
import type { Console } from '../create-console.js';

/** Where a console listens. */
export interface ServeOptions {
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string | undefined;
}

/** A console that listens. */
export interface ConsoleServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly origin: string;
  readonly port: number;
  /** Takes no more requests, and ends the connections. The console itself stays open. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a console by HTTP.
 *
 * @throws WdhError `CONSOLE_PORT_IN_USE` or `CONSOLE_ADDRESS_INVALID` (both usage).
 */
export async function serveConsole(
  { fetch }: Pick<Console, 'fetch'>,
  { port, host = '127.0.0.1' }: ServeOptions,
): Promise<ConsoleServer> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw await listenError(error, port, host);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${String(taken)}`,
    port: taken,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listenError(error: unknown, port: number, host: string): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') {
    const free = await freePort(host);
    return new WdhError(
      `Another program listens on ${place}. Choose a free port, such as --port ${String(free)}.`,
      { code: 'CONSOLE_PORT_IN_USE', category: 'usage', cause: error },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return new WdhError(
      `The console cannot listen on ${place} (${code}). Choose an address of this machine, and a port above 1023.`,
      { code: 'CONSOLE_ADDRESS_INVALID', category: 'usage', cause: error },
    );
  }
  return error;
}

async function freePort(host: string): Promise<number> {
  const server = createAdaptorServer({ fetch: () => new Response() }) as Server;
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
