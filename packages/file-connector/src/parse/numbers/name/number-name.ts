import { defaultMaxExponent, type NumberRules } from '../number-options.js';
import { isSide } from './read-example.js';

/** Signs that an example shows; other ones are words, which an option of the name gives. */
const shown = /^(?:[-−–—]1|1[-−–—]|\(1\))$/;

/** Returns the examples that show a format, such as `1.234,56` and `(1.234,56 €)`. */
export function examplesOf(rules: NumberRules): string[] {
  const { groups, currency, percent, permille, digits } = rules;
  const units = [percent === null ? '' : ' %', permille === null ? '' : ' ‰'].filter(Boolean);
  const signs = rules.negative.filter((style) => shown.test(style));
  const lists = [groups, currency, units, signs, digits];
  const count = Math.max(1, ...lists.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => {
    const digitsAndMarks = inDigits(sampleNumber(rules, groups[at] ?? groups[0]), digits[at]);
    const money = currency[at] === undefined ? '' : ` ${currency[at]}`;
    const sign = signs[at] ?? '1';
    return sign.replace('1', () => `${digitsAndMarks}${units[at] ?? ''}${money}`);
  });
}

/** Returns the name of a format, from which `numberFormatOf` creates it again. */
export function numberName(rules: NumberRules): string {
  const isWhole = rules.decimal === null;
  const words = [...rules.negative.filter((style) => !shown.test(style))];
  const options = [
    rules.requireGroups && 'groups required',
    rules.bareDecimal && 'bare decimal',
    rules.percent === 'as-is' && 'percent as-is',
    rules.permille === 'as-is' && 'permille as-is',
    rules.exponent &&
      rules.maxExponent !== defaultMaxExponent &&
      `max-exponent ${rules.maxExponent}`,
    !isWhole && rules.maxScale !== Infinity && `max-scale ${rules.maxScale}`,
    ...words.map((style) => `negative ${style}`),
    ...rules.positive.map((style) => `positive ${style}`),
    ...rules.currency.filter(isSide).map((sign) => `currency ${sign}`),
  ].filter((option) => option !== false);
  const currency = rules.currency.filter((sign) => !isSide(sign));
  return [`number:${examplesOf({ ...rules, currency }).join(' | ')}`, ...options].join('; ');
}

/** Writes a number with as many groups as show the marks of the format. */
function sampleNumber(rules: NumberRules, group: string | undefined): string {
  const { decimal, exponent, grouping } = rules;
  const power = exponent ? 'E+3' : '';
  const fraction = decimal === null ? '' : `${decimal}${decimalsOf(grouping)}`;
  if (group === undefined) return `1234${decimal === null ? '' : `${decimal}56`}${power}`;
  // A whole number needs two marks: of 1.234 it is not known what the point means.
  const samples: Readonly<Record<string, readonly [string, string]>> = {
    '3': ['1g234', '1g234g567'],
    '3,2': ['1g23g456', '1g23g456'],
    '4': ['1g2345', '1g2345g6789'],
  };
  const [withDecimals, whole] = samples[grouping.join(',')] ?? ['', ''];
  return (decimal === null ? whole : withDecimals).replaceAll('g', group) + fraction + power;
}

const decimalsOf = (grouping: readonly number[]): string =>
  ({ '3': '56', '3,2': '78', '4': '67' })[grouping.join(',')] ?? '56';

function inDigits(text: string, zero: string | undefined): string {
  if (zero === undefined) return text;
  const first = zero.charCodeAt(0);
  return text.replace(/\d/g, (digit) => String.fromCharCode(first + Number(digit)));
}
