import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, registerSecret } from '../../src/index.js';

const R = '***REDACTED***';

/** Few, because each stays registered; each with characters that encodings treat differently. */
const secrets = [
  'correct horse battery',
  'p@ss:w/rd#1%?&',
  'quo"te\\back\nline',
  'grüezi-日本-🔑',
  '0123456789abcdef',
];
for (const secret of secrets) registerSecret(secret);

const encodings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  upper: (text) => text.toUpperCase(),
  percent: encodeURIComponent,
  percentTwice: (text) => encodeURIComponent(encodeURIComponent(text)),
  uri: encodeURI,
  form: (text) => new URLSearchParams({ x: text }).toString().slice(2),
  json: (text) => JSON.stringify(text).slice(1, -1),
  jsonTwice: (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=*$/, ''),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

/** Text that contains no part of a secret. */
const noise = fc.string({ unit: fc.constantFrom(...' .,;()<>xyz\n'.split('')), maxLength: 20 });
const spelled = fc
  .tuple(fc.constantFrom(...secrets), fc.constantFrom(...Object.values(encodings)))
  .map(([secret, encode]) => encode(secret));

/** Puts a text at some position in a value. */
function buried(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    text,
    text.map((one) => new Error(one)),
    text.map((one) => Object.assign(new Error('x'), { hint: one })),
    text.map((one) => new Map([['k', one]])),
    text.map((one) => new Map([[one, 1]])),
    text.map((one) => new Set([one])),
    text.map((one) => ({ [one]: 1 })),
    text.map((one) => ({ toJSON: () => one })),
  );
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      // At a deeper level, redaction cuts before it reaches the secret.
      { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.tuple(tie('value'), fc.integer()),
      tie('value').map((value) => ({ first: 1, value })),
      tie('value').map((value) => new Error('outer', { cause: value })),
      tie('value').map((value) => new AggregateError([value, new Error('other')])),
    ),
  })).value;
}

/** Returns all texts of a plain value, concatenated, and all keys. */
function textsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(textsOf).join('') + Object.keys(value).join('\n');
}

/** Returns whether a text contains a secret in any of the encodings. */
function holdsSecret(text: string): boolean {
  return secrets.some((secret) =>
    Object.values(encodings).some((encode) => text.includes(encode(secret))),
  );
}

