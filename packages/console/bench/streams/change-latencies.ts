import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, percentile } from '../figure.js';
import type { CountingClient } from './counting-client.js';
import { type StreamPlace, watchedRun } from './stream-place.js';

const changes = 40;

/** Measures the time from the commit of a change to its event, in the slowest of all streams. */
export async function changeLatencies(
  place: StreamPlace,
  ofRun: readonly CountingClient[],
  lists: readonly CountingClient[],
): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let change = 0; change < changes; change += 1) {
    const clients = [...ofRun, ...lists];
    const counts = clients.map(({ count }) => count);
    // At all moments between two looks of the console.
    await sleep((change * 137) % 500);
    await place.sql`
      update pipeline_executions set attempts = attempts + 1 where execution_id = ${watchedRun}`;
    const started = performance.now();
    await Promise.all(
      clients.map((client, index) => client.until(() => client.count > (counts[index] ?? 0), 'it')),
    );
    times.push(performance.now() - started);
  }
  const what = 'a change until the last of 80 streams has it';
  return [
    { what: `${what}: median`, measured: percentile(times, 0.5), unit: 'ms' },
    {
      what: `${what}: worst of ${changes}`,
      measured: Math.max(...times),
      unit: 'ms',
      atMost: 1_000,
    },
  ];
}
