import { type BoundPipeline, Pipeline } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import {
  csvSource,
  jsonLinesSource,
  parseDate,
  parseDecimal,
  parseInteger,
} from '../../../src/index.js';
import { readSource } from '../../support/read-source.js';

type Row = Readonly<Record<'a', string>>;

const named = (name: string) => new Pipeline<Row>(name, { stopOnError: false, errorThreshold: 1 });
const decimals = named('decimals').addStep(parseDecimal(['a'], { maxScale: 2 }));
const integers = named('integers').addStep(parseInteger(['a'], 'bigint'));
const numbers = named('numbers').addStep(parseInteger(['a'], 'number'));
const dates = named('dates').addStep(parseDate(['a'], ['YYYY-MM-DD']));

function sourceOf(cells: readonly string[]) {
  const text = `a\n${cells.map((cell) => `"${cell}"`).join('\n')}\n`;
  return csvSource(new Blob([text]).stream(), { columns: ['a'] });
}

/** The output rows of a pipeline, and column and line of each rejected row. */
async function outcomeOf(bound: BoundPipeline<{ readonly a: unknown }>) {
  const kept: unknown[] = [];
  const refused: string[] = [];
  for await (const { rows, rejected } of bound.stream()) {
    kept.push(...rows.map(({ a }) => a));
    refused.push(...rejected.map(({ field, lineNumber }) => `${field} ${lineNumber}`));
  }
  return { kept, refused };
}

const numberLike = [
  ...['NaN', 'Infinity', '0x1F', '1,000', '1.000.000', '1e3', '１２', '٣', '', ' 1', '1 ', '--1'],
  ...['1_000', '$5', '5 EUR', '½', '1.', '.5', '+', '1/2'],
];

describe('a cell next to a good one', () => {
  it.each(numberLike)(
    'C16 %j as a decimal: the record is rejected with its column',
    async (cell) => {
      const { kept, refused } = await outcomeOf(decimals.bind(sourceOf([cell, '1.50'])));
      expect({ kept, refused }).toEqual({ kept: ['1.50'], refused: ['a 2'] });
    },
  );

  it.each(['0.123', '1.000', '99999999999999999999.999'])(
    'C16 %s with a scale of two digits: it is rejected, never rounded',
    async (cell) => {
      const { kept, refused } = await outcomeOf(decimals.bind(sourceOf([cell, '-7'])));
      expect({ kept, refused }).toEqual({ kept: ['-7'], refused: ['a 2'] });
    },
  );

  it.each(['9007199254740993', '-9007199254740993', '1e3', '1.0'])(
    'C16 %s as a JavaScript number: it is rejected, never rounded',
    async (cell) => {
      const { kept, refused } = await outcomeOf(numbers.bind(sourceOf([cell, '9007199254740991'])));
      expect({ kept, refused }).toEqual({ kept: [9007199254740991], refused: ['a 2'] });
    },
  );

  it.each([
    ...['2025-02-30', '2025-02-29', '1900-02-29', '2025-04-31', '0000-01-01', '2025-13-01'],
    ...['2025-00-10', '2025-01-00', '294277-01-01', 'now', 'today', 'epoch', 'infinity'],
    ...['1735689600', '1735689600000', '1735689600000000', '2025-01-01T24:00:00', '01/02/2025'],
    ...[
      '2025-1-1',
      '2025-01-01T00:00:60Z',
      '2025-01-01 00:00:00+25:00',
      '２０２５-01-01',
      '-0001-01-01',
    ],
  ])(
    'C17 %s as a date: the record is rejected with its column, nothing rolls over',
    async (cell) => {
      const { kept, refused } = await outcomeOf(dates.bind(sourceOf([cell, '2024-02-29'])));
      expect({ kept, refused }).toEqual({ kept: ['2024-02-29'], refused: ['a 2'] });
    },
  );
});

it('C17 a date that two formats read differently: the record is rejected, nothing is guessed', async () => {
  const steps = named('days').addStep(parseDate(['a'], ['DD/MM/YYYY', 'MM/DD/YYYY']));
  const { kept, refused } = await outcomeOf(steps.bind(sourceOf(['01/02/2025', '31/01/2025'])));
  expect({ kept, refused }).toEqual({ kept: ['2025-01-31'], refused: ['a 2'] });
});

it('C18 identifiers beyond 2^53: they keep every digit, and so does their sum', async () => {
  const cells = ['9007199254740993', '123456789012345678901234567890', '-9007199254740995'];
  const { kept } = await outcomeOf(integers.bind(sourceOf(cells)));
  expect(kept).toEqual(cells.map(BigInt));
  const sum = (kept as bigint[]).reduce((total, value) => total + value, 0n);
  expect(String(sum)).toBe('123456789012345678901234567888');
});

it('C18 decimals with 18 digits after the point: they are kept as text, digit by digit', async () => {
  const cells = ['0.000000000000000001', '-12345678901234567890.123456789012345678', '1.100'];
  const steps = named('exact').addStep(parseDecimal(['a']));
  expect((await outcomeOf(steps.bind(sourceOf(cells)))).kept).toEqual(cells);
});

it.each(['9007199254740993', '0.1234567890123456789', '1e400'])(
  'C18 the JSON number %s: the line is rejected, or its text kept, never rounded',
  async (number) => {
    const stream = () => new Blob([`{"a":${number}}\n{"a":1}\n`]).stream();
    const { rows, rejected } = await readSource(jsonLinesSource(stream()));
    expect(rows).toEqual([{ a: 1 }]);
    expect(rejected).toMatchObject([{ code: 'NUMBER_NOT_EXACT', lineNumber: 1 }]);
    const asText = await readSource(jsonLinesSource(stream(), { numbers: 'text' }));
    expect(asText.rows[0]).toEqual({ a: number });
  },
);

it('C20 a wrong type at record 20,001: that record and line are reported, the rest is read', async () => {
  const cells = Array.from({ length: 30_000 }, (_, at) => (at === 20_000 ? 'x' : String(at)));
  const { kept, refused } = await outcomeOf(numbers.bind(sourceOf(cells)));
  expect(kept).toHaveLength(29_999);
  expect(refused).toEqual(['a 20002']);
});
