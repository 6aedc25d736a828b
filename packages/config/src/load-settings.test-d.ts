import { expectTypeOf } from 'vitest';
import { getSettings } from './get-settings.js';
import { loadSettings } from './load-settings.js';
import { redactedSettings } from './redacted-settings.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

expectTypeOf(loadSettings({})).toEqualTypeOf<Settings>();
expectTypeOf(loadSettings({}, {})).toEqualTypeOf<Settings>();
expectTypeOf(loadSettings({}, { databaseUrl: 'required' })).toEqualTypeOf<Settings>();
expectTypeOf(getSettings()).toEqualTypeOf<Settings>();
expectTypeOf(redactedSettings(getSettings())).toEqualTypeOf<Settings>();

const settings = loadSettings({}, { databaseUrl: 'optional-in-dev' });
expectTypeOf(settings).toEqualTypeOf<Settings | SettingsWithoutDatabase>();
expectTypeOf(getSettings({ databaseUrl: 'optional-in-dev' })).toEqualTypeOf(settings);

// Comparing the URL with undefined narrows the type.
if (settings.databaseUrl === undefined) {
  expectTypeOf(settings.environment).toEqualTypeOf<'dev'>();
} else {
  expectTypeOf(settings).toEqualTypeOf<Settings>();
}

// @ts-expect-error settings are read-only
settings.dbPoolSize = 1;
// @ts-expect-error a rule that does not exist
loadSettings({}, { databaseUrl: 'sometimes' });
// @ts-expect-error variables are text
loadSettings({ MAX_WORKERS: 4 });
