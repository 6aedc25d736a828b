import { appendFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { jsonSource } from '../../../src/index.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const records = Array.from({ length: 3000 }, (_, id) => ({ id, name: `"row" ${id}`, list: [id] }));
const text = `{"items":[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]}\n`;
const bytes = Buffer.from(text);
const whole = gzipSync(text);

async function readFrom(content: Buffer) {
  await writeFile(path('in.json'), content);
  return readSource(jsonSource(path('in.json'), { at: 'items' }));
}

const invalid = 'JSON_DOCUMENT_INVALID';
const part = (of: Buffer, share: number): Buffer => of.subarray(0, Math.floor(of.length * share));

it.each([
  ['empty', Buffer.alloc(0), 'JSON_DOCUMENT_INCOMPLETE'],
  ['cut after a quarter', part(bytes, 0.25), 'JSON_DOCUMENT_INCOMPLETE'],
  ['without its last bracket', Buffer.from(text.slice(0, -2)), 'JSON_DOCUMENT_INCOMPLETE'],
  ['cut, then compressed', gzipSync(part(bytes, 0.7)), 'JSON_DOCUMENT_INCOMPLETE'],
  ['compressed, then cut', part(whole, 0.7), 'COMPRESSION_DAMAGED'],
  [
    'filled with zeros from its middle',
    Buffer.concat([part(bytes, 0.5), Buffer.alloc(9999)]),
    invalid,
  ],
  ['repeated from its middle', Buffer.concat([part(bytes, 0.5), bytes]), invalid],
])('C05 a JSON document %s: nothing of it counts as read', async (_fault, content, code) => {
  await expect(readFrom(content)).rejects.toMatchObject({ code });
});

it('C05 a JSON document cut off anywhere: nothing of it counts as read', async () => {
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at += 997) {
    await expect(readFrom(bytes.subarray(0, at))).rejects.toMatchObject({
      code: 'JSON_DOCUMENT_INCOMPLETE',
    });
  }
});

it('C05 a JSON document with any wrong byte: an error, or every record', async () => {
  const outcomes = new Set<string>();
  for (let at = 0; at < bytes.length; at += 601) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
    const outcome = await readFrom(damaged).then(
      ({ rows, rejected }) => String(rows.length + rejected.length),
      (error: unknown) => (error as { code: string }).code,
    );
    outcomes.add(outcome);
  }
  expect([...outcomes].toSorted()).toEqual(['3000', 'JSON_DOCUMENT_INVALID']);
});

it('C21 a JSON document that grows while it is read: an error', async () => {
  await writeFile(path('in.json'), text);
  let isDone = false;
  const reading = async (): Promise<void> => {
    for await (const _batch of jsonSource(path('in.json'), { at: 'items' }).read()) {
      if (!isDone) await appendFile(path('in.json'), '{"items":[]}');
      isDone = true;
    }
  };
  await expect(reading()).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  expect(isDone, 'fault not injected').toBe(true);
});
