import { readFile } from 'node:fs/promises';
import { runStep } from '@wdh/pipeline-core/testing';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { step as ofCorner } from '../test/examples/own-exchange.js';
import { result } from '../test/examples/read-trades.js';
import { tradeFormatNames, tradeSchema } from './index.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const examples = ['read-trades', 'own-exchange'];

describe('the README', () => {
  it.each(examples)('contains the example %s verbatim', async (example) => {
    expect(await read('../README.md')).toContain(await read(`../test/examples/${example}.ts`));
  });

  it('contains no other example', async () => {
    const blocks = [...(await read('../README.md')).matchAll(/```ts\n/g)];
    expect(blocks).toHaveLength(examples.length);
  });

  it.each(tradeFormatNames)('lists the format %s', async (name) => {
    expect(await read('../README.md')).toContain(`\`${name}\``);
  });
});

it('the first example returns what its comments say', () => {
  expect(result.outputData).toMatchObject([
    { trade_id: 'BINANCE-4359867654', price: '97234.50000000', side: 'SELL' },
  ]);
  expect(result.rejectedRows).toMatchObject([
    { rowNumber: 2, field: 'price', code: 'DECIMAL_EXPONENT' },
  ]);
  expect(result.ledger).toEqual({
    ...{ rowsIn: 3, rowsOut: 1, rowsRejected: 1, rowsFiltered: 1, rowsAdded: 0 },
  });
});

it('the exchange of the second example makes a valid trade', async () => {
  const { outputData } = await runStep(ofCorner, [
    {
      ...{ format: 'corner-lines', no: '7', pair: 'BTC-EUR', price: '91000.5' },
      ...{ amount: '0.25', at: '1736899200123', deal: 'sold' },
    },
  ]);
  expect(v.parse(tradeSchema, outputData[0])).toMatchObject({
    ...{ exchange: 'CORNER', symbol: 'BTC-EUR', currency: 'EUR', side: 'SELL' },
    timestamp: '2025-01-15T00:00:00.123000Z',
  });
});
