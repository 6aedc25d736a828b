/** Measures how soon commands answer: `npm run bench -- --only start --rounds 3`. */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startLocalPostgres } from '@wdh/local-postgres';
import { startFigures } from './start-figures.js';

const groups = {
  start: startFigures,
};

const { values } = parseArgs({
  // The options of other groups, such as the number of rows, mean nothing here.
  strict: false,
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);
await using server = await startLocalPostgres();
const start = await groups.start(server.url, rounds);
console.table(start);
const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`;
const on = {
  machine,
  node: process.version,
  postgres: server.version,
  settings: [],
  rows: 10_000,
  rounds,
};
if (typeof values.json === 'string') {
  writeFileSync(values.json, JSON.stringify({ on, groups: { start } }, null, 2));
}
