import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { signatureOf } from './use-webhook.js';

/** The answer to bytes that were sent as they are; status 0: the connection was closed without one. */
export interface RawAnswer {
  readonly status: number;
  /** Of the head, in lower case. */
  readonly head: string;
  readonly body: string;
  /** Bytes of the request that were sent before the server closed the connection. */
  readonly sentBytes: number;
}

/** Headers of a delivery that is signed. */
export const signedHeaders = (body: string): readonly string[] => [
  'content-type: application/json',
  `x-webhook-signature: ${signatureOf(body)}`,
];

/** Opens a connection and sends the head of a delivery. */
export async function beginDelivery(
  port: number,
  headers: readonly string[],
  requestLine = 'POST /api/v1/budget-alerts HTTP/1.1',
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // A server that refuses a large body closes before all of it was sent.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write([requestLine, `host: 127.0.0.1:${String(port)}`, ...headers, '', ''].join('\r\n'));
  return socket;
}

/** Returns the answer on a connection, once the server has closed it. */
export async function answerOn(socket: Socket): Promise<RawAnswer> {
  const answer = await text(socket).catch(() => '');
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/u.exec(head)?.[1] ?? 0),
    head: head.toLowerCase(),
    body: rest.join('\r\n\r\n'),
    sentBytes: socket.bytesWritten,
  };
}
