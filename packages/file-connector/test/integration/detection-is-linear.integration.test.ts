// @module-tag full
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { detectDialect } from '../../src/index.js';

const quarter = 64 * 1024;

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Different Chinese characters, so that no word occurs twice. */
const chinese = (length: number): string =>
  Array.from({ length }, (_, index) =>
    String.fromCharCode(0x4e00 + ((index * 7919 + (index >> 8) * 31) % 6000)),
  ).join('');

/** Returns the processor time of a detection, the best of three. */
async function costOf(bytes: Buffer): Promise<number> {
  const costs: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const before = process.cpuUsage();
    await detectDialect(streamOf(bytes));
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return Math.min(...costs);
}

it.each<[string, Buffer]>([
  ['quoted Chinese in UTF-8', Buffer.from(chinese(200_000).replace(/(.{9})/g, '"$1",1\n'))],
  [
    'quoted Chinese in GB18030',
    iconv.encode(chinese(200_000).replace(/(.{9})/g, '"$1",1\n'), 'gb18030'),
  ],
  ['one quoted Chinese field', Buffer.from(`"${chinese(200_000)}"`)],
  ['quotes that never close', Buffer.from('"abc,d\n'.repeat(50_000))],
  ['quotes in the middle', Buffer.from('a,"b c\n'.repeat(50_000))],
  ['quotes only', Buffer.from('"'.repeat(300_000))],
  ['escapes only', Buffer.from('"\\"'.repeat(100_000))],
  ['delimiters only', Buffer.from(',;\t|'.repeat(80_000))],
  ['comments only', Buffer.from('#a\n'.repeat(100_000))],
  ['one word', Buffer.alloc(300_000, 'a')],
  ['one word beyond ASCII', Buffer.alloc(300_000, 0xfc)],
  ['newlines only', Buffer.from('\r'.repeat(300_000))],
  ['Russian', iconv.encode('"Москва";"Иванов";5\n'.repeat(20_000), 'windows-1251')],
])('detectDialect takes four times as long for four times as much of %s', async (_name, bytes) => {
  await costOf(bytes.subarray(0, quarter));
  const one = await costOf(bytes.subarray(0, quarter));
  const four = await costOf(bytes.subarray(0, 4 * quarter));
  // Quadratic time would be 16 times as long; below 15 ms the platform's own work dominates.
  expect(four).toBeLessThan(10 * Math.max(one, 15));
});
