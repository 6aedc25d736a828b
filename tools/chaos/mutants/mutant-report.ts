import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutantVerdict } from './judge-mutant.js';

/** The result of one mutant in `mutants.json`. */
export interface MutantResult extends MutantVerdict {
  readonly name: string;
}

const fileName = 'mutants.json';

/** Writes the results of the mutants so far. */
export function writeMutantReport(folder: string, results: readonly MutantResult[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileName), `${JSON.stringify(results, null, 2)}\n`);
}

/** Reads the results of the mutants; null if there are none. */
export function readMutantReport(folder: string): readonly MutantResult[] | null {
  const file = join(folder, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MutantResult[]) : null;
}
