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
  ])('accepts a login by %s over any connection', (_, bodies) => {
    expect(take({}, ...bodies).isDone).toBe(true);
  });

  it('accepts a password in clear text only if TLS verifies the server', () => {
    expect(take({ isVerified: true }, request(3), request(0)).isDone).toBe(true);
    expect(() => take({}, request(3))).toThrow('Use sslmode=verify-full');
  });

  it('accepts a login by MD5', () => {
    expect(take({}, request(5, 'salt'), request(0)).isDone).toBe(true);
  });

  it('accepts only the methods in the URL', () => {
    const loginMethods = new Set(['md5'] as const);
    expect(take({ loginMethods }, request(5, 'salt'), request(0)).isDone).toBe(true);
    expect(() => take({ loginMethods, isVerified: true }, request(3))).toThrow('does not allow');
  });

  it.each([7, 9, 2, 6, 99])('refuses request %i of an unknown method', (number) => {
    expect(() => take({}, request(number))).toThrow('a login method that is not supported');
  });

  it('refuses SASL without a method that the driver knows', () => {
    expect(() => take({}, request(10, 'OAUTHBEARER\0\0'))).toThrow(
      'only SASL methods that are not supported',
    );
  });
});
