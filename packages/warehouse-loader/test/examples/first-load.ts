import { migrateUp } from '@wdh/migrations';
import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

const flights = pgTable('flights', {
  flightId: integer('flight_id').primaryKey(),
  day: text('day').notNull(),
});
type Flight = typeof flights.$inferInsert;

export async function loadFlights(connectionUrl: string, source: RowSource<Flight>) {
  await migrateUp({ connectionUrl, folders: [auditMigrations] });
  const loader = new WarehouseLoader({ connectionUrl });
  try {
    return await loader.loadPipeline(new Pipeline<Flight>('flights').bind(source), {
      into: flights,
      mode: 'upsert',
      upsertKeys: ['flightId'],
    });
  } finally {
    await loader.close();
  }
}
