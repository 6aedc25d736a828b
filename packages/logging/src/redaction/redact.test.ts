import { describe, expect, it } from 'vitest';
import { limits } from './limits.js';
import { redact } from './redact.js';
import { registerSecret } from './registered-secrets.js';

const R = '***REDACTED***';

describe('redact', () => {
  it('hides values under sensitive names at any depth, of any type', () => {
    const value = {
      user: 'etl',
      password: 'x',
      nested: [{ ApiKey: 12345, headers: { 'Set-Cookie': ['a=b'] } }],
      secret: { inner: 'x' },
    };
    expect(redact(value)).toEqual({
      user: 'etl',
      password: R,
      nested: [{ ApiKey: R, headers: { 'Set-Cookie': R } }],
      secret: R,
    });
  });

  it('keeps what is no secret under a sensitive name', () => {
    const value = { token: null, hasPassword: true, secret: '' };
    expect(redact(value)).toEqual(value);
  });

  it.each([
    [
      ['authorization', 'x', 'accept', 'y'],
      ['authorization', R, 'accept', 'y'],
    ],
    [
      ['--password', 'x'],
      ['--password', R],
    ],
    [[['token', 'x']], [['token', R]]],
    [new Set(['token', 'x']), ['token', R]],
    [
      { name: 'authorization', value: 'x' },
      { name: 'authorization', value: R },
    ],
    [
      { Value: 'x', Key: 'API_KEY' },
      { Value: R, Key: 'API_KEY' },
    ],
    [
      { name: 'rows', value: 'x' },
      { name: 'rows', value: 'x' },
    ],
    [
      ['the password is', 'x'],
      ['the password is', 'x'],
    ],
  ])('knows names and values that stand side by side: %j', (value, redacted) => {
    expect(redact(value)).toEqual(redacted);
  });

  it('copies what JSON cannot hold in a readable form', () => {
    const value = {
      map: new Map<unknown, unknown>([
        ['password', 'x'],
        [1, 2],
        [{}, 3],
      ]),
      set: new Set([1]),
      date: new Date(0),
      noDate: new Date(Number.NaN),
      bytes: Buffer.from('secret!'),
      array: new Uint8Array(3),
      buffer: new ArrayBuffer(2),
      big: 12n,
      symbol: Symbol('s'),
      nan: Number.NaN,
      infinite: -Infinity,
      run: () => 1,
      pattern: /a/g,
      url: new URL('postgres://etl:pw@db/w'),
      query: new URLSearchParams({ token: 'x', page: '1' }),
      boxed: Object('text') as unknown,
      nothing: undefined,
      list: [undefined, null],
    };
    expect(redact(value)).toEqual({
      map: { password: R, 1: 2, '[key 3]': 3 },
      set: [1],
      date: '1970-01-01T00:00:00.000Z',
      noDate: 'Invalid Date',
      bytes: '[Buffer of 7 bytes]',
      array: '[Uint8Array of 3 bytes]',
      buffer: '[ArrayBuffer of 2 bytes]',
      big: '12',
      symbol: 'Symbol(s)',
      nan: 'NaN',
      infinite: '-Infinity',
      run: '[Function]',
      pattern: '/a/g',
      url: `postgres://etl:${R}@db/w`,
      query: { token: R, page: '1' },
      boxed: 'text',
      list: [null, null],
    });
  });

  it.each([undefined, null, 1, true, 'x'])('takes %j itself', (value) => {
    expect(redact(value)).toEqual(value ?? null);
  });

  it('does not change the original', () => {
    const value = Object.freeze({ password: 'x', list: Object.freeze(['postgres://u:p@h']) });
    redact(value);
    expect(value).toEqual({ password: 'x', list: ['postgres://u:p@h'] });
  });

  it('asks objects how they want to be shown, and redacts the answer', () => {
    class Money {
      readonly #cents = 5;
      toJSON() {
        return { cents: this.#cents, token: 'x' };
      }
    }
    expect(redact({ price: new Money() })).toEqual({ price: { cents: 5, token: R } });
  });

  describe('given a hostile value', () => {
    const throwing = {
      get bad(): string {
        throw new Error('no');
      },
      good: 1,
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const throwAlways = (): never => {
      throw new Error('no');
    };

    it.each<[string, unknown, unknown]>([
      ['a getter that throws', throwing, { bad: '[Unreadable]', good: 1 }],
      ['a revoked proxy', revoked.proxy, '[Unreadable]'],
      [
        'a proxy that refuses to list keys',
        new Proxy({}, { ownKeys: throwAlways }),
        '[Unreadable]',
      ],
      ['a proxy that refuses everything', new Proxy([], { get: throwAlways }), '[Unreadable]'],
      ['toJSON that throws', { toJSON: throwAlways, a: 1 }, { toJSON: '[Function]', a: 1 }],
      ['toJSON that returns itself', returnsItself(), { a: 1, toJSON: '[Function]' }],
      ['no prototype', Object.assign(Object.create(null), { password: 'x' }), { password: R }],
      ['__proto__ as a key', JSON.parse('{"__proto__":{"token":"x"}}'), protoHolding({ token: R })],
      [
        'an invalid error',
        Object.assign(new Error('a'), { message: 5, stack: {} }),
        { name: 'Error', message: '' },
      ],
    ])('copies %s', (_name, value, copy) => {
      expect(redact(value)).toEqual(copy);
      expect(JSON.stringify(redact(value))).toBe(JSON.stringify(copy));
    });

    it('leaves Object.prototype as it is', () => {
      redact(JSON.parse('{"__proto__":{"polluted":1}}'));
      expect('polluted' in {}).toBe(false);
    });

    it('marks a cycle where it closes, and repeats what is only shared', () => {
      const shared = { a: 1 };
      const value: Record<string, unknown> = { one: shared, two: shared };
      value['self'] = value;
      value['list'] = [value];
      expect(redact(value)).toEqual({
        one: { a: 1 },
        two: { a: 1 },
        self: '[Circular]',
        list: ['[Circular]'],
      });
    });

    it('ends iterators that never end', () => {
      class Endless extends Map<string, undefined> {
        override *[Symbol.iterator](): MapIterator<[string, undefined]> {
          for (;;) yield ['a', undefined];
        }
      }
      expect(redact(new Endless())).toEqual({ '…': '[Truncated]' });
    });

    it('ends chains of toJSON that never end', () => {
      const next = (): object => ({ toJSON: next });
      expect(redact(next())).toBe('[Truncated]');
    });
  });

  describe('given a huge value', () => {
    it('cuts nesting', () => {
      let value: unknown = 'deep';
      for (let depth = 0; depth < 10_000; depth += 1) value = [value];
      let copy = redact(value);
      let levels = 0;
      for (; Array.isArray(copy); levels += 1) copy = copy[0] ?? null;
      expect(levels).toBe(limits.depth);
      expect(copy).toBe('[Truncated]');
    });

    it('cuts lists and objects, and says so', () => {
      const list = Array.from({ length: 5000 }, (_, at) => at);
      const copy = redact(list);
      expect(copy).toHaveLength(limits.entries);
      expect(copy).toContain('[Truncated]');
      const keys = Object.keys(redact(Object.fromEntries(list.map((at) => [`k${at}`, at]))) ?? {});
      expect(keys).toHaveLength(limits.entries);
      expect(keys.at(-1)).toBe('…');
    });

    it('cuts texts, and says how long they were', () => {
      const copy = redact('x'.repeat(1_000_000));
      expect(copy).toHaveLength(limits.textLength);
      expect(copy).toMatch(/x… \[1000000 characters\]$/);
    });

    it('keeps a text that fits once its secrets are gone', () => {
      const text = `postgres://etl:${'p'.repeat(limits.textLength)}@db/w`;
      expect(redact(text)).toBe(`postgres://etl:${R}@db/w`);
    });

    it('hides a secret that stands across the cut', () => {
      const secret = 'across-the-border';
      registerSecret(secret);
      const copy = JSON.stringify(redact('x'.repeat(limits.textLength - 20) + secret.repeat(500)));
      expect(copy).not.toContain(secret.slice(0, 6));
    });

    it('stays small as a whole', () => {
      const wide = (depth: number): unknown =>
        depth === 0 ? 'x'.repeat(100) : Array.from({ length: 50 }, () => wide(depth - 1));
      const copy = JSON.stringify(redact(wide(3)));
      expect(copy.length).toBeLessThan(2 * limits.totalLength);
      expect(copy).toContain('[Truncated]');
      const long = JSON.stringify(redact(Array.from({ length: 90 }, () => 'x'.repeat(5000))));
      expect(long.length).toBeLessThan(2 * limits.totalLength);
      expect(long).toContain('[Truncated]');
    });

    it('takes milliseconds', () => {
      const rows = Array.from({ length: 100_000 }, (_, id) => ({ id, name: 'x'.repeat(100) }));
      const start = performance.now();
      redact({ rows });
      expect(performance.now() - start).toBeLessThan(200);
    });
  });

  describe('given a registered secret', () => {
    const secret = 'tell-nobody-42';
    registerSecret(secret);
    registerSecret('8675309');

    it('hides it in keys, values and numbers', () => {
      expect(redact({ [secret]: [`a ${secret} b`], n: 8_675_309, ok: 1 })).toEqual({
        [R]: [`a ${R} b`],
        n: R,
        ok: 1,
      });
    });

    it('hides the parts of one that is cut over fields, and nothing else', () => {
      const value = { a: 'x tell', b: { c: '-no' }, d: ['body-', '42 y'], e: 'z' };
      expect(redact(value)).toEqual({ a: `x ${R}`, b: { c: R }, d: [R, `${R} y`], e: 'z' });
    });

    it('hides one that is spelled character by character', () => {
      expect(redact(Array.from(secret))).toEqual(Array.from(secret, () => R));
    });

    it('hides each of several in one text', () => {
      expect(redact(`${secret}, ${secret}`)).toBe(`${R}, ${R}`);
    });

    it('hides one with a blank in an assignment as a whole', () => {
      registerSecret('two words');
      expect(redact('password=two words')).toBe(`password=${R}`);
    });
  });
});

function returnsItself(): object {
  const value = { a: 1, toJSON: (): object => value };
  return value;
}

function protoHolding(value: object): object {
  return Object.defineProperty({}, '__proto__', { value, enumerable: true });
}
