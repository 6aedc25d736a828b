import { describe, expect, it } from 'vitest';
import { LoginGuard, type LoginTerms } from './login-guard.js';

const server = 'db.example:5432';

function request(number: number, rest = ''): Buffer {
  const code = Buffer.alloc(4);
  code.writeInt32BE(number);
  return Buffer.concat([code, Buffer.from(rest)]);
}

function take(terms: Partial<LoginTerms>, ...bodies: readonly Buffer[]): LoginGuard {
  const guard = new LoginGuard({ server, isVerified: false, loginMethods: undefined, ...terms });
  for (const body of bodies) guard.take(body);
  return guard;
}

const first = 'r=abc+/=~,s=c2FsdA==';

describe('LoginGuard', () => {
  it.each([
    ['none', [request(0)]],
    [
      'SCRAM',
      [
        request(10, 'SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0'),
        request(11, `${first},i=4096`),
        request(12, 'v=x'),
        request(0),
      ],
    ],
    [
      'SCRAM with the most iterations',
      [
        request(10, 'SCRAM-SHA-256\0\0'),
        request(11, `${first},i=1000000`),
        request(12, 'v=x'),
        request(0),
      ],
    ],
  ])('takes a login by %s over any connection', (_, bodies) => {
    expect(take({}, ...bodies).isDone).toBe(true);
  });

  it('takes a login in clear only where TLS shows which server it is', () => {
    expect(take({ isVerified: true }, request(3), request(0)).isDone).toBe(true);
    expect(() => take({}, request(3))).toThrow('Use sslmode=verify-full');
  });

  it('takes a login by MD5', () => {
    expect(take({}, request(5, 'salt'), request(0)).isDone).toBe(true);
  });

  it('takes what the URL names, and nothing else', () => {
    const loginMethods = new Set(['md5'] as const);
    expect(take({ loginMethods }, request(5, 'salt'), request(0)).isDone).toBe(true);
    expect(() => take({ loginMethods, isVerified: true }, request(3))).toThrow('does not name');
  });

  it.each([7, 9, 2, 6, 99])('refuses request %i, of a method that is not known', (number) => {
    expect(() => take({}, request(number))).toThrow('a method that is not known here');
  });

  it('refuses SASL without a method that the driver knows', () => {
    expect(() => take({}, request(10, 'OAUTHBEARER\0\0'))).toThrow('none of the methods of SASL');
  });
});
