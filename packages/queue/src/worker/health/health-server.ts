import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerHealth } from './worker-health.js';

/** Where it is served unless the caller says otherwise: to this machine alone. */
export const defaultHost = '127.0.0.1';

/** Where the health of a worker is served. */
export interface HealthAddress {
  /** 0 lets the system choose one. */
  readonly port: number;
  /** Default `127.0.0.1`; a container that is probed from outside needs `0.0.0.0`. */
  readonly host?: string | undefined;
}

/** Serves the health of a worker as JSON: status 200 if it is healthy, otherwise 503. */
export class HealthServer {
  /** The port that it listens on. */
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** @throws Error of Node.js, such as `EADDRINUSE`. */
  static async open(
    { port, host = defaultHost }: HealthAddress,
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
    server.listen(port, host);
    await once(server, 'listening');
    return new HealthServer(server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
