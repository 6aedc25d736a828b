import type { BoundPipeline } from '@wdh/pipeline-core';
import { integer, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { expectTypeOf } from 'vitest';
import type { LoadModeName } from './options/load-mode-name.js';
import type { ColumnOf, LoadOptions, RowFor } from './options/load-options.js';
import type { LoadReport, LoadStatus } from './results/load-report.js';
import type { LoadResult } from './results/load-result.js';
import type { WarehouseLoader } from './warehouse-loader.js';

const strikes = pgTable('strikes', {
  id: integer('id').primaryKey(),
  flightDate: text('flight_date').notNull(),
  cost: numeric('cost'),
  loadedAt: timestamp('loaded_at').defaultNow(),
  serial: integer('serial').generatedAlwaysAsIdentity(),
});

interface Strike {
  readonly id: number;
  readonly flightDate: string;
  readonly cost: string | null;
}

declare const loader: WarehouseLoader;
declare const rows: readonly Strike[];
declare const batches: AsyncIterable<readonly Strike[]>;
declare const bound: BoundPipeline<Strike>;
declare const unfit: readonly { readonly id: string; readonly flightDate: string }[];
declare const unfitPipeline: BoundPipeline<{ readonly id: number }>;
declare const anyMode: LoadModeName;

expectTypeOf<RowFor<string>>().toEqualTypeOf<object>();
expectTypeOf<RowFor<typeof strikes>>().toEqualTypeOf<typeof strikes.$inferInsert>();
expectTypeOf<ColumnOf<typeof strikes>>().toEqualTypeOf<
  'id' | 'flightDate' | 'cost' | 'loadedAt' | 'serial'
>();

// Rows and batches whose type fits the table.
expectTypeOf(loader.load(rows, { into: strikes })).resolves.toEqualTypeOf<LoadResult>();
void loader.load(batches, { into: strikes, mode: 'upsert', upsertKeys: ['id'] });
void loader.load([rows, rows], { into: strikes, mode: 'replace' });
void loader.load(rows, { into: strikes, mode: anyMode, upsertKeys: ['id', 'flightDate'] });
expectTypeOf(loader.loadPipeline(bound, { into: strikes })).resolves.toEqualTypeOf<LoadReport>();
void loader.loadPipeline(bound, { into: strikes, mode: anyMode, upsertKeys: ['id'], force: true });

// Only a dry run can have the status rehearsed.
expectTypeOf(loader.loadPipeline(bound, { into: strikes, dryRun: true })).resolves.toEqualTypeOf<
  LoadReport<LoadStatus>
>();

// A table name accepts any rows and any keys.
void loader.load(unfit, { into: 'public.strikes' });
void loader.load(unfit, { into: 'strikes', mode: 'upsert', upsertKeys: ['whatever'] });
void loader.loadPipeline(unfitPipeline, { into: 'public.strikes' });

// @ts-expect-error -- the id is a text, but the table has a number
void loader.load(unfit, { into: strikes });
// @ts-expect-error -- a column that must not be null is missing
void loader.load([{ id: 1 }], { into: strikes });
// @ts-expect-error -- the output of the pipeline does not fit the table
void loader.loadPipeline(unfitPipeline, { into: strikes });
// @ts-expect-error -- upsert keys are properties of the table, not its column names
void loader.load(rows, { into: strikes, mode: 'upsert', upsertKeys: ['flight_date'] });
// @ts-expect-error -- an upsert needs keys
void loader.load(rows, { into: strikes, mode: 'upsert' });
// @ts-expect-error -- so does an insert of new rows
void loader.load(rows, { into: strikes, mode: 'insert_new' });
// @ts-expect-error -- a mode that may be upsert needs keys
void loader.load(rows, { into: strikes, mode: anyMode });
// @ts-expect-error -- there is no such mode
expectTypeOf<LoadOptions<string>>().toExtend<{ mode: 'truncate' }>();
