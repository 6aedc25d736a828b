import { expect, test } from 'vitest';
import type { FileColumn } from './column-profiler.js';
import { profileJsonLines, type JsonLinesFileProfile } from './profile-json-lines.js';

// eslint-disable-next-line @typescript-eslint/require-await -- bytes are an asynchronous iterable
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const profileLines = (lines: readonly string[]): Promise<JsonLinesFileProfile> =>
  profileJsonLines(bytesOf(lines.join('\n')));

async function columnOf(values: readonly string[]): Promise<FileColumn | undefined> {
  const { columns } = await profileLines(values.map((value) => `{"a":${value}}`));
  return columns[0];
}

test('makes a column of each property, null where a row does not have it', async () => {
  const { columns, rows, malformed, readOptions } = await profileLines([
    '{"id":1,"at":"2024-01-02T03:04:05Z"}',
    '{"id":2',
    '{"id":12345678901,"note":""}',
  ]);
  expect([rows, readOptions]).toEqual([2, { numbers: 'text' }]);
  expect(malformed).toEqual({ count: 1, first: [{ lineNumber: 2, code: 'INVALID_JSON' }] });
  expect(columns).toMatchObject([
    { name: 'id', type: 'bigint', nulls: 0, isUnique: true, min: '1', max: '12345678901' },
    { name: 'at', type: 'timestamptz', nulls: 1, isRequired: false },
    { name: 'note', type: 'text', nulls: 1, min: '', isUnique: false },
  ]);
});

test.each([
  ['integer', ['1', '-20', 'null']],
  ['numeric', ['1', '1.50']],
  ['text', ['1e5', '1']],
  ['text', ['12345678901234567']],
  ['text', ['"1"', '"2"']],
  ['text', ['"true"']],
  ['boolean', ['true', 'false']],
  ['date', ['"2024-01-02"']],
  ['uuid', ['"0f8fad5b-d9cb-469f-a165-70867728950e"']],
  ['jsonb', ['{"b":1}', '[2]']],
  ['jsonb', ['1', '"1"']],
  ['jsonb', ['true', '"true"']],
  ['text', ['null']],
])('proposes %s for %j', async (type, values) => {
  expect(await columnOf(values)).toMatchObject({ type });
});

test.each([
  [true, ['1', '"1"', 'null']],
  [false, ['1', '"1"', '{}']],
  [false, ['1', 'true']],
])('says %s of numbers and strings only for %j', async (isNumberOrString, values) => {
  expect(await columnOf(values)).toMatchObject({ type: 'jsonb', isNumberOrString });
});

test('refuses more than 10,000 different properties', async () => {
  const lines = Array.from({ length: 10_001 }, (_, at) => `{"p${at}":1}`);
  await expect(profileLines(lines)).rejects.toMatchObject({ code: 'TOO_MANY_PROPERTIES' });
});
