import { describe, expect, it } from 'vitest';
import { loadSettings } from './load-settings.js';
import { redactedSettings, secretValues } from './redacted-settings.js';

const settings = loadSettings({ DATABASE_URL: 'postgres://etl:p%40w@db:5432/warehouse' });
const withoutDatabase = loadSettings({}, { databaseUrl: 'optional-in-dev' });

describe('redactedSettings', () => {
  it('shows everything except the password', () => {
    expect(redactedSettings(settings)).toEqual({
      ...settings,
      databaseUrl: 'postgres://etl:***@db:5432/warehouse',
    });
  });

  it('is frozen and does not change the settings', () => {
    expect(Object.isFrozen(redactedSettings(settings))).toBe(true);
    expect(settings.databaseUrl).toContain('p%40w');
  });

  it('shows only scheme and host of the address of a feed', () => {
    const CAPTURE_URL = 'wss://example.org:9443/secret?key=secret';
    const { captureUrl } = redactedSettings(
      loadSettings({ CAPTURE_URL }, { databaseUrl: 'optional-in-dev' }),
    );
    expect(captureUrl).toBe('wss://example.org:9443/***');
  });

  it('hides nothing without a database', () => {
    expect(redactedSettings(withoutDatabase)).toEqual(withoutDatabase);
  });
});

describe('secretValues', () => {
  it('lists the password as written and as decoded', () => {
    expect(secretValues(settings)).toEqual(['p%40w', 'p@w']);
  });

  it('is empty without a database', () => {
    expect(secretValues(withoutDatabase)).toEqual([]);
  });
});
