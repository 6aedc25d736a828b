import { secretValues, type Settings, type SettingsWithoutDatabase } from '@wdh/config';
import { createLogging, registerSecret, type Logging } from '@wdh/logging';

/** Opens the log as the settings say; their secrets are never shown. */
export function startLogging(settings: Settings | SettingsWithoutDatabase): Logging {
  for (const secret of secretValues(settings)) registerSecret(secret);
  return createLogging({
    level: settings.logLevel,
    format: settings.logFormat,
    toFile: settings.logToFile,
    fileDir: settings.logFileDir,
    fileMaxMb: settings.logFileMaxMb,
  });
}
