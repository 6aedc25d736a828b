import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

/** Encodes a server message: type, length, body. */
export function message(type: string, body: Buffer | string = '', length?: number): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(length ?? bytes.length + 4, 1);
  return Buffer.concat([header, bytes]);
}

/** Encodes an authentication request. */
export function request(number: number, body: Buffer | string = ''): Buffer {
  const code = Buffer.alloc(4);
  code.writeInt32BE(number);
  return message('R', Buffer.concat([code, Buffer.from(body)]));
}

/** The messages of a server that accepts a login without any proof. */
export const welcome = Buffer.concat([
  request(0),
  message('K', Buffer.alloc(8)),
  message('Z', 'I'),
]);

/** One answer of a server to a packet of the client. */
export type Turn = (say: (bytes: Buffer) => void) => void;

/** A server that sends scripted answers and records what it receives. */
export interface FakeServer {
  readonly port: number;
  /** What clients sent after their first packet, as text. */
  heard(): string;
  close(): Promise<void>;
}

/** Starts a server that sends one answer after each packet of the client. */
export async function startFakeServer(
  turns: readonly Turn[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<FakeServer> {
  const open = new Set<Socket>();
  let heard = '';
  const serve = (socket: Socket): void => {
    const waiting = [...turns];
    let isFirst = true;
    socket.on('data', (data) => {
      if (!isFirst) heard += data.toString('latin1');
      isFirst = false;
      waiting.shift()?.((bytes) => socket.write(bytes));
    });
  };
  const server: Server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    if (tls === undefined) {
      serve(socket);
      return;
    }
    socket.once('data', () => {
      socket.write('S');
      const secure = new TLSSocket(socket, {
        isServer: true,
        secureContext: createSecureContext(tls),
      });
      secure.on('error', () => undefined);
      serve(secure);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return {
    port: address.port,
    heard: () => heard,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
