/** Measures the queue, and prints each figure beside its target. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { BenchPlace } from './bench-place.js';
import { burstFigures } from './burst-figures.js';
import { dropFigures } from './drop-figures.js';
import { type Figure, printFigures } from './figure.js';
import { idleFigures } from './idle-figures.js';
import { latencyFigures } from './latency-figures.js';
import { scheduleFigures } from './schedule-figures.js';
import { submitFigures } from './submit-figures.js';

const groups = {
  submit: submitFigures,
  burst: burstFigures,
  latency: latencyFigures,
  schedule: scheduleFigures,
  drop: dropFigures,
  idle: idleFigures,
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, fsync: { type: 'boolean', default: false } },
});
const only = values.only?.split(',');
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
await using server = await startLocalPostgres({ settings: values.fsync ? durable : {} });
const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`;
console.log(`Node ${process.version}, PostgreSQL ${server.version}, ${machine}`);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (only?.includes(name) === false) continue;
  // A database of its own: what one measurement leaves does not slow the next.
  await using place = await BenchPlace.open(await server.createDatabase(`bench_${name}`));
  figures.push(...(await measure(place)));
}
console.log(
  `Load averages at the end: ${loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')}`,
);
printFigures(figures);
