import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberFormatOf } from '../../src/parse/numbers/name/number-format-of.js';
import { numberFormat } from '../../src/parse/numbers/number-format.js';
import type { NumberFormatOptions } from '../../src/parse/numbers/number-options.js';

const decimals = fc.constantFrom('.', ',', '·', '٫');
const groups = fc.constantFrom('.', ',', ' ', "'", '_', '·');
const negatives = ['-1', '1-', '(1)', '−1', '–1', '1 DR'];

/** Options that do not contradict each other. */
const options: fc.Arbitrary<NumberFormatOptions> = fc
  .record({
    isWhole: fc.boolean(),
    decimal: decimals,
    group: fc.uniqueArray(groups, { maxLength: 2 }),
    grouping: fc.constantFrom([3], [3, 2], [4]),
    requireGroups: fc.boolean(),
    currency: fc.subarray(['€', 'EUR', 'US$', 'Fr.', 'kr']),
    percent: fc.constantFrom(undefined, 'fraction' as const, 'as-is' as const),
    permille: fc.constantFrom(undefined, 'fraction' as const),
    negative: fc.subarray(negatives),
    positive: fc.subarray(['1 CR']),
    exponent: fc.boolean(),
    maxExponent: fc.constantFrom(undefined, 5, 10_000),
    bareDecimal: fc.boolean(),
    digits: fc.subarray(['０', '٠', '०']),
    maxScale: fc.constantFrom(undefined, 0, 2, 40),
  })
  .map(({ isWhole, decimal, group, permille, ...others }) => {
    const marks = group.filter((one) => isWhole || one !== decimal);
    const canBeFraction = !isWhole && others.maxScale !== 0;
    const percent = others.percent === 'fraction' && !canBeFraction ? 'as-is' : others.percent;
    return {
      ...others,
      ...(isWhole ? { integer: true } : { decimal }),
      group: marks,
      percent,
      permille: percent === 'as-is' || !canBeFraction ? undefined : permille,
      requireGroups: others.requireGroups && marks.length > 0,
      bareDecimal: others.bareDecimal && !isWhole,
    };
  });

const oneOf = (characters: string): fc.Arbitrary<string> =>
  fc.constantFrom(...characters.split(''));
const digit = oneOf('0123456789');
const digitRun = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: digit, minLength: min, maxLength: max });

/** Writes the digits before the mark in groups, from the right. */
function inGroups(
  whole: string,
  mark: string,
  [last = 3, others = last]: readonly number[],
): string {
  let rest = whole;
  const written: string[] = [];
  for (let size = last; rest.length > size; size = others) {
    written.unshift(rest.slice(-size));
    rest = rest.slice(0, -size);
  }
  return [rest, ...written].join(mark);
}

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

