import type { BenchConsole } from './bench-console.js';
import { type Figure } from './figure.js';
import { changeLatencies } from './streams/change-latencies.js';
import { idleFigures } from './streams/idle-figures.js';
import { logStorm } from './streams/log-storm.js';
import { stalledClients } from './streams/stalled-clients.js';
import { StreamPlace, watchedRun } from './streams/stream-place.js';

const atMost = 200;

/** Measures 100 streams of one console, which runs in a process of its own. */
export async function streamFigures(console: BenchConsole): Promise<readonly Figure[]> {
  await using place = await StreamPlace.open(console);
  const empty = await place.usage();
  const ofRun = await place.listen(`/api/runs/${watchedRun}/stream`, 60);
  const ofOthers = await Promise.all(
    (await place.otherRuns(20)).map((id) => place.listen(`/api/runs/${id}/stream?after=5`, 1)),
  );
  const lists = await place.listen('/api/stream', 20);
  const all = [...ofRun, ...ofOthers.flat(), ...lists];
  await Promise.all(all.map((client) => client.until(() => client.count > 0, 'an event')));
  const idle = await idleFigures(place);
  const latencies = await changeLatencies(place, ofRun, lists);
  const storm = await logStorm(place, ofRun);
  const afterStorm = await place.usage();
  const stalled = await stalledClients(place);
  return [
    { what: 'memory without a stream', measured: empty.rssMegabytes, unit: 'MB' },
    ...idle,
    ...latencies,
    ...storm,
    { what: 'memory after the storm', measured: afterStorm.rssMegabytes, unit: 'MB', atMost },
    ...stalled,
  ];
}
