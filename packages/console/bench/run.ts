/** Measures the console at 100,000 runs, and prints each figure beside its target. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { apiFigures } from './api-figures.js';
import { openBenchConsole } from './bench-console.js';
import { budgetFigures } from './budget-figures.js';
import { type Figure, printFigures } from './figure.js';
import { logFigures } from './log-figures.js';
import { pageFigures } from './page-figures.js';
import { streamFigures } from './stream-figures.js';

const groups = {
  ...{ api: apiFigures, budgets: budgetFigures },
  ...{ log: logFigures, pages: pageFigures, streams: streamFigures },
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
await using server = await startLocalPostgres();
const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`;
console.log(`Node ${process.version}, PostgreSQL ${server.version}, ${machine}`);
await using opened = await openBenchConsole(await server.createDatabase('bench'));
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (only?.includes(name) === false) continue;
  figures.push(...(await measure(opened)));
}
console.log(
  `Load averages at the end: ${loadavg()
    .map((average) => average.toFixed(1))
    .join(', ')}`,
);
printFigures(figures);
