import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { WdhError } from '@wdh/pipeline-core';
import type { WorkerHealth } from './worker-health.js';

/** Where the health of a worker is served. */
export interface HealthAddress {
  /** 0: any free port. */
  readonly port: number;
  /** Default `127.0.0.1`; a container that is probed from outside needs `0.0.0.0`. */
  readonly host?: string | undefined;
}

/** Serves the health of a worker as JSON: status 200 if it is healthy, otherwise 503. */
export class HealthServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws WdhError `HEALTH_PORT_UNUSABLE` (usage). */
  static async open(
    { port, host = '127.0.0.1' }: HealthAddress,
    health: () => WorkerHealth,
  ): Promise<HealthServer> {
    const server = createServer((request, response) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const found = health();
      response.writeHead(found.isHealthy ? 200 : 503, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(request.method === 'HEAD' ? undefined : `${JSON.stringify(found)}\n`);
    });
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new WdhError(
        `The health of the worker cannot be served at ${host}:${port} (${reason}). Choose another port.`,
        { code: 'HEALTH_PORT_UNUSABLE', category: 'usage', cause: error },
      );
    }
    server.unref();
    return new HealthServer(server);
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
