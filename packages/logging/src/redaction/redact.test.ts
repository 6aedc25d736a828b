import { describe, expect, it } from 'vitest';
import { redact } from './redact.js';

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

  it('keeps a value under a sensitive name that is not a secret', () => {
    const value = { token: null, hasPassword: true, secret: '' };
    expect(redact(value)).toEqual(value);
  });

  it.each([
    [
      ['authorization', 'x', 'accept', 'y'],
      ['authorization', R, 'accept', 'y'],
    ],
    [
      ['mysql', '-uroot', '-px', 'db'],
      ['mysql', '-uroot', `-p${R}`, 'db'],
    ],
    [
      ['/usr/bin/curl', '-u', 'a:x y', 'h'],
      ['/usr/bin/curl', '-u', `a:${R}`, 'h'],
    ],
    [
      ['docker', 'run', '-p', '80:80'],
      ['docker', 'run', '-p', '80:80'],
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
  ])('recognises adjacent names and values: %j', (value, redacted) => {
    expect(redact(value)).toEqual(redacted);
  });

  it('copies values without a JSON form in a readable form', () => {
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

  it('calls toJSON, and redacts the result', () => {
    class Money {
      readonly #cents = 5;
      toJSON() {
        return { cents: this.#cents, token: 'x' };
      }
    }
    expect(redact({ price: new Money() })).toEqual({ price: { cents: 5, token: R } });
  });

  describe('for a hostile value', () => {
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

    it('does not change Object.prototype', () => {
      redact(JSON.parse('{"__proto__":{"polluted":1}}'));
      expect('polluted' in {}).toBe(false);
    });

    it('marks a cycle where it closes, and repeats shared values', () => {
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

    it('stops endless iterators', () => {
      class Endless extends Map<string, undefined> {
        override *[Symbol.iterator](): MapIterator<[string, undefined]> {
          for (;;) yield ['a', undefined];
        }
      }
      expect(redact(new Endless())).toEqual({ '…': '[Truncated]' });
    });

    it('stops endless chains of toJSON', () => {
      const next = (): object => ({ toJSON: next });
      expect(redact(next())).toBe('[Truncated]');
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