describe('a registered secret', () => {
  it('is never output in any encoding, at any position', () => {
    const text = fc.tuple(noise, spelled, noise).map((parts) => parts.join(''));
    fc.assert(
      fc.property(buried(text), (value) => {
        const copy = redact(value);
        expect(JSON.stringify(copy)).toContain(R);
        expect(holdsSecret(textsOf(copy))).toBe(false);
        expect(holdsSecret(JSON.stringify(copy))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is never output in Base64 together with adjacent text', () => {
    const beside = fc.string({ maxLength: 5 });
    fc.assert(
      fc.property(beside, fc.constantFrom(...secrets), beside, (before, secret, after) => {
        const text = Buffer.from(`${before}${secret}${after}`).toString('base64');
        const copy = redact(text) as string;
        expect(copy).toContain(R);
        expect(copy.length - R.length).toBeLessThan(text.length - secret.length);
      }),
    );
  });

  it('is never output when it is split over fields', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 });
    const shapes = fc.constantFrom<(parts: readonly string[]) => unknown>(
      (parts) => parts,
      (parts) => Object.fromEntries(parts.map((part, at) => [`k${at}`, part])),
      (parts) => parts.reduceRight<unknown>((inner, part) => ({ part, inner }), 1),
      (parts) => new Map(parts.map((part, at) => [at, { part }])),
    );
    fc.assert(
      fc.property(noise, spelled, noise, cuts, shapes, (before, secret, after, at, shape) => {
        const text = before + secret + after;
        const places = [0, ...at.sort((a, b) => a - b), text.length];
        const parts = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(holdsSecret(textsOf(redact(shape(parts))))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an unregistered credential', () => {
  const password = fc.stringMatching(/^[!#-&(-~]{8,30}$/).filter((text) => !text.startsWith('-'));

  it('is never output in a URL', () => {
    const scheme = fc.constantFrom('postgres', 'postgresql', 'https', 'redis', 'mysql');
    fc.assert(
      fc.property(noise, scheme, password, fc.boolean(), (before, name, secret, isEncoded) => {
        const written = isEncoded ? encodeURIComponent(secret) : secret;
        const text = `${before} ${name}://etl:${written}@db.example:5432/warehouse`;
        expect(redact(text)).toBe(`${before} ${name}://etl:${R}@db.example:5432/warehouse`);
      }),
    );
  });

  it('is never output where it is assigned to a sensitive name', () => {
    const key = fc.constantFrom('password', 'PGPASSWORD', 'api_key', 'apiKey', 'token', 'Secret');
    const assign = fc.constantFrom<(name: string, value: string) => string>(
      (name, value) => `${name}=${value}`,
      (name, value) => `${name}: ${value}`,
      (name, value) => `host=db ${name} = '${value.replace(/[\\']/g, '\\$&')}' user=x`,
      (name, value) => JSON.stringify({ a: 1, [name]: value, z: 2 }),
      (name, value) => JSON.stringify(JSON.stringify({ [name]: value })),
      (name, value) => `https://h/x?${name}=${encodeURIComponent(value)}&z=1`,
      (name, value) => `load --${name} ${value}`,
    );
    fc.assert(
      fc.property(key, password, assign, (name, secret, write) => {
        const text = write(name, secret);
        const copy = redact(text) as string;
        expect(copy).toContain(R);
        for (const form of Object.values(encodings)) expect(copy).not.toContain(form(secret));
      }),
      { numRuns: 1000 },
    );
  });

  it('is never output where one word of its name is sensitive, in any style', () => {
    const ends = ['pass', 'password', 'token', 'secret', 'api key', 'account key', 'auth', 'salt'];
    const before = fc.array(fc.constantFrom('db', 'my', 'x', 'smtp', 'user2', 'the'), {
      maxLength: 3,
    });
    const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
    const style = fc.constantFrom<(words: readonly string[]) => string>(
      (words) => words.join('_'),
      (words) => words.join('-'),
      (words) => words.join('_').toUpperCase(),
      (words) => words.map((word, at) => (at === 0 ? word : upper(word))).join(''),
      (words) => words.map(upper).join(''),
      (words) => [...words.slice(0, -1).map((word) => word.toUpperCase()), 'x'].join('_') + '_pass',
    );
    const assign = fc.constantFrom<(name: string, value: string) => string>(
      (name, value) => `a=1 ${name}=${value}`,
      (name, value) => JSON.stringify({ a: 1, [name]: value }),
      (name, value) => `run --${name} ${value} --fast`,
      (name, value) => `https://h/?a=1&${name}=${value}`,
    );
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,20}$/);
    fc.assert(
      fc.property(before, fc.constantFrom(...ends), style, assign, secret, (...given) => {
        const [first, end, write, put, value] = given;
        const name = write([...first, ...end.split(' ')]);
        expect(redact({ [name]: value })).toEqual({ [name]: R });
        expect(redact(put(name, value))).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });

  it('is never output under a sensitive name', () => {
    const words = fc.constantFrom(
      'password',
      'token',
      'api key',
      'secret',
      'authorization',
      'cookie',
    );
    const key = fc
      .tuple(fc.constantFrom('', 'db', 'x', 'user'), words, fc.constantFrom('', '-', '_', '.', ' '))
      .chain(([before, word, separator]) => {
        const name = [before, ...word.split(' ')].filter(Boolean).join(separator);
        return fc.mixedCase(fc.constant(name));
      });
    fc.assert(
      fc.property(key, fc.anything(), (name, value) => {
        const isHarmless = value === undefined || value === null || typeof value === 'boolean';
        const expected = isHarmless || value === '' ? (value ?? null) : R;
        const copy = redact(new Map([[name, value]]));
        expect(copy).toEqual(value === undefined ? {} : { [name]: expected });
      }),
    );
  });
});
