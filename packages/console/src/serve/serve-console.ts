import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { WdhError } from '@wdh/pipeline-core';
import type { Console } from '../create-console.js';
import { isPlainPath } from '../http/plain-path.js';
import { withSecurityHeaders } from '../http/security-headers.js';
import { listenError } from './listen-error.js';
import { isLoopback } from './loopback.js';

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

/** Limits of a connection: a client that is slow on purpose holds it no longer. Answers may last longer. */
const limits = {
  headersTimeout: 10_000,
  /** For the whole request: a large file is uploaded in this time. */
  requestTimeout: 15 * 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1_024,
  requireHostHeader: true,
};

/** Connections at once, those of streams included. */
const maxConnections = 1_000;

/**
 * Serves a console by HTTP.
 *
 * @throws WdhError `CONSOLE_PORT_IN_USE`, `CONSOLE_ADDRESS_INVALID`, `CONSOLE_EXPOSED` (all usage).
 */
export async function serveConsole(
  { fetch, isLocal }: Pick<Console, 'fetch' | 'isLocal'>,
  { port, host = '127.0.0.1' }: ServeOptions,
): Promise<ConsoleServer> {
  if (isLocal && !isLoopback(host)) {
    throw new WdhError(
      `On ${host}, other machines reach the console, and only its link logs in. Add tokens, or listen on 127.0.0.1.`,
      { code: 'CONSOLE_EXPOSED', category: 'usage' },
    );
  }
  const listener = getRequestListener(
    (request, env) => {
      const incoming = env.incoming as IncomingMessage;
      // A path is checked as it was sent, too: a URL has no `..` any more.
      if (!isPlainPath(pathOf(incoming))) return noAddress();
      const { remoteAddress: peer, localAddress: local } = incoming.socket;
      return fetch(request, { peer, local });
    },
    { overrideGlobalObjects: false, errorHandler: noAddress },
  );
  const server = createServer(limits, (incoming, outgoing) => {
    // Nothing reads it, and it would hold its connection for the time of an upload.
    if (isOnlyRead(incoming) && hasBody(incoming)) outgoing.shouldKeepAlive = false;
    void listener(incoming, outgoing);
  });
  server.maxConnections = maxConnections;
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

const isOnlyRead = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** The path of a request line, which may be a whole URL. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/^https?:\/\/[^/?]*/iu, '').replace(/\?.*$/su, '') || '/';
}

function noAddress(): Response {
  const error = { code: 'NOT_FOUND', message: 'This is no address.' };
  return withSecurityHeaders(Response.json({ error }, { status: 404 }));
}
