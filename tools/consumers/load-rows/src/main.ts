import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { loadSettings, redactedSettings } from '@wdh/config';
import { csvSource } from '@wdh/file-connector';
import { startLocalPostgres } from '@wdh/local-postgres';
import { createLogging } from '@wdh/logging';
import { filterRow, keepRow, Pipeline, rowStep, validateRows } from '@wdh/pipeline-core';
import { migrationStatus, verifyMigrations } from '@wdh/migrations';
import { DedicatedConnection, parseConnectionUrl } from '@wdh/postgres';
import { auditMigrations } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { checkBudget } from './check-budget.js';
import { checkConsole } from './check-console.js';

const flights = pgTable('flights', {
  flight: text().primaryKey(),
  day: text().notNull(),
  seats: integer().notNull(),
});

const Flight = v.object({
  flight: v.string(),
  day: v.pipe(v.string(), v.isoDate()),
  seats: v.pipe(v.string(), v.digits(), v.transform(Number)),
});

const pipeline = new Pipeline<Record<'flight' | 'day' | 'seats', string>>('flights', {
  stopOnError: false,
  errorThreshold: 0.5,
})
  .addStep(validateRows(Flight))
  .addStep(
    rowStep('with_seats', (row: v.InferOutput<typeof Flight>) =>
      row.seats === 0 ? filterRow() : keepRow(row),
    ),
  );

const migrate = (...args: readonly string[]) =>
  promisify(execFile)('npx', ['--no-install', 'wdh-migrate', ...args]);

const server = await startLocalPostgres();
try {
  const connectionUrl = server.url;
  const settings = loadSettings({ DATABASE_URL: connectionUrl, LOG_LEVEL: 'warn' });
  assert(!JSON.stringify(redactedSettings(settings)).includes(new URL(connectionUrl).password));
  const logging = createLogging({ level: settings.logLevel, format: settings.logFormat });

  assert.match((await migrate('--help')).stdout, /^Usage: wdh-migrate /);
  await writeFile('url', connectionUrl, { mode: 0o600 });
  const mine = { name: 'flights', path: 'migrations' };
  const { stdout } = await migrate(
    'up',
    '--url-file',
    'url',
    '--folder',
    `${mine.name}=${mine.path}`,
  );
  assert.match(stdout, /applied {3}flights {2}0000_flights\.sql\n$/);
  const folders = [auditMigrations, mine];
  const { applied } = await verifyMigrations({ connectionUrl, folders });
  assert.equal(applied, (await migrationStatus({ connectionUrl, folders })).length);

  const source = csvSource('flights.csv', { columns: ['flight', 'day', 'seats'] });
  const loader = new WarehouseLoader({ connectionUrl, logger: logging.getLogger('consumer') });
  const report = await loader.loadPipeline(pipeline.bind(source), { into: flights });
  assert.equal(report.status, 'success');
  const { read, inserted, rejected, filtered } = report.rows;
  assert.deepEqual(
    { read, inserted, rejected, filtered },
    { read: 5, inserted: 2, rejected: 2, filtered: 1 },
  );
  const connection = await DedicatedConnection.open(parseConnectionUrl(connectionUrl), {
    applicationName: 'consumer',
    deadlineMs: 10_000,
  });
  const loaded = await connection.query<{ flight: string }>(
    'select flight from public.flights order by flight',
  );
  assert.deepEqual(
    loaded.map(({ flight }) => flight),
    ['WD 1', 'WD 2'],
  );
  await connection.close();
  await loader.close();
  await checkConsole(connectionUrl);
  await checkBudget(connectionUrl);
  await logging.close();
  console.log(`read ${read}, inserted ${inserted}, rejected ${rejected}, filtered ${filtered}`);
} finally {
  await server.stop();
}
