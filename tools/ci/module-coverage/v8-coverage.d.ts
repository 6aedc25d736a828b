/** The used parts of a package without types: https://github.com/bcoe/v8-coverage */
declare module '@bcoe/v8-coverage' {
  import type { Profiler } from 'node:inspector';

  export interface ProcessCov {
    readonly result: Profiler.ScriptCoverage[];
  }
  export function mergeProcessCovs(processes: readonly ProcessCov[]): ProcessCov;
}
