import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutantVerdict } from './judge-mutant.js';

/** What became of one mutant, as `mutants.json` holds it. */
export interface MutantResult extends MutantVerdict {
  readonly name: string;
}

const fileName = 'mutants.json';

/** Writes what became of the mutants so far. */
export function writeMutantReport(folder: string, results: readonly MutantResult[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileName), `${JSON.stringify(results, null, 2)}\n`);
}

/** Reads what became of the mutants; null where nothing was written. */
export function readMutantReport(folder: string): readonly MutantResult[] | null {
  const file = join(folder, fileName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MutantResult[]) : null;
}
