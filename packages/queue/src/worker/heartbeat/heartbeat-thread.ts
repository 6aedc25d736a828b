/** The thread of the heartbeat: see {@link Beat}. */
import { parentPort, workerData } from 'node:worker_threads';
import { Beat } from './beat.js';
import type { HeartbeatStart, ToHeartbeat } from './heartbeat-messages.js';

const beat = new Beat(workerData as HeartbeatStart, (message) => parentPort?.postMessage(message));
parentPort?.on('message', (message: ToHeartbeat) => {
  beat.receive(message);
  if (message.kind === 'stop') parentPort?.close();
});
