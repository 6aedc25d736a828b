import { describe, expect, it } from 'vitest';
import type { ConsoleAuth } from './access/console-auth.js';
import { checkOptions } from './check-options.js';

const secret = 'canary-of-a-secret-that-is-not-shown';
const token = { name: 'anna', token: secret, roles: ['viewer'] } as const;
const proxy = { header: 'x-user', secret } as const;

function problemOf(
  auth: ConsoleAuth,
  more: { readonly basePath?: string; readonly publicUrl?: string } = {},
): string | null {
  try {
    checkOptions({ auth, ...more });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
}

describe('the options of a console', () => {
  it.each([
    [{ tokens: [token] }, {}],
    [{ tokens: [token] }, { basePath: '/a/b' }],
    [{ tokens: [token] }, { publicUrl: 'https://wdh.example.org/a', basePath: '/a' }],
    [{ tokens: [], startToken: token }, { publicUrl: 'http://[::1]:3000/' }],
    [{ tokens: [], proxy, trustedProxies: ['10.0.0.0/8'] }, {}],
  ])('are valid: %j %j', (auth, more) => {
    expect(problemOf(auth, more)).toBeNull();
  });

  it.each<[ConsoleAuth, string]>([
    [{ tokens: [] }, 'There is no login'],
    [{ tokens: [{ ...token, token: 'short' }] }, 'The token anna is invalid'],
    [{ tokens: [{ ...token, token: `${secret} ` }] }, 'The token anna is invalid'],
    [{ tokens: [{ ...token, roles: [] }] }, 'has no role'],
    [{ tokens: [{ ...token, roles: ['admin' as 'viewer'] }] }, 'the role admin'],
    [{ tokens: [{ ...token, name: '' }] }, 'has a name'],
    [{ tokens: [token, { ...token, name: 'berta' }] }, 'Two tokens are the same'],
    [{ tokens: [token], startToken: token }, 'Two tokens are the same'],
    [{ tokens: [], proxy }, 'Name the addresses of the proxy'],
    [{ tokens: [token], trustedProxies: ['proxy'] }, 'The trusted proxy proxy'],
    [{ tokens: [], proxy: { ...proxy, secret: 'short' }, trustedProxies: ['::1'] }, 'The secret'],
    [{ tokens: [], proxy: { ...proxy, header: 'a b' }, trustedProxies: ['::1'] }, 'no header'],
  ])('are refused: %j', (auth, problem) => {
    expect(problemOf(auth)).toContain(problem);
    expect(problemOf(auth)).toMatch(/^\[CONSOLE_OPTION_INVALID\]/u);
    expect(problemOf(auth)).not.toContain(secret);
  });

  it.each([
    [{ basePath: 'a' }, 'The base path'],
    [{ basePath: '/a"b' }, 'The base path'],
    [{ basePath: '/../a' }, 'The base path'],
    [{ basePath: '//a' }, 'The base path'],
    [{ publicUrl: 'wdh.example.org' }, 'no http or https URL'],
    [{ publicUrl: 'ftp://wdh.example.org' }, 'no http or https URL'],
    [{ publicUrl: 'https://anna@wdh.example.org' }, 'no http or https URL'],
    [{ publicUrl: 'https://wdh.example.org/a?b' }, 'no http or https URL'],
    [{ publicUrl: 'https://wdh.example.org/a', basePath: '/b' }, 'is not that of the public'],
  ])('are refused: %j', (more, problem) => {
    expect(problemOf({ tokens: [token] }, more)).toContain(problem);
  });

  it('are refused with all problems at once', () => {
    const message = problemOf({ tokens: [], trustedProxies: ['x'] }, { basePath: 'a' });
    expect(message).toMatch(/no login.*trusted proxy x.*base path/u);
  });
});
