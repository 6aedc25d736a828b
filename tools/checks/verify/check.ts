import type { TestKind } from './test-kinds.js';

/** One thing that must hold before a change is merged. */
export interface Check {
  readonly name: string;
  /** The script of the root `package.json` that checks it. */
  readonly script: string;
  /** Kinds of test that it runs, whose reports are counted. */
  readonly tests?: readonly TestKind[];
}

/** Every check there is, the quick ones first. Which of them run when is said by the tiers. */
export const checks: readonly Check[] = [
  { name: 'format', script: 'format:check' },
  { name: 'lock', script: 'lock:check' },
  { name: 'sync', script: 'sync:check' },
  { name: 'style', script: 'check:style' },
  { name: 'workflows', script: 'check:workflows' },
  { name: 'documents', script: 'check:documents' },
  { name: 'secrets', script: 'check:secrets' },
  { name: 'audit', script: 'check:audit' },
  { name: 'imports', script: 'check:imports' },
  { name: 'affected', script: 'ci:affected' },
  { name: 'lint', script: 'lint' },
  { name: 'build', script: 'build' },
  { name: 'typecheck', script: 'typecheck' },
  { name: 'boundaries', script: 'check:boundaries' },
  { name: 'api', script: 'check:api' },
  { name: 'packages', script: 'check:packages' },
  { name: 'consumers', script: 'check:consumers' },
  { name: 'release', script: 'release:preview' },
  { name: 'affected-unit', script: 'ci:unit' },
  { name: 'unit', script: 'cover:unit', tests: ['unit'] },
  { name: 'integration', script: 'cover:integration', tests: ['integration'] },
  { name: 'coverage', script: 'check:coverage' },
  { name: 'counts', script: 'check:counts' },
  { name: 'chaos', script: 'ci:chaos' },
  { name: 'image', script: 'ci:image' },
  { name: 'performance', script: 'test:performance' },
];
