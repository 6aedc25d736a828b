/**
 * Adds a package to the workspace: `npm run new:package -- <name> <layer> ["What it does"]`.
 *
 * It builds, lints, tests and publishes without changes. `--no-install` omits `npm install`.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../checks/workspace-root.js';
import { packageLayers } from '../eslint/module-boundaries.mjs';
import { addPackage } from './add-package.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { install: { type: 'boolean', default: true } },
  allowNegative: true,
});
const [name = '', layer = '', description = `The package ${name}`] = positionals;

/** Steps after adding a project; each is a command that a person may repeat. */
const steps: readonly (readonly [string, ...string[]])[] = [
  ...(options.install ? [['npm', 'install', '--no-audit', '--no-fund'] as const] : []),
  ['npx', 'nx', 'sync'],
  ['npm', 'run', '--silent', 'renew', '--', 'docs'],
  [
    'npx',
    'prettier',
    '--log-level=warn',
    '--write',
    `packages/${name}`,
    'tools/eslint',
    'README.md',
    'docs/concepts/architecture.md',
  ],
];

if (positionals.length < 2) {
  console.error(
    `Usage: npm run new:package -- <name> <layer> ["What it does"]\nLayers: ${packageLayers.join(', ')}`,
  );
  process.exitCode = 2;
} else {
  try {
    addPackage(workspaceRoot, name, layer, description);
    for (const [command, ...parts] of steps) {
      execFileSync(command, parts, { cwd: workspaceRoot, stdio: ['ignore', 'ignore', 'inherit'] });
    }
    const test = `npx nx test ${name}`;
    const width = Math.max(test.length, 'npm run renew -- api'.length) + 2;
    console.log(`packages/${name} was created. Next:
  ${test.padEnd(width)}its first test
  ${'npm run renew -- api'.padEnd(width)}its public surface, for docs/reference/api
  tools/eslint/module-boundaries.mjs names the npm packages that it may import: none yet.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
