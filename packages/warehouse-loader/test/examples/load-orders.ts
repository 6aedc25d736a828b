import { Pipeline, type RowSource } from '@wdh/pipeline-core';
import type { WarehouseLoader } from '@wdh/warehouse-loader';

interface Order {
  readonly id: number;
  readonly customer: string;
  readonly amount: string;
}

export async function loadOrders(
  loader: WarehouseLoader,
  source: RowSource<Order>,
  dryRun: boolean,
) {
  const pipeline = new Pipeline<Order>('orders', { stopOnError: false, errorThreshold: 0.05 });
  return loader.loadPipeline(pipeline.bind(source), {
    into: 'public.orders',
    mode: 'upsert',
    upsertKeys: ['id'],
    onRefusal: 'reject',
    errorThreshold: 0.05,
    retry: { maxAttempts: 3, backoffMs: 500 },
    lineage: true,
    checks: [
      {
        name: 'no free orders',
        sql: 'select id from public.orders where amount = 0',
        severity: 'error',
      },
    ],
    dryRun,
  });
}
