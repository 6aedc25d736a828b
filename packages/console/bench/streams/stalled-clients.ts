import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../figure.js';
import { type StreamPlace, watchedRun } from './stream-place.js';

const count = 100;

/** Measures the memory with 100 more clients, which ask for 20,000 lines and read none. */
export async function stalledClients(place: StreamPlace): Promise<readonly Figure[]> {
  const before = await place.usage();
  const sockets = await Promise.all(Array.from({ length: count }, () => stalledSocket(place)));
  await sleep(5_000);
  const { rssMegabytes } = await place.usage();
  for (const socket of sockets) socket.destroy();
  const more = rssMegabytes - before.rssMegabytes;
  return [
    { what: '100 more clients that read nothing: memory', measured: rssMegabytes, unit: 'MB' },
    { what: 'of it, for them', measured: more, unit: 'MB' },
  ];
}

async function stalledSocket({ port, headers }: StreamPlace): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  const lines = [
    `GET /api/runs/${watchedRun}/stream HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `authorization: ${headers.authorization}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  // It has an answer, and takes none of it.
  await once(socket, 'readable');
  return socket;
}
