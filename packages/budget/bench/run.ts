/** Measures budgets, and prints each figure beside its target. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { openBenchPlace } from './bench-place.js';
import { checkFigures } from './check-figures.js';
import { claimFigures } from './claim-figures.js';
import { type Figure, printFigures } from './figure.js';
import { gatewayFigures } from './gateway-figures.js';
import { spendFigures } from './spend-figures.js';
import { webhookFigures } from './webhook-figures.js';

const groups = {
  check: checkFigures,
  spend: spendFigures,
  claim: claimFigures,
  gateway: gatewayFigures,
  webhook: webhookFigures,
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
  const place = await openBenchPlace(await server.createDatabase(`bench_${name}`));
  figures.push(...(await measure(place)));
}
console.log(
  `Load averages at the end: ${loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')}`,
);
printFigures(figures);
