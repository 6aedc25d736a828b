import * as v from 'valibot';
import { called, withState } from './calls.js';

/** Actions of valibot, by name. */
export type Actions = Readonly<Record<string, unknown>>;
type Make = (...args: readonly unknown[]) => unknown;

/** Makes the actions of valibot with these names. */
function made(names: string, ...args: readonly unknown[]): Actions {
  // The types of a namespace do not say which of its functions take these arguments.
  const makers = v as unknown as Readonly<Record<string, Make>>;
  return Object.fromEntries(names.split(' ').map((name) => [name, makers[name]?.(...args)]));
}

/** Every action for texts that is supported, and what runs in valibot's own code. */
export const ofText: Actions = {
  ...made(
    'base64 bic creditCard cuid2 decimal digits domain email emoji empty hexColor hexadecimal imei ip ipv4 ipv6 isbn isoDate isoDateTime isoDateTimeSecond isoTime isoTimeSecond isoTimestamp isoWeek isrc jwsCompact ksuid mac mac48 mac64 nanoid nonEmpty octal rfcEmail slug ulid url uuid toBoolean toCamelCase toKebabCase toLowerCase toPascalCase toSnakeCase toString toUpperCase trim trimEnd trimStart parseBoolean normalize readonly',
  ),
  ...made(
    'bytes codePoints graphemes length maxBytes maxCodePoints maxGraphemes maxLength minBytes minCodePoints minGraphemes minLength notBytes notCodePoints notGraphemes notLength',
    2,
  ),
  ...made('words minWords maxWords notWords', 'en', 2),
  ...made(
    'endsWith excludes includes startsWith gtValue ltValue maxValue minValue notValue value toMaxValue toMinValue',
    'a',
  ),
  brand: v.brand('b'),
  flavor: v.flavor('f'),
  hash: v.hash(['md5', 'crc32']),
  regex: v.regex(/^[a-c1-5 ]*$/),
  regexWithState: v.regex(withState),
  description: v.description('d'),
  title: v.title('t'),
  metadata: v.metadata({ some: 'data' }),
  values: v.values(['a', 'b', '1']),
  notValues: v.notValues(['a', 'b']),
  toNumber: v.toNumber(),
  toDate: v.toDate(),
  toBigint: v.toBigint(),
  check: v.check((value) => called('check', value, value !== 'a')),
  transform: v.transform((value) => called('transform', value, value)),
  toLength: v.transform((value) => called('toLength', value, String(value).length)),
  rawCheck: v.rawCheck(({ dataset, addIssue }) => {
    called('rawCheck', dataset.value, null);
    if (dataset.typed && dataset.value === 'b') addIssue({ message: 'raw' });
  }),
  rawTransform: v.rawTransform(({ dataset }) =>
    called('rawTransform', dataset.value, dataset.value),
  ),
};

/** Every action for numbers. */
export const ofNumber: Actions = {
  finite: v.finite(),
  integer: v.integer(),
  safeInteger: v.safeInteger(),
  multipleOf: v.multipleOf(2),
  minValue: v.minValue(1),
  maxValue: v.maxValue(2 ** 31),
  gtValue: v.gtValue(0),
  ltValue: v.ltValue(9),
  value: v.value(3),
  notValue: v.notValue(NaN),
  values: v.values([0, 1, NaN]),
  notValues: v.notValues([2]),
  toMinValue: v.toMinValue(1),
  toMaxValue: v.toMaxValue(2),
  toText: v.toString(),
  toDate: v.toDate(),
  toBigint: v.toBigint(),
  negated: v.transform((value) => called('negated', value, -Number(value))),
  check: v.check((value) => called('check', value, value !== 7)),
  guard: v.guard(((value: unknown) => called('guard', value, value !== 8)) as never),
};

/** Actions for lists and objects. */
export const ofItems: Actions = {
  nonEmpty: v.nonEmpty(),
  maxLength: v.maxLength(2),
  minLength: v.minLength(1),
  includes: v.includes('a' as never),
  excludes: v.excludes('b' as never),
  checkItems: v.checkItems((item) => called('item', item, item !== 'a')),
  everyItem: v.everyItem((item) => called('every', item, item !== 'b')),
  filterItems: v.filterItems((item) => called('filter', item, item !== null)),
};
