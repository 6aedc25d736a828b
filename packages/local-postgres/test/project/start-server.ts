import { inject } from 'vitest';
import {
  type LocalPostgres,
  startLocalPostgres,
  type StartLocalPostgresOptions,
} from '../../src/index.js';

/** Starts a server of the version under test. */
export function startServer(options: StartLocalPostgresOptions = {}): Promise<LocalPostgres> {
  return startLocalPostgres({ version: inject('version'), ...options });
}
