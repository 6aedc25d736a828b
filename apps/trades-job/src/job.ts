import { fileURLToPath } from 'node:url';
import { defineJob } from '@wdh/job';
import { toTrade, tradesV2 } from '@wdh/market-data';
import { tradesChecks as checks } from './checks.js';
import { tradeSource } from './input/trade-source.js';
import { paramsSchema } from './params.js';

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** Loads trades of files, captures and answers of exchanges, one row for each trade. */
export const tradesJob = defineJob({
  name: 'trades',
  version: '1',
  description: 'Load trades of an exchange into public.trades_v2.',
  params: paramsSchema,
  source: ({ params }) => tradeSource(params),
  example: new URL('../data/BTCUSDT-trades-2025-01-15.csv', import.meta.url),
  steps: (rows, { params }) => rows.addStep(toTrade({ listed: params.exchangeInfo })),
  into: tradesV2,
  mode: 'upsert',
  keys: ['exchange', 'symbol', 'trade_id'],
  checks,
  migrations: [{ name: 'trades', path: migrations }],
});
