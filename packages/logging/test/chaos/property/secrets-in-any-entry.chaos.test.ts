import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLogging, registerSecret } from '../../../src/index.js';
import { CapturedStream } from '../../captured-stream.js';

/** Few, because each stays registered; each with characters that encodings treat differently. */
const secrets = ['canary p@ss:w/rd', 'canary"quo\\te', 'canary-ключ-🔑', 'canary%40%2F'];
for (const secret of secrets) registerSecret(secret);

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  upper: (text) => text.toUpperCase(),
  percent: encodeURIComponent,
  percentTwice: (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ x: text }).toString().slice(2),
  json: (text) => JSON.stringify(text).slice(1, -1),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=*$/, ''),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

/** Every spelling of a secret that the output is searched for. */
const spellings = secrets.flatMap((secret) =>
  Object.values(encodings).map((encode) => encode(secret)),
);

const spelling = fc.constantFrom(...spellings);
const beside = fc.stringMatching(/^[ .,;()<>xyz]{0,8}$/);
const text = fc.tuple(beside, spelling, beside).map((parts) => parts.join(''));

interface Entry {
  readonly event: string;
  readonly bound: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The positions of a secret in an entry. */
const places: Readonly<Record<string, (one: string) => Entry>> = {
  event: (one: string) => ({ event: one, bound: {}, context: {} }),
  bound: (one: string) => ({ event: 'e', bound: { note: one }, context: {} }),
  key: (one: string) => ({ event: 'e', bound: {}, context: { [one]: 1 } }),
  nested: (one: string) => ({
    event: 'e',
    bound: {},
    context: { a: [{ b: new Map([[1, one]]) }] },
  }),
  message: (one: string) => ({ event: 'e', bound: {}, context: { error: new Error(one) } }),
  cause: (one: string) => ({
    event: 'e',
    bound: {},
    context: { error: new Error('x', { cause: new AggregateError([new TypeError(one)]) }) },
  }),
};

/** The text of an entry, without the separators of the format. */
function printedBy(format: 'json' | 'pretty', { event, bound, context }: Entry) {
  const stdout = new CapturedStream();
  const logging = createLogging({ stdout, format, colors: false });
  logging.getLogger('chaos').bind(bound).info(event, context);
  return stdout.text;
}

const texts = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value).map(texts).join('') + Object.keys(value).join('\n')
    : String(value);

it.each(['json', 'pretty'] as const)(
  'F03 a secret in any encoding, anywhere in a %s entry: no part of it is printed',
  (format) => {
    const place = fc.constantFrom(...Object.values(places));
    fc.assert(
      fc.property(text, place, (one, put) => {
        const printed = printedBy(format, put(one));
        expect(printed).toContain('***REDACTED***');
        for (const spelled of spellings) expect(printed).not.toContain(spelled);
      }),
    );
  },
);

it('F03 a secret in any encoding, split over event, bound facts and fields: it cannot be reassembled', () => {
  const cuts = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(text, cuts, (one, at) => {
      const ends = [...at.toSorted((a, b) => a - b), one.length];
      const parts = ends.map((end, index) => one.slice(ends[index - 1] ?? 0, end));
      const [first = '', ...others] = parts;
      const fields = Object.fromEntries(others.map((part, index) => [`k${index}`, part]));
      const printed = printedBy('json', { event: 'e', bound: { first }, context: fields });
      const { context } = JSON.parse(printed) as { context: unknown };
      for (const spelled of spellings) expect(texts(context)).not.toContain(spelled);
    }),
  );
});
