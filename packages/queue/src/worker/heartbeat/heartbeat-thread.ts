/** The thread of the heartbeat: it renews the claims, and serves the health of the worker. */
import { parentPort, workerData } from 'node:worker_threads';
import { AliveClock } from '../health/alive-clock.js';
import { HealthServer } from '../health/health-server.js';
import { HealthView } from '../health/health-view.js';
import { Beat } from './beat.js';
import type { FromHeartbeat, HeartbeatStart, ToHeartbeat } from './heartbeat-messages.js';

const start = workerData as HeartbeatStart;
const clock = new AliveClock(start.alive);
const view = new HealthView(start.health, clock, start.longestBlockMs);
const beat = new Beat(start, clock, send);
let server: HealthServer | null = null;

parentPort?.on('message', (message: ToHeartbeat) => {
  if (message.kind === 'health') view.update(message.health);
  else if (message.kind === 'stop') void stop();
  else beat.receive(message);
});

try {
  if (start.healthAt !== null)
    server = await HealthServer.open(start.healthAt, () => view.health());
  send({ kind: 'started', healthPort: server?.port ?? null });
} catch (error) {
  const hasCode = error instanceof Error && 'code' in error;
  send({ kind: 'refused', reason: hasCode ? String(error.code) : 'unknown' });
}

function send(message: FromHeartbeat): void {
  parentPort?.postMessage(message);
}

async function stop(): Promise<void> {
  await Promise.all([beat.stop(), server?.close()]);
  parentPort?.close();
}
