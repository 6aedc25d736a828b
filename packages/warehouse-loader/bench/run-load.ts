import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ColumnKind } from './shapes/shape.js';

/** The input of `load-child.mjs`. */
export interface LoadRequest {
  readonly connectionUrl: string;
  readonly path: string;
  /** `file` reads, validates and loads; `memory` has the rows in memory before its clock starts. */
  readonly from?: 'file' | 'memory' | 'small';
  readonly validate?: boolean;
  /** The target: `records`, the default, `sales`, or the name of a shape. */
  readonly table?: string;
  /** Kinds of the columns of a shape, by name: what is validated. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** Other options of `csvSource`. */
  readonly reading?: Readonly<Record<string, unknown>>;
  /** Names of formats by column. */
  readonly formats?: Readonly<Record<string, string>>;
  /** Number of expected rejected rows. Default 0: the first one ends the run. */
  readonly rejected?: number;
  /** Options of the load. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Its output. */
export interface LoadOutcome {
  /** Milliseconds from the creation of the loader to its end. */
  readonly ms: number;
  /** Largest resident size of the process. */
  readonly peakMb: number;
  readonly cpuMs: number;
  /** Milliseconds of loads of a thousand rows, if requested: one loader after another. */
  readonly smallLoads: readonly (readonly number[])[];
}

const script = fileURLToPath(new URL('load-child.mjs', import.meta.url));

/** Loads in a separate process. */
export async function runLoad(
  request: LoadRequest,
  nodeOptions: readonly string[] = [],
): Promise<LoadOutcome> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...nodeOptions,
    script,
    JSON.stringify(request),
  ]);
  return JSON.parse(stdout) as LoadOutcome;
}
