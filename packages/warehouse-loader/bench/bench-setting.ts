import type { BenchDatabase } from './bench-database.js';
import type { BenchFiles } from './bench-files.js';
import type { Subject } from './measure.js';
import { type LoadRequest, runLoad } from './run-load.js';

/** The environment of every group of figures. */
export interface BenchSetting {
  readonly database: BenchDatabase;
  readonly files: BenchFiles;
  readonly rows: number;
  readonly rounds: number;
}

/** A load by the warehouse loader, of a file into an empty table; `measured` is the time that counts. */
export function loadSubject(
  { database }: BenchSetting,
  path: string,
  request: Omit<LoadRequest, 'connectionUrl' | 'path'> = {},
  measured: 'ms' | 'cpuMs' = 'ms',
): Subject {
  return {
    prepare: () => database.prepareEmpty(),
    run: async () => (await runLoad({ connectionUrl: database.url, path, ...request }))[measured],
  };
}
