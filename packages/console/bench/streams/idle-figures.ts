import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../figure.js';
import type { StreamPlace } from './stream-place.js';

const seconds = 10;

/** Measures 100 streams while nothing changes. */
export async function idleFigures(place: StreamPlace): Promise<readonly Figure[]> {
  const before = await place.usage();
  await sleep(seconds * 1_000);
  const after = await place.usage();
  const statements = (after.statements - before.statements) / seconds;
  const cpuMs = (after.cpuMs - before.cpuMs) / seconds;
  return [
    { what: '100 streams, idle: memory', measured: after.rssMegabytes, unit: 'MB', atMost: 200 },
    { what: '100 streams, idle: statements', measured: statements, unit: 'per s', atMost: 6 },
    { what: '100 streams, idle: processor time', measured: cpuMs, unit: 'ms per s' },
  ];
}
