import type { InferOutput } from 'valibot';
import { expectTypeOf, it } from 'vitest';
import type { tradeSchema } from './trade-schema.js';
import type { Trade } from './trade.js';
import type { tradesV2 } from './trades-v2.js';

it('a trade is a row of the table', () => {
  expectTypeOf<Trade>().toExtend<typeof tradesV2.$inferInsert>();
});

it('a trade has no time of ingestion, and texts for exact values', () => {
  expectTypeOf<Trade>().not.toHaveProperty('ingestion_timestamp');
  expectTypeOf<Trade['price']>().toEqualTypeOf<string>();
  expectTypeOf<Trade['timestamp']>().toEqualTypeOf<string>();
  expectTypeOf<Trade['source_sequence']>().toEqualTypeOf<string | null>();
});

it('the schema returns trades', () => {
  expectTypeOf<InferOutput<typeof tradeSchema>>().toExtend<Trade>();
});
