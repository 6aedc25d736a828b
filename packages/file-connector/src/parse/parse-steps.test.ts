import { Pipeline, type RowTransformStep } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { parseDate, parseDateTime } from './dates/parse-date.js';
import { numberFormat } from './numbers/number-format.js';
import { parseDecimal, parseInteger } from './numbers/parse-number.js';
import { parseCells } from './parse-cells.js';

type Row = Readonly<{ a: string | null }>;

/** The result of a step for a cell; the code where the row is rejected. */
async function made(step: RowTransformStep<Row, object>, a: string | null): Promise<unknown> {
  const pipeline = new Pipeline<Row>('p', { stopOnError: false, errorThreshold: 1 }).addStep(step);
  const { outputData, rejectedRows } = await pipeline.run([{ a }]);
  const [rejected] = rejectedRows;
  if (rejected === undefined) return (outputData[0] as { a: unknown }).a;
  expect(rejected.field).toBe('a');
  expect(rejected.message).not.toContain(a === '' ? '""' : String(a));
  return rejected.code;
}

describe('parseInteger', () => {
  it.each([
    ['9007199254740993', 9007199254740993n],
    ['-0012', -12n],
    ['+7', 7n],
    [null, null],
  ])('makes %s exactly %s', async (text, value) => {
    expect(await made(parseInteger(['a'], 'bigint'), text)).toBe(value);
  });

  it.each(['', ' 1', '1.0', '1e3', '1,000', '0x10', '１２', 'NaN', '--1', '1_000'])(
    'rejects %j',
    async (text) => {
      expect(await made(parseInteger(['a'], 'bigint'), text)).toBe('NOT_AN_INTEGER');
    },
  );

  it('returns a number only if it is exact', async () => {
    expect(await made(parseInteger(['a'], 'number'), '-9007199254740991')).toBe(-9007199254740991);
    expect(await made(parseInteger(['a'], 'number'), '9007199254740993')).toBe('NOT_AN_INTEGER');
    expect(await made(parseInteger(['a'], 'number'), '-0')).toBe(0);
  });
});

describe('parseDecimal', () => {
  it.each([
    ['0.123456789012345678', '0.123456789012345678'],
    ['+0012.50', '12.50'],
    ['-0', '-0'],
    ['99999999999999999999', '99999999999999999999'],
  ])('makes %s exactly %s', async (text, value) => {
    expect(await made(parseDecimal(['a']), text)).toBe(value);
  });

  it.each(['', '.5', '5.', '1,5', '1.000,00', '1e3', 'NaN', 'Infinity', '１.５', '1.2.3'])(
    'rejects %j',
    async (text) => {
      expect(await made(parseDecimal(['a']), text)).toBe('NOT_A_DECIMAL');
    },
  );

  it('rejects more digits after the point than maxScale', async () => {
    expect(await made(parseDecimal(['a'], { maxScale: 2 }), '1.25')).toBe('1.25');
    expect(await made(parseDecimal(['a'], { maxScale: 2 }), '1.250')).toBe('NOT_A_DECIMAL');
  });
});