describe('a format of numbers', () => {
  it('reads back each decimal that is written by its rules', () => {
    const written = fc.record({
      options,
      whole: digitRun(1, 30).map(withoutZeros),
      fraction: digitRun(1, 30),
      hasFraction: fc.boolean(),
      isGrouped: fc.boolean(),
      sign: fc.nat(),
      currency: fc.nat(),
      isBefore: fc.boolean(),
      blank: fc.constantFrom('', ' ', '\u00a0', '\u202f'),
      kind: fc.nat(),
    });
    fc.assert(
      fc.property(written, ({ options: given, whole, fraction, blank, ...choice }) => {
        const { decimal, group = [], grouping = [3], currency = [], digits = [] } = given;
        const { maxScale = Infinity, negative = [], percent, permille, requireGroups } = given;
        const hasFraction = choice.hasFraction && decimal !== undefined;
        const isGrouped = (choice.isGrouped || requireGroups === true) && group.length > 0;
        const mark = group[choice.kind % group.length] ?? '';
        let text = isGrouped ? inGroups(whole, mark, grouping) : whole;
        if (hasFraction) text += decimal + fraction;
        const zero = ['0', ...digits][choice.kind % (digits.length + 1)] ?? '0';
        text = text.replace(/\d/g, (digit) =>
          String.fromCharCode(zero.charCodeAt(0) + Number(digit)),
        );
        const unit = permille === undefined ? (percent === undefined ? '' : '%') : '‰';
        if (unit !== '') text += blank + unit;
        const money = currency[choice.currency % (currency.length || 1)];
        if (money !== undefined)
          text = choice.isBefore ? money + blank + text : text + blank + money;
        const signs = ['1', '+1', '-1', ...negative];
        const sign = signs[choice.sign % signs.length] ?? '1';
        text = sign.replace('1', () => text);

        const shift = unit === '‰' ? 3 : percent === 'fraction' ? 2 : 0;
        const point = whole.length;
        const plain = `${'0'.repeat(shift)}${whole}`;
        const after =
          plain.slice(plain.length - shift, plain.length) + (hasFraction ? fraction : '');
        const before = withoutZeros(plain.slice(0, shift === 0 ? undefined : point) || '0');
        const value = `${before}${after === '' ? '' : `.${after}`}`;
        const isNegative = signs.indexOf(sign) > 1 && /[1-9]/.test(value);
        const expected = after.length > maxScale ? null : `${isNegative ? '-' : ''}${value}`;
        expect([text, numberFormat(given).parse(text)]).toEqual([text, expected]);
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts exactly the texts of its grammar', () => {
    const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const marks = fc.record({
      decimal: fc.constantFrom('.', ','),
      group: fc.constantFrom(undefined, "'", '_'),
      requireGroups: fc.boolean(),
      bareDecimal: fc.boolean(),
      exponent: fc.boolean(),
      brackets: fc.boolean(),
      trailing: fc.boolean(),
    });
    const text = fc.string({ unit: oneOf("0011223.,'_-+()E"), maxLength: 12 });
    const likely = fc
      .array(fc.constantFrom('1', '23', '456', '000', "'", '_', '.', ',', '-', '(', ')', 'E2'), {
        maxLength: 7,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(marks, fc.oneof(text, likely), (given, cell) => {
        const { decimal, group, brackets, trailing } = given;
        const requireGroups = given.requireGroups && group !== undefined;
        const grouped = group === undefined ? '(?!)' : `[1-9]\\d{0,2}(?:${escaped(group)}\\d{3})+`;
        const whole = `(?:${grouped}|${requireGroups ? '\\d{1,3}' : '\\d+'})`;
        const point = escaped(decimal);
        const bare = given.bareDecimal ? `|${point}\\d+|${whole}${point}` : '';
        const power = given.exponent ? '(?:[eE][+-]?0*\\d{1,2})?' : '';
        const number = `(?:${whole}(?:${point}\\d+)?${bare})${power}`;
        const forms = [
          `[+-]?${number}`,
          ...(brackets ? [`\\(${number}\\)`] : []),
          ...(trailing ? [`${number}-`] : []),
        ];
        const grammar = new RegExp(`^(?:${forms.join('|')})$`);
        const negative = [...(brackets ? ['(1)'] : []), ...(trailing ? ['1-'] : [])];
        const format = numberFormat({
          ...given,
          ...{ group: group ?? [], requireGroups, negative, maxExponent: 99 },
        });
        expect([cell, format.parse(cell) !== null]).toEqual([cell, grammar.test(cell)]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is created again from its name', () => {
    const cells = fc.string({ unit: oneOf('0123.,_ ()-€%ER'), maxLength: 10 });
    fc.assert(
      fc.property(options, fc.array(cells, { maxLength: 20 }), (given, texts) => {
        const format = numberFormat(given);
        const again = numberFormatOf(format.name);
        expect(again.name).toBe(format.name);
        expect(again.expected).toBe(format.expected);
        expect(again.code).toBe(format.code);
        const samples = [...texts, ...format.expected.split(/ as | or | with /)];
        expect(samples.map(again.parse)).toEqual(samples.map(format.parse));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['de-DE', { decimal: ',', group: '.' }],
    ['de-AT', { decimal: ',', group: ' ' }],
    ['de-CH', { decimal: '.', group: "'" }],
    ['fr-FR', { decimal: ',', group: ' ' }],
    ['sv-SE', { decimal: ',', group: ' ', negative: ['−1'] }],
    ['en-US', { group: ',' }],
    ['en-IN', { group: ',', grouping: [3, 2] }],
    ['hi-IN', { group: ',', grouping: [3, 2] }],
    ['es-ES', { decimal: ',', group: '.' }],
    ['pl-PL', { decimal: ',', group: ' ' }],
    ['pt-BR', { decimal: ',', group: '.' }],
    ['ja-JP', { group: ',' }],
    ['th-TH-u-nu-thai', { group: ',', digits: ['๐'] }],
  ] as const)('reads what Intl writes in %s', (locale, given) => {
    const style = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
    const written = new Intl.NumberFormat(locale, style);
    const percents = new Intl.NumberFormat(locale, { ...style, style: 'percent' });
    const format = numberFormat(given);
    const percent = numberFormat({ ...given, percent: 'fraction' });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (cents) => {
        const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
        const sign = cents < 0n ? '-' : '';
        const value = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const text = written.format(value as never);
        expect([text, format.parse(text)]).toEqual([text, value]);
        const ofHundred = percents.format(`${value}E-2` as never);
        const fraction = digits.padStart(5, '0');
        expect([ofHundred, percent.parse(ofHundred)]).toEqual([
          ofHundred,
          `${sign}${withoutZeros(fraction.slice(0, -4))}.${fraction.slice(-4)}`,
        ]);
      }),
      { numRuns: 200 },
    );
  });
});
