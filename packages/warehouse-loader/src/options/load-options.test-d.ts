import type { BoundPipeline } from '@wdh/pipeline-core';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { expectTypeOf } from 'vitest';
import type { WarehouseLoader } from '../warehouse-loader.js';
import type { PipelineLoadOptions } from './load-options.js';
import type { RowInput } from './row-input.js';

const orders = pgTable('orders', {
  orderId: bigint('order_id', { mode: 'bigint' }).primaryKey(),
  amount: numeric('amount', { precision: 18, scale: 4 }).notNull(),
  placedAt: timestamp('placed_at', { withTimezone: true, mode: 'string' }),
  tags: text('tags').array(),
  facts: jsonb('facts').$type<{ readonly source: string }>(),
  isPaid: boolean('is_paid').notNull().default(false),
  line: integer('line').generatedAlwaysAsIdentity(),
});

interface Order {
  readonly orderId: bigint;
  readonly amount: string;
  readonly placedAt: string | null;
  readonly tags?: string[];
  readonly facts: { readonly source: string };
}

declare const loader: WarehouseLoader;
declare const bound: BoundPipeline<Order>;
declare const withNumber: BoundPipeline<Omit<Order, 'amount'> & { readonly amount: number }>;
declare const withNull: BoundPipeline<Omit<Order, 'amount'> & { readonly amount: string | null }>;
declare const withoutAmount: BoundPipeline<Omit<Order, 'amount'>>;
declare const withOtherFacts: BoundPipeline<Omit<Order, 'facts'> & { readonly facts: string }>;
declare const source: AsyncIterable<readonly { readonly orderId: string }[]>;

expectTypeOf<RowInput<Order>>().toExtend<RowInput<typeof orders.$inferInsert>>();

void loader.loadPipeline(bound, { into: orders, mode: 'upsert', upsertKeys: ['orderId'] });
void loader.loadPipeline(bound, { into: orders, onRefusal: 'reject', errorThreshold: 0.5 });
const byIndex = { mode: 'upsert', upsertKeys: { index: 'orders_by_placed_at' } } as const;
void loader.loadPipeline(bound, { into: orders, ...byIndex, updateColumns: ['amount'] });
// @ts-expect-error -- the table has no such column
void loader.loadPipeline(bound, { into: orders, ...byIndex, updateColumns: ['amounts'] });
// @ts-expect-error -- one index, by its name
void loader.load([], { into: 'orders', mode: 'upsert', upsertKeys: { index: ['a', 'b'] } });

// @ts-expect-error -- a numeric is a string
void loader.loadPipeline(withNumber, { into: orders });
// @ts-expect-error -- the column must not be null
void loader.loadPipeline(withNull, { into: orders });
// @ts-expect-error -- the column has no default
void loader.loadPipeline(withoutAmount, { into: orders });
// @ts-expect-error -- the document has another shape
void loader.loadPipeline(withOtherFacts, { into: orders });
// @ts-expect-error -- batches are checked against the table as well
void loader.load(source, { into: orders });
// @ts-expect-error -- the table has no such column
void loader.loadPipeline(bound, { into: orders, mode: 'upsert', upsertKeys: ['order'] });
// @ts-expect-error -- the name in the database is not that of the property
void loader.loadPipeline(bound, { into: orders, mode: 'upsert', upsertKeys: ['order_id'] });
// @ts-expect-error -- an upsert needs keys
void loader.loadPipeline(bound, { into: orders, mode: 'upsert' });
// @ts-expect-error -- an unknown value of onRefusal
expectTypeOf<PipelineLoadOptions>().toExtend<{ onRefusal: 'ignore' }>();
