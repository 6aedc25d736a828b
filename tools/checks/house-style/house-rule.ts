import type { Finding } from '../finding.js';
import type { WorkspaceFiles } from '../workspace-files.js';

/** One rule of the workspace that a script can check. */
export interface HouseRule {
  readonly name: string;
  readonly check: (files: WorkspaceFiles) => readonly Finding[];
}

/** Returns whether a path is source code of the workspace. */
export function isSource(path: string): boolean {
  return /^(packages|apps|tools)\/.*\.(ts|tsx|mts|mjs)$/.test(path);
}

/** Returns whether a path is a test, or is used only by tests. */
export function isTest(path: string): boolean {
  return /\.test(-d)?\.tsx?$/.test(path) || /\/(test|bench)\//.test(path);
}
