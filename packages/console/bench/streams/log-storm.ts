import type { Figure } from '../figure.js';
import type { CountingClient } from './counting-client.js';
import { type StreamPlace, watchedRun } from './stream-place.js';

const lines = 20_000;

/** Measures 20,000 lines, 1,000 at a time as fast as they are stored, that 60 streams receive. */
export async function logStorm(
  place: StreamPlace,
  clients: readonly CountingClient[],
): Promise<readonly Figure[]> {
  const started = performance.now();
  const before = await place.usage();
  for (let from = 1; from < lines; from += 1_000) {
    await place.sql`
      insert into run_events (execution_id, sequence, occurred_at, level, event, step_name, payload)
      select ${watchedRun}, line, now(), 'info', 'step.progress', 'load',
        json_build_object('rows', line, 'message', 'a line of a log that says what was done')
      from generate_series(${from}::int, ${from + 999}::int) as line`;
  }
  await Promise.all(clients.map((client) => client.until(() => client.lastId === lines, 'all')));
  const seconds = (performance.now() - started) / 1_000;
  const { cpuMs } = await place.usage();
  const sent = lines * clients.length;
  return [
    { what: '20,000 lines until 60 streams have all', measured: seconds, unit: 's' },
    {
      what: 'processor time of a line sent',
      measured: ((cpuMs - before.cpuMs) * 1_000) / sent,
      unit: 'µs',
    },
  ];
}
