import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

/** The answer to a handshake in place of a connection. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a feed does with each of its connections, counted from 1. */
export interface FeedScript {
  readonly onConnection?: (socket: WebSocket, number: number) => void;
  /** Returns how a handshake is refused; undefined where it is accepted, `silence` for no answer. */
  readonly refusalOf?: (number: number) => Refusal | 'silence' | undefined;
  readonly server?: Server;
  /** Whether the server answers handshakes itself. */
  readonly answersItself?: boolean;
  readonly options?: ServerOptions;
}

/** A real WebSocket server on this machine. */
export class FeedServer implements AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Requests of handshakes so far. */
  readonly requests: IncomingMessage[] = [];
  /** Connections so far, with those that have ended. */
  readonly connections: WebSocket[] = [];
  /** Texts received, in order. */
  readonly received: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  static async start(script: FeedScript = {}): Promise<FeedServer> {
    const server = script.server ?? createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FeedServer(server, script);
  }

  private constructor(server: Server, script: FeedScript) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.url = `ws://127.0.0.1:${this.port}/stream?listenKey=canary-key`;
    server.on('connection', (socket: Socket) => this.#keep(socket));
    const feed = new WebSocketServer({ noServer: true, ...script.options });
    if (script.answersItself === true) return;
    server.on('upgrade', (request: IncomingMessage, socket, head) => {
      this.requests.push(request);
      socket.on('error', () => undefined);
      const refusal = script.refusalOf?.(this.requests.length);
      if (refusal !== undefined) {
        if (refusal !== 'silence') refuse(socket, refusal);
        return;
      }
      feed.handleUpgrade(request, socket, head, (connection) => {
        this.connections.push(connection);
        connection.on('error', () => undefined);
        connection.on('message', (data) => this.received.push((data as Buffer).toString()));
        script.onConnection?.(connection, this.connections.length);
      });
    });
  }

  /** Connections that are open. */
  get open(): readonly WebSocket[] {
    return this.connections.filter(({ readyState, OPEN }) => readyState === OPEN);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

function refuse(socket: Duplex, { status, headers = {} }: Refusal): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}Content-Length: 0\r\n\r\n`);
}
