import { rejectedRowOf } from '@wdh/pipeline-core/testing';
import { databaseEncoding } from '@wdh/postgres';
import { expect, it } from 'vitest';
import { rejectedRowLine } from './rejected-row-line.js';

const utf8 = databaseEncoding('UTF8');

/** The last two columns, as the server reads them. */
function inputAndRecord(line: string): readonly string[] {
  return line.trimEnd().split('\t').slice(-2);
}

it.each([
  [
    'what the source delivered',
    { input: { id: 1 }, record: { Id: '1' } },
    ['{"id":1}', '{"Id":"1"}'],
  ],
  ['the input if it is the record', { input: 'a;b' }, ['"a;b"', '"a;b"']],
  [
    'nothing for a row that a step created',
    { input: { id: 1 }, record: null },
    ['{"id":1}', '\\N'],
  ],
])('stores as the record %s', (_, fields, stored) => {
  const line = rejectedRowLine('run', rejectedRowOf(fields), utf8);
  expect(inputAndRecord(line)).toEqual(stored);
});

it('escapes characters that the encoding of the database lacks', () => {
  const row = rejectedRowOf({ input: null, record: { Größe: '5 €\t\\' } });
  const [, record] = inputAndRecord(rejectedRowLine('run', row, databaseEncoding('LATIN1')));
  expect(record).toBe(String.raw`{"Größe":"5 \\u20ac\\t\\\\"}`);
});
