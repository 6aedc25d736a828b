import type { TestKind } from './test-kinds.js';

/** One thing that must hold before a change is merged. */
export interface Check {
  readonly name: string;
  /** The script of the root `package.json` that checks it. */
  readonly script: string;
  /** Kinds of test that it runs, whose reports are counted. */
  readonly tests?: readonly TestKind[];
}

/** Every check there is, the quick ones first. */
export const checks: readonly Check[] = [
  { name: 'format', script: 'format:check' },
  { name: 'lock', script: 'lock:check' },
  { name: 'sync', script: 'sync:check' },
  { name: 'style', script: 'check:style' },
  { name: 'workflows', script: 'check:workflows' },
  { name: 'imports', script: 'check:imports' },
  { name: 'lint', script: 'lint' },
  { name: 'build', script: 'build' },
  { name: 'typecheck', script: 'typecheck' },
  { name: 'boundaries', script: 'check:boundaries' },
  { name: 'packages', script: 'check:packages' },
  { name: 'consumers', script: 'check:consumers' },
  { name: 'unit', script: 'cover:unit', tests: ['unit'] },
  { name: 'integration', script: 'cover:integration', tests: ['integration'] },
  { name: 'coverage', script: 'check:coverage' },
  { name: 'counts', script: 'check:counts' },
];
