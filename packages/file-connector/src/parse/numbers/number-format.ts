import type { CellFormat } from '../cell-format.js';
import { completeRules } from './complete-rules.js';
import { examplesOf, numberName } from './name/number-name.js';
import type { NumberFormatOptions, NumberRules } from './number-options.js';
import { AffixReader } from './scan/affix-reader.js';
import { type DigitReader, digitReader } from './scan/other-digits.js';
import { isDigit, isZero, scanNumber, scanRules } from './scan/scan-number.js';

const minus = 0x2d;
/** Longer than any number of `numeric` with its groups. */
const longestCell = 250_000;
const beyondAscii = /[^\0-\x7f]/;

/**
 * Creates the format of numbers as people and programs write them, such as `1.234,56 €`,
 * `(1,234.56)` and `12,5 %`. A cell is converted to an exact decimal with a point: decimals are kept
 * with their zeros, leading zeros, a plus sign and the minus of zero are dropped.
 *
 * A cell that differs in any mark, group or sign is not converted, and nothing is guessed from the
 * locale. A leading `-` or `+` is always read.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for options that contradict each other
 * @example
 * const price = numberFormat({ decimal: ',', group: '.', currency: ['€'] });
 * csvSource('prices.csv', { formats: { price } }); // `1.234,50 €` is read as 1234.50
 */
export function numberFormat(options: NumberFormatOptions = {}): CellFormat {
  return formatOf(completeRules(options));
}

function formatOf(rules: NumberRules): CellFormat {
  const scan = scanRules(rules);
  const affixes = new AffixReader(rules);
  const { needsUnit } = affixes;
  const ownDigits = rules.digits.length === 0 ? null : digitReader(rules.digits);
  const isWhole = rules.maxScale === 0 && rules.decimal === null;
  const parse = (cell: string): string | null => {
    const { length } = cell;
    if (length > longestCell) return null;
    if (!needsUnit && isDigit(cell.charCodeAt(length - 1))) {
      const first = cell.charCodeAt(0);
      if (isDigit(first)) return scanNumber(cell, 0, length, scan, 0);
      if (first === minus && isDigit(cell.charCodeAt(1))) {
        return signed(scanNumber(cell, 1, length, scan, 0), true);
      }
    }
    const text = inAscii(cell, ownDigits);
    if (text === null || !affixes.read(text)) return null;
    const { start, end, shift, isNegative } = affixes;
    return signed(scanNumber(text, start, end, scan, shift), isNegative);
  };
  return {
    name: numberName(rules),
    code: isWhole ? 'NOT_AN_INTEGER' : 'NOT_A_DECIMAL',
    expected: expectedOf(rules, isWhole),
    parse,
    parseNumber: needsUnit ? () => null : plainParse(rules),
  };
}

/** Reads a number of JSON: its marks are always the same. */
function plainParse({ maxExponent, maxScale }: NumberRules): (text: string) => string | null {
  const plain = completeRules({ exponent: true, maxExponent });
  const scan = { ...scanRules(plain), maxScale };
  return (text) => {
    const isNegative = text.charCodeAt(0) === minus;
    return signed(scanNumber(text, isNegative ? 1 : 0, text.length, scan, 0), isNegative);
  };
}

function inAscii(cell: string, ownDigits: DigitReader | null): string | null {
  return ownDigits === null || !beyondAscii.test(cell) ? cell : ownDigits(cell);
}

/** Zero has no sign, as in `numeric` of PostgreSQL. */
function signed(decimal: string | null, isNegative: boolean): string | null {
  if (decimal === null || !isNegative || isZero(decimal)) return decimal;
  return `-${decimal}`;
}

function expectedOf(rules: NumberRules, isWhole: boolean): string {
  const { maxScale, exponent, maxExponent, requireGroups } = rules;
  const words = [...rules.negative, ...rules.positive].filter((style) => /\p{L}/u.test(style));
  const limits = [
    isWhole || maxScale === Infinity ? '' : ` with at most ${maxScale} decimals`,
    exponent ? ` and an exponent of at most ${maxExponent}` : '',
    requireGroups ? ', its groups marked' : '',
    words.length === 0 ? '' : `, signed as ${words.join(' or ')}`,
  ].join('');
  return `a ${isWhole ? 'whole' : 'decimal'} number as ${examplesOf(rules).join(' or ')}${limits}`;
}
