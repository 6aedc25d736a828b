import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What `load-child.mjs` is told. */
export interface LoadRequest {
  readonly connectionUrl: string;
  readonly path: string;
  /** `file` reads, validates and loads; `memory` has the rows before its clock starts. */
  readonly from?: 'file' | 'memory' | 'small';
  readonly validate?: boolean;
  /** How many rows are to be rejected. Default 0: the first one ends the run. */
  readonly rejected?: number;
  /** Options of the load. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What it says. */
export interface LoadOutcome {
  /** From the making of the loader to its end. */
  readonly ms: number;
  /** Largest resident size of the process. */
  readonly peakMb: number;
  readonly cpuMs: number;
  /** Milliseconds of the loads of a thousand rows, where these were asked for. */
  readonly smallLoads: readonly number[];
}

const script = fileURLToPath(new URL('load-child.mjs', import.meta.url));

/** Loads in a process of its own. */
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
