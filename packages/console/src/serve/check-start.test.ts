import { describe, expect, it } from 'vitest';
import type { ConsoleAuth } from '../access/console-auth.js';
import { checkConsoleStart, type ConsoleStart } from './check-start.js';

const token = { name: 'anna', token: 'a'.repeat(32), roles: ['viewer'] } as const;
const withToken: ConsoleAuth = { tokens: [token] };
const withLink: ConsoleAuth = { tokens: [], startToken: token };
const https = 'https://wdh.example.org';

const problemOf = (start: Partial<ConsoleStart>): string | null => {
  try {
    checkConsoleStart({ host: '127.0.0.1', isProduction: false, auth: withToken, ...start });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
};

describe('the start of a console', () => {
  it.each<Partial<ConsoleStart>>([
    { auth: withLink },
    { auth: withLink, host: 'localhost' },
    { auth: withLink, host: '::1' },
    { host: '0.0.0.0' },
    { isProduction: true, publicUrl: https },
    { isProduction: true, publicUrl: https, host: '0.0.0.0' },
  ])('is safe: %o', (start) => {
    expect(problemOf(start)).toBeNull();
  });

  it.each<[Partial<ConsoleStart>, string]>([
    [{ auth: withLink, host: '0.0.0.0' }, 'Beyond this machine, tokens of the settings'],
    [{ auth: { ...withLink, ...withToken }, host: '::' }, 'the link of the start is off'],
    [{ auth: withLink, host: '10.0.0.7' }, 'CONSOLE_TOKENS'],
    [{ isProduction: true }, 'with TLS'],
    [{ isProduction: true, publicUrl: 'http://wdh.example.org' }, 'with TLS'],
    [{ isProduction: true, publicUrl: https, auth: withLink }, 'In production, tokens'],
    [{ isProduction: true, publicUrl: https, auth: { ...withLink, ...withToken } }, 'link'],
  ])('is refused: %o', (start, problem) => {
    expect(problemOf(start)).toMatch(/^\[CONSOLE_UNSAFE\]/u);
    expect(problemOf(start)).toContain(problem);
  });
});
