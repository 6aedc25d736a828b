import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { budgetEntries } from './budget/budget-entries.js';
import { consoleEntries } from './console/console-entries.js';
import { readEnvFile } from './env-file.js';
import { loadSettings } from './load-settings.js';
import { settingEntries, settingKeys } from './settings-schema.js';

function pathFromRoot(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

const optional = { databaseUrl: 'optional-in-dev' } as const;
const shownAlone = [...Object.keys(consoleEntries), ...Object.keys(budgetEntries)];
const defaults = loadSettings({}, optional);

describe('.env.example', () => {
  it('contains every default', () => {
    const example = readEnvFile(pathFromRoot('.env.example'));
    expect(
      new Set(['DATABASE_URL', ...Object.keys(example), 'CAPTURE_URL', ...shownAlone]),
    ).toEqual(new Set(settingKeys));
    expect(loadSettings(example, optional)).toEqual(defaults);
  });

  it('shows settings of console and budgets that are accepted once they are uncommented', () => {
    const text = readFileSync(pathFromRoot('.env.example'), 'utf8');
    const shown = [...text.matchAll(/^# (\w+)='?(.*?)'?$/gm)]
      .map(([, key = '', value]) => [key, value] as const)
      .filter(([key]) => shownAlone.includes(key));
    expect(shown.map(([key]) => key)).toEqual(shownAlone);
    expect(loadSettings(Object.fromEntries(shown), optional)).toMatchObject({
      consoleUrl: 'https://runs.example.com/wdh',
      consoleTokens: [{ name: 'anna', roles: ['viewer', 'operator'] }],
      budgetMailTo: ['anna@example.com', 'team@example.com'],
    });
  });

  it('shows a CAPTURE_URL that is accepted once it is uncommented', () => {
    const text = readFileSync(pathFromRoot('.env.example'), 'utf8');
    const url = /^# CAPTURE_URL=(.*)$/m.exec(text)?.[1];
    expect(loadSettings({ CAPTURE_URL: url }, optional).captureUrl).toBe(url);
    for (const wrong of ['https://example.org/key', 'key']) {
      expect(() => loadSettings({ CAPTURE_URL: wrong }, optional)).toThrow(/CAPTURE_URL(?!.*key)/s);
    }
  });

  it('shows a DATABASE_URL that is accepted once it is uncommented', () => {
    const text = readFileSync(pathFromRoot('.env.example'), 'utf8');
    const url = /^# DATABASE_URL='(.*)'$/m.exec(text)?.[1];
    expect(loadSettings({ DATABASE_URL: url, ENVIRONMENT: 'prod' }).databaseUrl).toBe(url);
  });
});

describe('docs/reference/settings.md', () => {
  it('has a line for every setting, with the expected form and the default', () => {
    const text = readFileSync(pathFromRoot('docs/reference/settings.md'), 'utf8');
    const rows = [
      ...text.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| (.*?) +\| (?:`(.*)`|none.*?) +\|$/gm),
    ];
    const described = rows.map(([, key, property, expected, byDefault]) => ({
      key,
      property,
      expected,
      byDefault,
    }));
    const properties = Object.keys(defaults);
    const texts = new Map<string, string | undefined>(
      Object.entries<string | number | boolean | object | undefined>({ ...defaults }).map(
        ([property, value]) => [
          property,
          typeof value === 'object' ? undefined : value?.toString(),
        ],
      ),
    );
    expect(described.map(({ property }) => property)).toEqual(properties);
    expect(described).toEqual(
      settingKeys.map((key, index) => {
        const property = properties[index];
        return {
          key,
          property,
          expected: v.getDescription(settingEntries[key]),
          byDefault: property === undefined ? undefined : texts.get(property),
        };
      }),
    );
  });
});
