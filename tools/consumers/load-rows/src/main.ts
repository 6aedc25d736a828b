import assert from 'node:assert/strict';
import { loadSettings, redactedSettings } from '@wdh/config';
import { csvSource } from '@wdh/file-connector';
import { startLocalPostgres } from '@wdh/local-postgres';
import { createLogging } from '@wdh/logging';
import { filterRow, keepRow, Pipeline, rowStep, validateRows } from '@wdh/pipeline-core';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import * as v from 'valibot';

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

const server = await startLocalPostgres();
try {
  const connectionUrl = server.url;
  const settings = loadSettings({ DATABASE_URL: connectionUrl, LOG_LEVEL: 'warn' });
  assert(!JSON.stringify(redactedSettings(settings)).includes(new URL(connectionUrl).password));
  const logging = createLogging({ level: settings.logLevel, format: settings.logFormat });

  const sql = postgres(connectionUrl);
  await sql`create table flights (flight text primary key, day text not null, seats int not null)`;
  await migrateUp({ connectionUrl, folders: [auditMigrations] });

  const source = csvSource('flights.csv', { columns: ['flight', 'day', 'seats'] });
  const loader = new WarehouseLoader({ connectionUrl, logger: logging.getLogger('consumer') });
  const report = await loader.loadPipeline(pipeline.bind(source), { into: flights });
  assert.equal(report.status, 'success');
  const { read, inserted, rejected, filtered } = report.rows;
  assert.deepEqual(
    { read, inserted, rejected, filtered },
    { read: 5, inserted: 2, rejected: 2, filtered: 1 },
  );
  const loaded = await sql<{ flight: string }[]>`select flight from flights order by flight`;
  assert.deepEqual(
    loaded.map(({ flight }) => flight),
    ['WD 1', 'WD 2'],
  );
  await loader.close();
  await sql.end();
  await logging.close();
  console.log(`read ${read}, inserted ${inserted}, rejected ${rejected}, filtered ${filtered}`);
} finally {
  await server.stop();
}
