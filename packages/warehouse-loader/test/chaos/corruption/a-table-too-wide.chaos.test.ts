import { NetworkProxy } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** A drizzle table with that many columns, which the database does not have. */
const tableOf = (width: number) =>
  pgTable(
    'wide',
    Object.fromEntries(Array.from({ length: width }, (_, at) => [`c${at}`, text(`c${at}`)])),
  );
const rows = [{ c0: 'x' }];

test('C14 a drizzle table of 1,601 columns, more than a table can have: it is refused before any connection', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const into = tableOf(1_601);
  const bound = new Pipeline<{ c0: string }>('wide').bind(memorySource(rows));
  const loads = [() => loader.load(rows, { into }), () => loader.loadPipeline(bound, { into })];
  for (const load of loads) {
    const error = await failureOf(load());
    expect(error).toMatchObject({
      code: 'TOO_MANY_COLUMNS',
      category: 'schema',
      isRetryable: false,
    });
    expect(error.message).toContain('public.wide has 1601 columns');
    expect(error.message).toContain('at most 1600');
  }
  expect(proxy.connectionCount).toBe(0);
});

test('C14 a drizzle table of 1,600 columns, as many as a table can have: it is looked up in the database', async () => {
  const error = await failureOf(warehouse.loader.load(rows, { into: tableOf(1_600) }));
  expect(error.code).toBe('TABLE_NOT_FOUND');
});
