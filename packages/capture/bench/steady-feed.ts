import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A feed that sends trades at a steady rate until SIGTERM, and then prints their number. */
const [, , rate = '5000'] = process.argv;
const tickMs = 10;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
await once(server, 'listening');
process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);

const [socket] = (await once(server, 'connection')) as [WebSocket];
const startedAt = performance.now();
let sent = 0;
const timer = setInterval(() => {
  const due = Math.floor(((performance.now() - startedAt) / 1_000) * Number(rate));
  for (; sent < due; sent += 1) socket.send(tradeOf(sent + 1));
}, tickMs);
process.once('SIGTERM', () => {
  clearInterval(timer);
  process.stdout.write(`sent ${sent}\n`);
  socket.close(1000);
});
await once(socket, 'close');
server.close();

/** A message of Binance's combined stream. */
function tradeOf(id: number): string {
  const time = Date.now();
  const data = { e: 'trade', E: time, s: 'BTCUSDT', t: id, p: '97123.45000000', q: '0.00123000' };
  return JSON.stringify({ stream: 'btcusdt@trade', data: { ...data, T: time, m: true, M: true } });
}
