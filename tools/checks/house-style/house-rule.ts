import type { Finding } from '../finding.js';
import type { WorkspaceFiles } from '../workspace-files.js';

/** One rule of the house that a script can see. */
export interface HouseRule {
  readonly name: string;
  readonly check: (files: WorkspaceFiles) => readonly Finding[];
}

/** Tells whether a path is source code of ours. */
export function isSource(path: string): boolean {
  return /^(packages|apps|tools)\/.*\.(ts|tsx|mts|mjs)$/.test(path);
}

/** Tells whether a path is a test, or serves only tests. */
export function isTest(path: string): boolean {
  return /\.test(-d)?\.ts$/.test(path) || /\/(test|bench)\//.test(path);
}
