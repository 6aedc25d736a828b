import { inspect } from 'node:util';
import { ConfigurationError, loadSettings, type Environment } from '../../src/index.js';

/** Returns the error for refused variables; null where they are accepted. */
export function refusalOf(variables: Environment): ConfigurationError | null {
  try {
    loadSettings(variables);
    return null;
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

/** Returns the invalid keys, in the order of the message. */
export function badKeys(variables: Environment): readonly string[] {
  return refusalOf(variables)?.problems.map(({ key }) => key) ?? [];
}

/** Returns everything that can be printed of an error. */
export function printed(error: Error | null): string {
  return `${error?.stack ?? ''}${JSON.stringify(error)}${inspect(error, { depth: Infinity })}`;
}
