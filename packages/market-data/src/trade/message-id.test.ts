import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { messageId } from './message-id.js';

const namespace = Buffer.from('7472616465c389c3892d7764682d7632', 'hex');

/** A UUID of version 5 as RFC 9562 describes it. */
function uuid5(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

it('is the UUID of version 5 of exchange, symbol and id in its namespace', () => {
  for (let id = 0; id < 500; id += 1) {
    const tradeId = `BINANCE-${id}`;
    const uuid = messageId('BINANCE', 'BTCUSDT', tradeId);
    expect(uuid).toBe(uuid5(`BINANCE|BTCUSDT|${tradeId}`));
    expect(v.is(v.pipe(v.string(), v.uuid()), uuid)).toBe(true);
  }
});

it('stays the same in every version', () => {
  expect(messageId('BINANCE', 'BTCUSDT', 'BINANCE-4359867654')).toBe(
    '5b76427c-e4e4-5546-bd28-17540b9c68ca',
  );
});

it('hashes symbols in Chinese as UTF-8', () => {
  expect(messageId('BINANCE', '币安人生USDT', 'BINANCE-1')).toBe(
    uuid5('BINANCE|币安人生USDT|BINANCE-1'),
  );
});

it('differs for another exchange, symbol or id', () => {
  const ids = [
    messageId('BINANCE', 'BTCUSDT', 'BINANCE-1'),
    messageId('BINANCE_USDM', 'BTCUSDT', 'BINANCE-1'),
    messageId('BINANCE', 'ETHUSDT', 'BINANCE-1'),
    messageId('BINANCE', 'BTCUSDT', 'BINANCE-AGG-1'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
