import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** The answer to bytes that were sent as they are; status 0: the connection was closed without one. */
export interface RawAnswer {
  readonly status: number;
  /** Of the head, in lower case. */
  readonly head: string;
  readonly body: string;
}

/**
 * Sends a request that no client would, byte by byte, and waits until the server has closed the
 * connection. Without `connection: close`, it waits for the server's limit.
 */
export async function sendRaw(
  port: number,
  requestLine: string,
  {
    headers = [],
    body = '',
  }: { readonly headers?: readonly string[]; readonly body?: string } = {},
  address = '127.0.0.1',
): Promise<RawAnswer> {
  const socket = connect(port, address);
  // A server that refuses a large body closes before all of it was sent.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const hasHost = headers.some((header) => /^host:/iu.test(header));
  const host = hasHost ? [] : [`host: 127.0.0.1:${String(port)}`];
  const head = [requestLine, ...host, ...headers, 'connection: close', '', ''].join('\r\n');
  socket.write(head + body);
  const answer = await text(socket).catch(() => '');
  const [answerHead = '', ...rest] = answer.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/u.exec(answerHead)?.[1] ?? 0),
    head: answerHead.toLowerCase(),
    body: rest.join('\r\n\r\n'),
  };
}