describe('parseDate', () => {
  const months = ['YYYY年M月', 'YYYYMM', 'YYYY-MM'];
  it.each([
    [['YYYY-MM-DD'], '2024-02-29', '2024-02-29'],
    [['D.M.YYYY'], '5.3.2025', '2025-03-05'],
    [['YYYY年M月D日'], '2025年3月5日', '2025-03-05'],
    [months, '2025年3月', '2025-03'],
    [months, '2025年12月', '2025-12'],
    [months, '202503', '2025-03'],
    [months, '2025-03', '2025-03'],
    [['DD/MM/YYYY', 'MM/DD/YYYY'], '25/12/2025', '2025-12-25'],
    [['DD/MM/YYYY', 'MM/DD/YYYY'], '03/03/2025', '2025-03-03'],
  ])('reads %j: %s', async (formats, text, date) => {
    expect(await made(parseDate(['a'], formats), text)).toBe(date);
  });

  it.each([
    [['YYYY-MM-DD'], '2025-02-29'],
    [['YYYY-MM-DD'], '1900-02-29'],
    [['YYYY-MM-DD'], '2025-02-30'],
    [['YYYY-MM-DD'], '0000-01-01'],
    [['YYYY-MM-DD'], '294277-01-01'],
    [['YYYY-MM-DD'], '2025-1-01'],
    [['YYYY-MM-DD'], '2025-01-01T24:00'],
    [['YYYY-MM-DD'], ' 2025-01-01'],
    [['YYYY-MM-DD'], 'now'],
    [['YYYY-MM-DD'], '1735689600000'],
    [['YYYY-MM-DD'], '２０２５-01-01'],
    [['YYYY.MM'], '2025-03'],
    [months, '2025年13月'],
    [months, '202500'],
    [['DD/MM/YYYY', 'MM/DD/YYYY'], '03/04/2025'],
  ])('rejects as %j: %s', async (formats, text) => {
    expect(await made(parseDate(['a'], formats), text)).toBe('NOT_A_DATE');
  });

  it('returns the first day of a month with monthAs: first-day', async () => {
    expect(await made(parseDate(['a'], months, { monthAs: 'first-day' }), '202503')).toBe(
      '2025-03-01',
    );
  });

  it.each(['MM-DD', 'YYYY', '', 'YYYY-MM-M'])('refuses the format %j', (format) => {
    expect(() => parseDate(['a'], [format])).toThrow('[INVALID_OPTION]');
  });
});

describe('parseDecimal and parseInteger with a format', () => {
  const format = numberFormat({ decimal: ',', group: '.', currency: ['€'] });
  it('read numbers as the format does', async () => {
    expect(await made(parseDecimal(['a'], { format }), '1.234,50 €')).toBe('1234.50');
    expect(await made(parseDecimal(['a'], { format, maxScale: 1 }), '1.234,50')).toBe(
      'NOT_A_DECIMAL',
    );
    expect(await made(parseInteger(['a'], 'bigint', { format }), '-1.234')).toBe(-1234n);
    expect(await made(parseInteger(['a'], 'number', { format }), '1.234 €')).toBe(1234);
    expect(await made(parseInteger(['a'], 'number', { format }), '7.890,5')).toBe('NOT_AN_INTEGER');
    expect(await made(parseDecimal(['a'], { format }), '1234.5')).toBe('NOT_A_DECIMAL');
  });

  it('are the same as parseCells', async () => {
    expect(await made(parseCells({ a: format }), '1.234,50 €')).toBe('1234.50');
    expect(await made(parseCells({ a: format }), '1234.50')).toBe('NOT_A_DECIMAL');
    expect(await made(parseCells({ a: format }), null)).toBe(null);
  });
});

describe('parseDateTime', () => {
  const step = parseDateTime(['a'], ['M/D/YYYY h:mm A'], { zone: 'America/New_York' });
  it.each([
    ['7/4/2025 2:30 PM', '2025-07-04T14:30:00-04:00'],
    ['3/9/2025 2:30 AM', 'NOT_A_DATE_TIME'],
    ['7/4/2025 14:30', 'NOT_A_DATE_TIME'],
    ['', 'NOT_A_DATE_TIME'],
    [null, null],
  ])('makes %j %s', async (text, moment) => {
    expect(await made(step, text)).toBe(moment);
  });
});

describe('a value that is not text, as JSON has', () => {
  const steps = {
    parseCells: parseCells({ a: 'number:1.234,56' }),
    parseDecimal: parseDecimal(['a']),
    parseDate: parseDate(['a'], ['YYYYMMDD']),
  };

  it.each([undefined, true, {}, ['20250305']])('%j is rejected, and fails no step', async (a) => {
    for (const step of Object.values(steps)) {
      const { outputData, rejectedRows } = await new Pipeline<Row>('p', {
        stopOnError: false,
        errorThreshold: 1,
      })
        .addStep(step)
        .run([{ a } as never]);
      expect(outputData).toEqual([]);
      expect(rejectedRows.map(({ code }) => code)).toEqual([
        step === steps.parseDate ? 'NOT_A_DATE' : 'NOT_A_DECIMAL',
      ]);
    }
  });

  it('a number is read by its one meaning', async () => {
    expect(await made(steps.parseCells, 1.5 as never)).toBe('1.5');
    expect(await made(steps.parseDecimal, 1.5 as never)).toBe('1.5');
    expect(await made(steps.parseDate, 20250305 as never)).toBe('2025-03-05');
  });
});
