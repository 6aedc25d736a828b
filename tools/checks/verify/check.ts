import type { TestKind } from './test-kinds.js';

/** One condition of a merge. */
export interface Check {
  readonly name: string;
  /** Commands to run, one after another; each is split at its spaces. */
  readonly commands: readonly string[];
  /** Kinds of test that it runs and whose reports are counted. */
  readonly tests?: readonly TestKind[];
}

const knip = 'knip --config tools/checks/unused/knip.config.ts --no-progress --no-config-hints';
const build = 'nx run-many -t build';

/** Every check, quick ones first. The tiers define when they run. */
export const checks: readonly Check[] = [
  { name: 'format', commands: ['prettier --check --cache .'] },
  { name: 'lock', commands: ['npm ci --dry-run --ignore-scripts --prefer-offline'] },
  { name: 'sync', commands: ['nx sync:check'] },
  { name: 'style', commands: ['tsx tools/checks/house-style.ts'] },
  { name: 'workflows', commands: ['tsx tools/checks/workflows.ts'] },
  { name: 'documents', commands: ['tsx tools/checks/documents.ts'] },
  {
    name: 'secrets',
    commands: [
      'secretlint --secretlintrc tools/ci/secretlintrc.json --secretlintignore .gitignore **/*',
    ],
  },
  { name: 'commits', commands: ['tsx tools/ci/commits/check-commits.ts'] },
  { name: 'audit', commands: ['tsx tools/ci/audit.ts'] },
  { name: 'imports', commands: ['tsx tools/checks/imports.ts'] },
  {
    name: 'unused',
    commands: [knip, `${knip} --production --strict --include files,dependencies,unlisted`],
  },
  { name: 'affected', commands: ['tsx tools/ci/affected.ts lint typecheck build'] },
  { name: 'lint', commands: ['nx run-many -t lint'] },
  { name: 'build', commands: [build] },
  { name: 'typecheck', commands: ['nx run-many -t typecheck'] },
  { name: 'boundaries', commands: ['tsx tools/checks/boundaries.ts'] },
  { name: 'api', commands: [build, 'tsx tools/ci/api-reports.ts'] },
  { name: 'site', commands: ['typedoc --options tools/ci/site/typedoc.config.mjs'] },
  { name: 'packages', commands: ['tsx tools/checks/packages.ts'] },
  { name: 'consumers', commands: ['tsx tools/checks/consumers.ts'] },
  { name: 'release', commands: ['tsx tools/ci/preview-release.ts'] },
  { name: 'affected-unit', commands: ['tsx tools/ci/affected.ts test'] },
  { name: 'unit', commands: ['tsx tools/ci/run-suite.ts unit --coverage'], tests: ['unit'] },
  {
    name: 'integration',
    commands: ['tsx tools/ci/run-suite.ts integration --coverage'],
    tests: ['integration'],
  },
  { name: 'coverage', commands: ['tsx tools/ci/check-coverage.ts'] },
  { name: 'counts', commands: ['tsx tools/ci/check-test-counts.ts'] },
  { name: 'chaos', commands: ['tsx tools/chaos/run.ts --smoke'] },
  { name: 'image', commands: ['tsx tools/ci/image.ts'] },
  {
    name: 'performance',
    commands: [
      'nx build sample-job',
      'tsx --conditions=@wdh/source --expose-gc tools/bench/performance.ts',
    ],
  },
];
