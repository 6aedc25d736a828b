import { afterEach, describe, expect, it, vi } from 'vitest';
import { invocationDirectory, readEnvironment } from './environment.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('readEnvironment', () => {
  it('returns a frozen copy of the variables', () => {
    vi.stubEnv('WDH_TEST_ONLY', 'before');
    const environment = readEnvironment();
    vi.stubEnv('WDH_TEST_ONLY', 'after');
    expect(environment['WDH_TEST_ONLY']).toBe('before');
    expect(Object.isFrozen(environment)).toBe(true);
  });
});

describe('invocationDirectory', () => {
  it('prefers the folder in which npm was started', () => {
    vi.stubEnv('INIT_CWD', '/home/me/files');
    expect(invocationDirectory()).toBe('/home/me/files');
  });

  it.each([{}, { INIT_CWD: '' }, { INIT_CWD: 'relative' }])(
    'is the working directory for %o',
    (environment) => {
      expect(invocationDirectory(environment)).toBe(process.cwd());
    },
  );
});
