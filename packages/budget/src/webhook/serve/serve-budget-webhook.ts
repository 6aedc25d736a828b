import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { BudgetWebhook } from '../create-budget-webhook.js';
import { maxBodyBytes } from '../http/read-delivery-body.js';
import { webhookAnswer } from '../http/webhook-answer.js';
import { listenError } from './listen-error.js';

/** Where a webhook listens. */
export interface ServeWebhookOptions {
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string | undefined;
  /** After how many milliseconds `close` cuts what is still in work. Default 30,000. */
  readonly closeTimeoutMs?: number | undefined;
}

/** A webhook that listens. */
export interface WebhookServer {
  /** Such as `http://127.0.0.1:3001`. */
  readonly origin: string;
  readonly port: number;
  /** Takes no more requests, and waits for those in work. The webhook itself stays open. */
  readonly close: () => Promise<void>;
}

/** Limits of a connection: a client that is slow on purpose holds it no longer. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1_024,
  requireHostHeader: true,
};

/** How long after `close` a connection may begin a request, in milliseconds; then it is cut. */
const silenceMs = 500;

/** Connections at once: with bodies of 64 kB, they hold 32 MB at most. */
const maxConnections = 500;

/**
 * Serves a webhook by HTTP. Behind a proxy that ends TLS, or on the machine of the gateway, it needs no
 * TLS of its own.
 *
 * @throws WdhError `WEBHOOK_PORT_IN_USE`, `WEBHOOK_ADDRESS_INVALID` (both usage).
 */
export async function serveBudgetWebhook(
  { fetch }: Pick<BudgetWebhook, 'fetch'>,
  { port, host = '127.0.0.1', closeTimeoutMs = 30_000 }: ServeWebhookOptions,
): Promise<WebhookServer> {
  const respond = getRequestListener((request) => fetch(request), {
    overrideGlobalObjects: false,
    // What is refused is not read on.
    autoCleanupIncoming: false,
    errorHandler: () => notUnderstood(),
  });
  let isClosing = false;
  const inWork = new Set<ServerResponse>();
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (isClosing) outgoing.shouldKeepAlive = false;
    inWork.add(outgoing);
    outgoing.once('close', () => inWork.delete(outgoing));
    void respond(incoming, outgoing);
  };
  const server = createServer(limits, listener);
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // One that is too large is refused before it is sent.
    const length = Number(incoming.headers['content-length'] ?? 0);
    if (length <= maxBodyBytes) outgoing.writeContinue();
    listener(incoming, outgoing);
  });
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.maxConnections = maxConnections;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, port, host);
  }
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${String(taken)}`,
    port: taken,
    close: async () => {
      isClosing = true;
      // Their connections end with their answers.
      for (const outgoing of inWork) outgoing.shouldKeepAlive = false;
      const closed = once(server, 'close');
      server.close();
      // The server ends connections after their last answer, but not those that were only opened.
      const silent = setTimeout(() => {
        const busy = new Set([...inWork].map(({ socket }) => socket));
        for (const socket of open) if (!busy.has(socket)) socket.destroy();
      }, silenceMs);
      const timer = setTimeout(() => {
        server.closeAllConnections();
      }, closeTimeoutMs);
      await closed;
      clearTimeout(silent);
      clearTimeout(timer);
    },
  };
}

function notUnderstood(): Response {
  const error = { code: 'BODY_INVALID', message: 'This is no request that the webhook knows.' };
  return webhookAnswer(400, { error }, { connection: 'close' });
}
