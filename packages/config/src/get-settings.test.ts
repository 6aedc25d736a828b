import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment } from './environment.js';
import { settingKeys } from './settings-schema.js';

let folder: string;

/** Imports a fresh copy of the module, as in a new process. */
async function freshGetSettings() {
  vi.resetModules();
  return (await import('./get-settings.js')).getSettings;
}

function writeEnvFile(content: string): void {
  writeFileSync(join(folder, '.env'), content);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-config-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  for (const key of settingKeys) vi.stubEnv(key, undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('getSettings', () => {
  it('loads once and then returns the same object', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://db/first');
    const getSettings = await freshGetSettings();
    const settings = getSettings();
    vi.stubEnv('DATABASE_URL', 'postgres://db/second');
    expect(getSettings()).toBe(settings);
    expect(getSettings({ databaseUrl: 'optional-in-dev' })).toBe(settings);
    expect(settings.databaseUrl).toBe('postgres://db/first');
  });

  it('reads nothing on import', async () => {
    writeEnvFile('no assignment');
    await expect(freshGetSettings()).resolves.toBeTypeOf('function');
  });

  it('reads from .env the variables that are unset or empty in the environment', async () => {
    writeEnvFile('DATABASE_URL=postgres://db/file\nMAX_WORKERS=7\nDB_POOL_SIZE=7\n');
    vi.stubEnv('DATABASE_URL', 'postgres://db/environment');
    vi.stubEnv('DB_POOL_SIZE', '');
    const getSettings = await freshGetSettings();
    expect(getSettings()).toMatchObject({
      databaseUrl: 'postgres://db/environment',
      maxWorkers: 7,
      dbPoolSize: 7,
    });
  });

  it('does not change the environment', async () => {
    writeEnvFile('DATABASE_URL=postgres://db/file');
    (await freshGetSettings())();
    expect(readEnvironment()['DATABASE_URL']).toBeUndefined();
  });

  it('refuses a call that requires a database after one that did not', async () => {
    const getSettings = await freshGetSettings();
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    expect(settings.databaseUrl).toBeUndefined();
    expect(getSettings({ databaseUrl: 'optional-in-dev' })).toBe(settings);
    expect(() => getSettings()).toThrow('DATABASE_URL');
  });

  it('tries again after a failure', async () => {
    const getSettings = await freshGetSettings();
    expect(() => getSettings()).toThrow('CONFIGURATION_INVALID');
    vi.stubEnv('DATABASE_URL', 'postgres://db/warehouse');
    expect(getSettings().databaseUrl).toBe('postgres://db/warehouse');
  });
});
