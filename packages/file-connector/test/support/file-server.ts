import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import { afterAll, beforeAll } from 'vitest';

/** The routes of a server, by their paths. */
export type Routes = Readonly<Record<string, RequestListener>>;

/** A server on this machine for the tests of a file. */
export interface FileServer {
  /** Address of a path: `https://localhost:1234/a.csv`. */
  url(path: string): string;
  /** The certificate to trust; empty without TLS. */
  readonly ca: string;
  /** Paths with queries, in the order of the requests. */
  readonly requests: string[];
}

const newIdentity = () => generate([{ name: 'commonName', value: 'localhost' }]);
/** All servers have the same certificate: of two for one name, Node would try only the first. */
let identity: ReturnType<typeof newIdentity> | undefined;

/** Starts a server before the tests of a file, and stops it and its connections after them. */
export function fileServer(protocol: 'http' | 'https', routes: Routes): FileServer {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  let certificate = '';
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const route = routes[path.replace(/\?.*/, '')];
    if (route === undefined) response.writeHead(404).end('no such file');
    else route(request, response);
  };
  beforeAll(async () => {
    if (protocol === 'https') {
      const { private: key, cert } = await (identity ??= newIdentity());
      certificate = cert;
      server = createHttpsServer({ key, cert }, answer);
    } else {
      server = createHttpServer(answer);
    }
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: (path) => `${protocol}://localhost:${port}${path}`,
    get ca() {
      return certificate;
    },
    requests,
  };
}
