import { expect, it } from 'vitest';
import { spotRow, usdmRow } from '../../test/support/raw-rows.js';
import { readTrade } from '../../test/support/read-trades.js';
import { listedSymbols } from './listed-symbols.js';

const answer = {
  timezone: 'UTC',
  symbols: [
    { symbol: 'ABCU', status: 'TRADING', baseAsset: 'ABC', quoteAsset: 'U', permissions: ['SPOT'] },
    { symbol: 'XAEUR', baseAsset: 'X', quoteAsset: 'AEUR' },
    { symbol: 'SOLUPUSDT', baseAsset: 'SOLUP', quoteAsset: 'USDT', permissions: ['LEVERAGED'] },
    {
      ...{ symbol: 'SOLDOWNUSDT', baseAsset: 'SOLDOWN', quoteAsset: 'USDT' },
      permissionSets: [['SPOT'], ['LEVERAGED']],
    },
    { symbol: 'JUPUSDT', baseAsset: 'JUP', quoteAsset: 'USDT', permissionSets: [['SPOT']] },
  ],
};

it('a listed symbol wins over the known quotes', async () => {
  const listed = listedSymbols(answer);
  const trade = await readTrade({ ...spotRow, symbol: 'XAEUR' }, { listed });
  expect(trade).toMatchObject({ currency: 'AEUR', vendor_data: { base: 'X', quote: 'AEUR' } });
  expect(await readTrade({ ...spotRow, symbol: 'XAEUR' })).toMatchObject({ currency: 'EUR' });
});

it('a listed symbol may have a quote that is not known', async () => {
  const trade = await readTrade({ ...spotRow, symbol: 'ABCU' }, { listed: listedSymbols(answer) });
  expect(trade.currency).toBe('U');
});

it('a symbol that is not listed is read by the known quotes', async () => {
  const trade = await readTrade(spotRow, { listed: listedSymbols(answer) });
  expect(trade.currency).toBe('USDT');
});

it('a listed token is leveraged where the exchange says so', () => {
  const listed = listedSymbols(answer);
  expect(listed.get('SOLUPUSDT')).toMatchObject({ base: 'SOLUP', underlying: 'SOL' });
  expect(listed.get('SOLDOWNUSDT')).toMatchObject({ base: 'SOLDOWN', underlying: 'SOL' });
  expect(listed.get('JUPUSDT')).not.toHaveProperty('underlying');
});

it.each([
  ['a text', 'exchangeInfo', 'the document'],
  ['null', null, 'the document'],
  ['no symbols', { timezone: 'UTC' }, 'symbols'],
  [
    'a symbol without its quote',
    { symbols: [{ symbol: 'A', baseAsset: 'A' }] },
    'symbols.0.quoteAsset',
  ],
])('refuses %s as exchangeInfo, and says where', (_, document, place) => {
  expect(() => listedSymbols(document)).toThrow(
    expect.objectContaining({
      code: 'EXCHANGE_INFO_INVALID',
      category: 'usage',
      message: expect.stringContaining(`invalid at ${place}.`) as string,
    }),
  );
});

it('a listed future keeps its day of delivery', async () => {
  const future = { ...usdmRow, symbol: 'BTCUSDT_250328' };
  const listed = listedSymbols({
    symbols: [{ symbol: 'BTCUSDT_250328', baseAsset: 'BTC', quoteAsset: 'USDT' }],
  });
  expect(await readTrade(future, { listed })).toEqual(await readTrade(future));
  expect(listed.get('BTCUSDT_250328')).toMatchObject({ delivery: '250328' });
});
