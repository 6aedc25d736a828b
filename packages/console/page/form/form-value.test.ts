import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { formTexts } from './form-texts.js';
import { formValue } from './form-value.js';
import { placeProblems } from './problem-places.js';
import { schemaFields } from './schema-fields.js';

const schema = v.object({
  month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/u)),
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31)), 7),
  rate: v.optional(v.pipe(v.number(), v.multipleOf(0.5))),
  isFull: v.optional(v.boolean(), false),
  since: v.optional(v.pipe(v.string(), v.isoDate())),
  at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  size: v.optional(v.nullable(v.picklist([1, 2]))),
  names: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(3))), v.minLength(2))),
  range: v.optional(v.object({ from: v.number(), to: v.optional(v.number()) })),
  extra: v.optional(v.record(v.string(), v.number())),
});
const fields = schemaFields(
  toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' }) as Record<string, unknown>,
  'params',
);
const read = (texts: Record<string, string | null>) =>
  formValue(fields, { 'params.month': '2026-01', ...texts });

describe('formValue', () => {
  it('reads each kind of field into what the job accepts', () => {
    const { value, problems } = read({
      'params.days': '3',
      'params.rate': '1.5',
      'params.isFull': 'true',
      'params.since': '2026-02-28',
      'params.at': '2026-01-31T08:30:00Z',
      'params.size': '2',
      'params.names': 'a\n\n b \n',
      'params.range.from': '-1.5',
      'params.extra': '{"a": 1}',
    });
    expect(problems).toEqual({});
    expect(value).toEqual({
      month: '2026-01',
      days: 3,
      rate: 1.5,
      isFull: true,
      since: '2026-02-28',
      at: '2026-01-31T08:30:00Z',
      size: 2,
      names: ['a', 'b'],
      range: { from: -1.5 },
      extra: { a: 1 },
    });
    expect(v.is(schema, value)).toBe(true);
  });

  it('leaves out what is empty, and asks for what is needed', () => {
    expect(read({})).toEqual({ value: { month: '2026-01' }, problems: {} });
    expect(formValue(fields, {})).toEqual({
      value: {},
      problems: { 'params.month': 'This is needed.' },
    });
    expect(read({ 'params.range.to': '1' }).problems).toEqual({
      'params.range.from': 'This is needed.',
    });
  });

  it('reads a box without a tick as false, and not as missing', () => {
    const needed = schemaFields(
      { type: 'object', properties: { it: { type: 'boolean' } }, required: ['it'] },
      'params',
    );
    expect(formValue(needed, {})).toEqual({ value: { it: false }, problems: {} });
  });

  it('leaves it to the server whether a pattern ignores case: JSON Schema cannot say so', () => {
    const coded = schemaFields(
      { type: 'object', properties: { it: { type: 'string', pattern: '^[a-z]{3}$' } } },
      'params',
    );
    expect(formValue(coded, { 'params.it': 'ABC' })).toEqual({
      value: { it: 'ABC' },
      problems: {},
    });
    expect(formValue(coded, { 'params.it': '123' }).problems).toHaveProperty(['params.it']);
  });

  it('sends null where the reader chose it', () => {
    expect(read({ 'params.size': null }).value).toEqual({ month: '2026-01', size: null });
  });

  it.each([
    ['params.month', 'January', 'This does not match the pattern ^\\d{4}-\\d{2}$.'],
    ['params.days', '1.5', 'Write a whole number.'],
    ['params.days', '1,5', 'Write a whole number, with a point for decimals.'],
    ['params.days', '0x10', 'Write a whole number, with a point for decimals.'],
    ['params.days', '0', 'Write 1 or more.'],
    ['params.days', '99', 'Write 31 or less.'],
    ['params.days', '9007199254740993', 'This number is too large.'],
    ['params.rate', '0.35', 'Write a multiple of 0.5.'],
    ['params.rate', '1e999', 'Write a number, with a point for decimals.'],
    ['params.isFull', 'yes', 'Write true or false.'],
    ['params.since', '2026-02-29', 'Write a day that exists, as YYYY-MM-DD.'],
    ['params.at', 'today', 'Write a time such as 2026-01-31T08:30:00Z.'],
    ['params.size', '3', 'Choose one of 1, 2.'],
    ['params.names', 'a\nlong one', 'Line 2: Write at most 3 characters: these are 8.'],
    ['params.names', 'a', 'Write at least 2 values, one on each line.'],
    ['params.extra', '{"a": 1,\n b}', 'This is not JSON at line 2, column 2.'],
    ['params.extra', '{', 'This is not JSON at line 1, column 2.'],
    ['params.extra', '{"a": }', 'This is not JSON'],
  ])('names the problem of %s: %j', (path, text, problem) => {
    const { value, problems } = read({ [path]: text });
    expect(problems[path]?.startsWith(problem)).toBe(true);
    expect(Object.keys(problems)).toEqual([path]);
    expect(value).not.toHaveProperty(path.replace('params.', ''));
  });

  it('keeps a parameter of any name', () => {
    const properties = Object.fromEntries([['__proto__', { type: 'string' }]]);
    const odd = schemaFields({ type: 'object', properties }, 'params');
    const { value } = formValue(odd, Object.fromEntries([['params.__proto__', 'x']]));
    expect(JSON.stringify(value)).toBe('{"__proto__":"x"}');
  });
});

describe('formTexts', () => {
  it('begins with the presets', () => {
    expect(formTexts(fields)).toEqual({ 'params.days': '7', 'params.isFull': 'false' });
  });

  it('leaves an optional object empty, so that its own needed fields do not count', () => {
    const window = v.object({ unit: v.optional(v.string(), 'day'), count: v.number() });
    const own = schemaFields(
      toJsonSchema(v.object({ window: v.optional(window) }), { typeMode: 'input' }) as Record<
        string,
        unknown
      >,
      'params',
    );
    expect(formValue(own, formTexts(own))).toEqual({ value: {}, problems: {} });
    expect(formValue(own, { ...formTexts(own), 'params.window.count': '2' }).value).toEqual({
      window: { count: 2 },
    });
  });

  it('shows the values of a run that is repeated, which are read as they were', () => {
    const value = {
      month: '2026-01',
      size: null,
      names: ['a', 'b'],
      range: { from: 1 },
      extra: { a: 1 },
    };
    const texts = formTexts(fields, value);
    expect(texts).not.toHaveProperty('params.days');
    expect(formValue(fields, texts)).toEqual({ value, problems: {} });
  });
});

describe('placeProblems', () => {
  it('puts the problems of the server at their fields', () => {
    const given = {
      'params.names.0': 'must be short',
      'params.names.1': 'must be known',
      'params.range.from': 'must be a number',
      input: 'does not exist',
    };
    expect(placeProblems(fields, given)).toEqual({
      problems: {
        'params.names': 'must be short must be known',
        'params.range.from': 'must be a number',
      },
      others: ['input: does not exist'],
    });
  });
});
