import { describe, expect, it } from 'vitest';
import { numberFormatOf } from './name/number-format-of.js';
import { numberFormat } from './number-format.js';

const german = { decimal: ',', group: '.' } as const;

describe('numberFormat', () => {
  it.each([
    [german, '1.234,56', '1234.56'],
    [german, '1234,56', '1234.56'],
    [german, '1.234', '1234'],
    [german, '1.234.567,00', '1234567.00'],
    [german, '-1.234,5', '-1234.5'],
    [german, '+12,50', '12.50'],
    [german, '00012,50', '12.50'],
    [german, '-0,00', '0.00'],
    [german, '0', '0'],
    [german, `${'9'.repeat(40)},${'9'.repeat(40)}`, `${'9'.repeat(40)}.${'9'.repeat(40)}`],
    [{ group: ',' }, '1,234.56', '1234.56'],
    [{ group: ',', grouping: [3, 2] }, '12,34,567.89', '1234567.89'],
    [{ group: ',', grouping: [3, 2] }, '1,234', '1234'],
    [{ group: ',', grouping: [4] }, '1,2345,6789.5', '123456789.5'],
    [{ decimal: ',', group: ' ' }, '1 234,5', '1234.5'],
    [{ decimal: ',', group: ' ' }, '1\u00a0234\u00a0567,5', '1234567.5'],
    [{ decimal: ',', group: '\u00a0' }, '1\u202f234,5', '1234.5'],
    [{ group: "'" }, '1’234.5', '1234.5'],
    [{ group: ['_', ','] }, '1_234_567', '1234567'],
    [{ decimal: '٫', group: '٬', digits: ['٠'] }, '١٬٢٣٤٫٥٦', '1234.56'],
    [{ digits: ['０'] }, '１２.５', '12.5'],
    [{ digits: ['０'] }, '-12.5', '-12.5'],
    [{ ...german, requireGroups: true }, '999,5', '999.5'],
    [{ ...german, requireGroups: true }, '1.999', '1999'],
    [{ bareDecimal: true }, '.5', '0.5'],
    [{ bareDecimal: true }, '-5.', '-5'],
    [{ integer: true, group: '.' }, '1.234', '1234'],
    [{ maxScale: 2 }, '1.25', '1.25'],
  ])('%j reads %s as %s', (options, cell, decimal) => {
    expect(numberFormat(options).parse(cell)).toBe(decimal);
  });

  it.each([
    [german, '1.23,4'],
    [german, '12.34'],
    [german, '1.2345'],
    [german, '1234.567'],
    [german, '1.234.56'],
    [german, '.234'],
    [german, '1..234'],
    [german, '1.234,'],
    [german, ',5'],
    [german, '1,5,5'],
    [german, '1,234.56'],
    [german, '0.123'],
    [german, '000.123'],
    [german, '1 234,5'],
    [german, ''],
    [german, ' 1'],
    [german, '1 '],
    [german, '1\n'],
    [german, '- '],
    [german, '-'],
    [german, '--1'],
    [german, '1-'],
    [german, '−1'],
    [german, '(1)'],
    [german, '1E3'],
    [german, '１'],
    [german, '٣'],
    [german, 'NaN'],
    [german, 'Infinity'],
    [german, '0x10'],
    [german, '1 €'],
    [german, '5 %'],
    [{ group: [',', ' '] }, '1,234 567'],
    [{ decimal: ',', group: ' ' }, '1\u00a0234 567'],
    [{ group: ',', grouping: [3, 2] }, '123,456'],
    [{ group: ',', grouping: [3, 2] }, '1,234,567'],
    [{ ...german, requireGroups: true }, '1234'],
    [{ bareDecimal: true }, '.'],
    [{ bareDecimal: true }, '-.'],
    [{ digits: ['０'] }, '１2'],
    [{ integer: true }, '1.0'],
    [{ maxScale: 2 }, '1.250'],
    [{ maxScale: 0 }, '1.0'],
  ])('%j rejects %j', (options, cell) => {
    expect(numberFormat(options).parse(cell)).toBeNull();
  });

  it.each([
    ['1.234,56 €', '1234.56'],
    ['1.234,56€', '1234.56'],
    ['€ 1.234,56', '1234.56'],
    ['1.234,56\u00a0EUR', '1234.56'],
    ['-5 €', '-5'],
    ['€-5', '-5'],
    ['-€ 5', '-5'],
    ['5', '5'],
    ['€', null],
    ['€€5', null],
    ['€5€', null],
    ['€ 5 EUR', null],
    ['5 $', null],
    ['5 eur', null],
    ['5 € ', null],
    [' 5 €', null],
  ])('reads currency on either side, once: %j', (cell, decimal) => {
    expect(numberFormat({ ...german, currency: ['€', 'EUR'] }).parse(cell)).toBe(decimal);
  });

  it('reads a currency sign with a mark of the numbers in it', () => {
    const swiss = numberFormat({ group: "'", currency: ['Fr.', 'Fr', 'US$', '$'] });
    expect(swiss.parse("Fr. 1'234.50")).toBe('1234.50');
    expect(swiss.parse('Fr 1.50')).toBe('1.50');
    expect(swiss.parse('US$1')).toBe('1');
  });

  it.each([
    [['1-'], '1,50-', '-1.50'],
    [['1-'], '1,50 -', '-1.50'],
    [['1-'], '-1,50-', null],
    [['(1)'], '(1.234,56)', '-1234.56'],
    [['(1)'], '(1 €)', '-1'],
    [['(1)'], '€ (1)', '-1'],
    [['(1)'], '(1) €', '-1'],
    [['(1)'], '(0,0)', '0.0'],
    [['(1)'], '(1', null],
    [['(1)'], '1)', null],
    [['(1)'], '(-1)', null],
    [['(1)'], '-(1)', null],
    [['(1)'], '((1))', null],
    [['(1)'], '()', null],
    [['−1'], '−1,5', '-1.5'],
    [['–1'], '−1,5', null],
    [['–1'], '–1,5', '-1.5'],
    [['1 DR'], '5,00 DR', '-5.00'],
    [['1 DR'], '5,00DR', '-5.00'],
    [['1 DR'], '5,00 CR', null],
    [['DR 1'], 'DR 5', '-5'],
  ])('reads a negative number as %j: %j', (negative, cell, decimal) => {
    const format = numberFormat({ ...german, negative, currency: ['€'] });
    expect(format.parse(cell)).toBe(decimal);
  });

  it('reads a sign of positive numbers', () => {
    const format = numberFormat({ negative: ['1 DR'], positive: ['1 CR'] });
    expect(['5 DR', '5 CR', '5'].map(format.parse)).toEqual(['-5', '5', '5']);
  });

  it.each([
    ['12,5 %', '0.125'],
    ['12,50%', '0.1250'],
    ['100 %', '1.00'],
    ['-0,5 %', '-0.005'],
    ['%5', '0.05'],
    ['0 %', '0.00'],
    ['12345678901234567890,1 %', '123456789012345678.901'],
    ['5', null],
    ['5 %%', null],
    ['5 ‰', null],
  ])('makes a fraction of percent: %j', (cell, decimal) => {
    expect(numberFormat({ decimal: ',', percent: 'fraction' }).parse(cell)).toBe(decimal);
  });

  it('keeps percent as it is where asked, and reads permille', () => {
    const asIs = numberFormat({ decimal: ',', percent: 'as-is' });
    expect(['12,5 %', '12,5'].map(asIs.parse)).toEqual(['12.5', '12.5']);
    const both = numberFormat({ percent: 'fraction', permille: 'fraction' });
    expect(['5 %', '5 ‰', '5 %‰'].map(both.parse)).toEqual(['0.05', '0.005', null]);
  });

  it.each([
    ['1,5E+3', '1500'],
    ['1,50E1', '15.0'],
    ['1,2345e2', '123.45'],
    ['1,5E-3', '0.0015'],
    ['-1E0', '-1'],
    ['0E9', '0'],
    ['1.234,5E1', '12345'],
    ['1E330', `1${'0'.repeat(330)}`],
    ['1E331', null],
    ['1E-331', null],
    ['1E999999999999999999999', null],
    ['1E', null],
    ['1E+', null],
    ['E5', null],
    ['1E5E5', null],
    ['1E1,5', null],
  ])('reads an exponent exactly and in bounds: %j', (cell, decimal) => {
    expect(numberFormat({ ...german, exponent: true }).parse(cell)).toBe(decimal);
  });

  it('bounds the exponent as asked', () => {
    const format = numberFormat({ exponent: true, maxExponent: 3 });
    expect(['1E3', '1E4', '1E-3'].map(format.parse)).toEqual(['1000', null, '0.001']);
  });

  it.each([
    ['1234.5', '1234.5'],
    ['1.234', '1.234'],
    ['-0', '0'],
    ['1.5e3', '1500'],
    ['1e400', null],
  ])('reads a number of JSON in its one meaning: %s', (text, decimal) => {
    expect(numberFormat(german).parseNumber?.(text)).toBe(decimal);
  });

  it('checks the limits of a number of JSON, which is never percent', () => {
    expect(numberFormat({ integer: true }).parseNumber?.('1.5')).toBeNull();
    expect(numberFormat({ maxScale: 1 }).parseNumber?.('1.55')).toBeNull();
    expect(numberFormat({ percent: 'fraction' }).parseNumber?.('5')).toBeNull();
  });

  it('states what it expects', () => {
    expect(numberFormat(german)).toMatchObject({
      code: 'NOT_A_DECIMAL',
      expected: 'a decimal number as 1.234,56',
    });
    expect(numberFormat({ integer: true })).toMatchObject({
      code: 'NOT_AN_INTEGER',
      expected: 'a whole number as 1234',
    });
    const all = { ...german, requireGroups: true, maxScale: 2, negative: ['(1)', '1 DR'] };
    expect(numberFormat(all).expected).toBe(
      'a decimal number as (1.234,56) with at most 2 decimals, its groups marked, signed as 1 DR',
    );
  });

  it.each([
    [{ decimal: ',', group: ',' }, 'decimal and group must be different marks'],
    [{ decimal: '’', group: "'" }, 'decimal and group'],
    [{ group: '.' }, 'decimal and group'],
    [{ decimal: '' }, 'decimal must be one mark'],
    [{ decimal: ' ' }, 'decimal must be one mark'],
    [{ decimal: "'" }, 'decimal must be one mark'],
    [{ decimal: '_' }, 'decimal must be one mark'],
    [{ decimal: '\u2007' }, 'decimal must be one mark'],
    [{ decimal: '\u{10101}' }, 'decimal must be one mark'],
    [{ decimal: '1' }, 'decimal must be one mark'],
    [{ decimal: 'E' }, 'decimal must be one mark'],
    [{ decimal: '-' }, 'decimal must be one mark'],
    [{ decimal: '..' }, 'decimal must be one mark'],
    [{ decimal: '.', integer: true }, 'decimal and integer'],
    [{ group: '' }, 'group must be'],
    [{ group: '(' }, 'group must be'],
    [{ grouping: [3, 3, 2] }, 'grouping must be'],
    [{ grouping: 3 as never }, 'grouping must be a list'],
    [{ requireGroups: true }, 'requireGroups needs group'],
    [{ integer: true, bareDecimal: true }, 'bareDecimal needs'],
    [{ currency: 'EUR' as never }, 'currency must be a list'],
    [{ currency: [''] }, 'currency must list'],
    [{ currency: ['5'] }, 'currency must list'],
    [{ currency: ['.'] }, 'currency must list'],
    [{ currency: [' €'] }, 'currency must list'],
    [{ currency: ['a|b'] }, 'currency must list'],
    [{ negative: ['-'] }, 'negative and positive must show a 1'],
    [{ negative: ['-2'] }, 'negative and positive must show a 1'],
    [{ negative: ['1 DR'], positive: ['1 DR'] }, 'two meanings'],
    [{ negative: ['1 DR'], currency: ['DR'] }, 'two meanings'],
    [{ negative: ['1 %'], percent: 'as-is' }, 'two meanings'],
    [{ negative: ['+1'] }, 'two meanings'],
    [{ positive: ['-1'] }, 'two meanings'],
    [{ negative: ['.1'] }, 'two meanings'],
    [{ percent: 'yes' as never }, 'percent and permille must be'],
    [{ percent: 'as-is', permille: 'as-is' }, 'must both be fraction'],
    [{ percent: 'fraction', integer: true }, 'no whole number'],
    [{ digits: ['1'] }, 'digits must list zeros'],
    [{ digits: ['١'] }, 'digits must list zeros'],
    [{ digits: ['x'] }, 'digits must list zeros'],
    [{ maxScale: -1 }, 'maxScale must be'],
    [{ exponent: true, maxExponent: 1e6 }, 'maxExponent must be'],
  ] as const)('refuses %j', (options, problem) => {
    expect(() => numberFormat(options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining(problem) as string,
      }),
    );
  });

  it('rejects a text of ten million characters at once', () => {
    const format = numberFormatOf('number:(1.234,56 €); negative 1 DR');
    const tenMillion = 10_000_000;
    const hostile = [
      '1'.repeat(tenMillion),
      '1.'.repeat(tenMillion / 2),
      `€${' '.repeat(tenMillion)}`,
      '('.repeat(tenMillion),
      `${'1'.repeat(249_000)}x`,
      '1.234'.repeat(49_000),
      '€ '.repeat(120_000),
      `1${' €'.repeat(120_000)}`,
    ];
    const started = performance.now();
    for (const text of hostile) expect(format.parse(text)).toBeNull();
    // In quadratic time, this takes hours.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('accepts as many digits as PostgreSQL stores, and no more', () => {
    const format = numberFormat(german);
    expect(format.parse('1'.repeat(131_072))).toHaveLength(131_072);
    expect(format.parse('1'.repeat(131_073))).toBeNull();
    expect(format.parse(`1,${'1'.repeat(16_383)}`)).toHaveLength(16_385);
    expect(format.parse(`1,${'1'.repeat(16_384)}`)).toBeNull();
  });
});
