import { WdhError } from '@wdh/pipeline-core';
import type { CellFormat } from '../../cell-format.js';
import { numberFormat } from '../number-format.js';
import type { NumberFormatOptions } from '../number-options.js';
import { type ExampleOptions, readExample } from './read-example.js';

const prefix = 'number:';
const limits = /^(max-scale|max-exponent) (\d{1,9})$/;
const style = /^(negative|positive|currency) (.+)$/;
const switches: Readonly<Record<string, NumberFormatOptions>> = {
  'groups required': { requireGroups: true },
  'bare decimal': { bareDecimal: true },
  'percent as-is': { percent: 'as-is' },
  'permille as-is': { permille: 'as-is' },
};

/**
 * Creates the format of numbers from its name: an example of a number as the file has it, with all
 * its marks, such as `number:1.234,56`, `number:(1,234.56 €)`, `number:1,234.56-` or `number:12,5 %`.
 *
 * Several examples with ` | ` between them are one format with the marks of all. Options follow,
 * each after `; `: `max-scale 2`, `groups required`, `bare decimal`, `percent as-is`,
 * `permille as-is`, `max-exponent 500`, `negative 1 DR`, `positive 1 CR`, `currency Db`. They are those of
 * `numberFormat`; the name of any of its formats creates the same format again.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for any other text, and one of two meanings: of
 * `number:1.234` it is not known what the point means, of `number:1.234,56` and `number:1.234.567` it is
 * @example numberFormatOf('number:1.234,56 €').parse('1.234,50 €'); // '1234.50'
 */
export function numberFormatOf(name: string): CellFormat {
  const body = name.startsWith(prefix) ? name.slice(prefix.length) : null;
  if (body === null) throw notAFormat(name, `it must begin with ${prefix}`);
  const [examples = '', ...settings] = body.split('; ');
  const parts = examples.split(' | ').map((example) => {
    const found = readExample(example);
    if (typeof found === 'string') throw notAFormat(name, found);
    return found;
  });
  const shown = together(name, parts);
  const options = settingsOf(name, settings);
  const negative = [...(shown.negative ?? []), ...options.negative];
  const currency = [...(shown.currency ?? []), ...options.currency];
  return numberFormat({ ...shown, ...options, negative, currency });
}

function together(name: string, examples: readonly ExampleOptions[]): NumberFormatOptions {
  const all = <Key extends keyof ExampleOptions>(key: Key): NonNullable<ExampleOptions[Key]>[] => [
    ...new Set(examples.map((example) => example[key]).filter((value) => value !== undefined)),
  ];
  const decimals = all('decimal');
  const groupings = all('grouping');
  if (decimals.length > 1) throw notAFormat(name, 'its examples have different decimal marks');
  if (groupings.length > 1) throw notAFormat(name, 'its examples have different groups');
  const [decimal] = decimals;
  return {
    ...(decimal === undefined ? { integer: true } : { decimal }),
    group: all('group'),
    grouping: groupings[0]?.split(',').map(Number),
    currency: all('currency'),
    negative: all('negative'),
    digits: all('digits'),
    percent: all('percent')[0],
    permille: all('permille')[0],
    exponent: all('exponent')[0],
  };
}

function settingsOf(
  name: string,
  settings: readonly string[],
): NumberFormatOptions & Readonly<Record<'negative' | 'currency', readonly string[]>> {
  const negative: string[] = [];
  const currency: string[] = [];
  const positive: string[] = [];
  let options: NumberFormatOptions = {};
  for (const setting of settings) {
    const [, limit, count] = limits.exec(setting) ?? [];
    const [, sign, text = ''] = style.exec(setting) ?? [];
    const choice = Object.hasOwn(switches, setting) ? switches[setting] : undefined;
    if (limit === 'max-scale') options = { ...options, maxScale: Number(count) };
    else if (limit === 'max-exponent') options = { ...options, maxExponent: Number(count) };
    else if (sign === 'negative') negative.push(text);
    else if (sign === 'positive') positive.push(text);
    else if (sign === 'currency') currency.push(text);
    else if (choice !== undefined) options = { ...options, ...choice };
    else throw notAFormat(name, `${JSON.stringify(setting.slice(0, 40))} is no option of it`);
  }
  return { ...options, negative, positive, currency };
}

function notAFormat(name: string, problem: string): WdhError {
  const shown = JSON.stringify(name.slice(0, 80));
  return new WdhError(`${shown} is no format of numbers: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
