/** Measures, prints the figures, and with `--check` fails if one exceeds its limit. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalPostgres } from '@wdh/local-postgres';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { appendFigures } from './append-figures.js';
import { BenchDatabase } from './bench-database.js';
import { BenchFiles } from './bench-files.js';
import { benchOptions } from './bench-options.js';
import { durableSettings, verifyDurable } from './durable-server.js';
import { type Figure, isWithinLimit, printFigures } from './figure.js';
import { formatFigures } from './format-figures.js';
import { insertNewFigures } from './insert-new-figures.js';
import { memoryFigures } from './memory-figures.js';
import { peerFigures } from './peer-figures.js';
import { profileFigures } from './profile-figures.js';
import { rejectFigures } from './reject-figures.js';
import { shapeFigures } from './shape-figures.js';
import { arrayShape, jsonShape } from './shapes/nested-shapes.js';
import { longShape, unicodeShape } from './shapes/text-shapes.js';
import { wideShape } from './shapes/wide-shape.js';
import { smallLoadFigures } from './small-load-figures.js';
import { upsertFigures } from './upsert-figures.js';

const groups = {
  append: appendFigures,
  upsert: upsertFigures,
  insert_new: insertNewFigures,
  rejects: rejectFigures,
  formats: formatFigures,
  memory: memoryFigures,
  small: smallLoadFigures,
  wide: shapeFigures('200 columns', wideShape),
  unicode: shapeFigures('Chinese, Arabic and emoji', unicodeShape),
  long: shapeFigures('texts of 2 kB', longShape),
  json: shapeFigures('json and jsonb', jsonShape),
  arrays: shapeFigures('arrays', arrayShape),
  peers: peerFigures,
  profile: profileFigures,
};

const { rows, rounds, only, check, json } = benchOptions(
  process.argv.slice(2),
  Object.keys(groups),
);
const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));
try {
  await using server = await startLocalPostgres({ settings: durableSettings });
  const settings = await verifyDurable(server.url);
  await migrateUp({ connectionUrl: server.url, folders: [auditMigrations] });
  const database = await BenchDatabase.open(server);
  const machine = `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`;
  console.log(`Node ${process.version}, PostgreSQL ${server.version}, ${machine}`);
  console.log(`Verified on the server: ${settings.join(', ')}`);
  console.log(`${rows} rows, ${rounds} rounds, compared with ${database.byHand}`);
  const setting = { database, files: new BenchFiles(folder, rows), rows, rounds };
  const measured: Record<string, readonly Figure[]> = {};
  for (const [name, measure] of Object.entries(groups)) {
    if (only.length === 0 || only.includes(name)) measured[name] = await measure(setting);
  }
  await database.close();
  const load = loadavg().map((average) => average.toFixed(1));
  console.log(
    `Load averages at the end: ${load.join(', ')}; the benchmark itself makes about 1.5.`,
  );
  const figures = Object.values(measured).flat();
  printFigures(figures);
  if (json !== null) {
    const on = { machine, node: process.version, postgres: server.version, settings, rows, rounds };
    await writeFile(json, `${JSON.stringify({ on, groups: measured }, null, 2)}\n`);
  }
  if (check && !figures.every(isWithinLimit)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
