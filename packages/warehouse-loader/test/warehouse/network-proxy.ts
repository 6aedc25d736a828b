import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a loader and its server, and does what networks do. */
export class NetworkProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isHole: (data: Buffer, fromServer: boolean) => boolean = () => false;

  /** Starts a proxy for a database; its `url` takes the place of the given one. */
  static async start(databaseUrl: string): Promise<NetworkProxy> {
    const address = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const listening = server.address();
    if (listening === null || typeof listening === 'string') throw new Error('No port.');
    const target = { host: address.hostname, port: Number(address.port) };
    address.port = String(listening.port);
    return new NetworkProxy(address.href, server, target);
  }

  private constructor(
    url: string,
    server: Server,
    target: { readonly host: string; readonly port: number },
  ) {
    this.url = url;
    this.#server = server;
    server.on('connection', (client) => {
      const upstream = connect(target);
      const line = { isHole: false };
      this.#join(client, upstream, line, false);
      this.#join(upstream, client, line, true);
    });
  }

  /**
   * From the first packet that the predicate tells, swallows everything on its connection, both
   * ways and in silence.
   */
  blackHole(isHole: (data: Buffer, fromServer: boolean) => boolean): void {
    this.#isHole = isHole;
  }

  /** Resets every connection there is. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(from: Socket, to: Socket, line: { isHole: boolean }, fromServer: boolean): void {
    this.#sockets.add(from);
    from.on('data', (data) => {
      line.isHole ||= this.#isHole(data, fromServer);
      if (line.isHole) return;
      if (!to.write(data)) from.pause();
    });
    to.on('drain', () => from.resume());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
