import type { WebSocket } from 'ws';

/** What ends a connection of a feed. */
export type FeedFault = 'cut' | 'half a message' | 'close' | 'restart' | 'garbage' | 'oversized';

/** Writes bytes that the server's own library would not send. */
export function sendBytes(socket: WebSocket, bytes: readonly number[], then?: () => void): void {
  // The types of ws hide the socket.
  const { _socket } = socket as unknown as { readonly _socket: NodeJS.WritableStream };
  _socket.write(Buffer.from(bytes), then);
}

/** Ends a connection by a fault, after what was sent before. */
export function injectFault(socket: WebSocket, fault: FeedFault, maxMessageBytes: number): void {
  const faults: Readonly<Record<FeedFault, () => void>> = {
    cut: () => socket.terminate(),
    'half a message': () => sendBytes(socket, [0x81, 0x05, 0x7b], () => socket.terminate()),
    close: () => socket.close(1000),
    restart: () => socket.close(1012),
    garbage: () => sendBytes(socket, [0x81, 0x02, 0xc3, 0x28]),
    oversized: () => socket.send('x'.repeat(maxMessageBytes + 1)),
  };
  faults[fault]();
}
