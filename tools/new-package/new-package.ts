/**
 * Adds a package to the workspace: `npm run new:package -- <name> <layer> ["What it does"]`.
 *
 * It builds, lints, tests and publishes without changes. `--no-install` omits `npm install`.
 */
import { execFileSync } from 'node:child_process';
import { workspaceRoot } from '../checks/workspace-root.js';
import { addPackage } from './add-package.js';
import { readArguments, usage } from './read-arguments.js';

/** Steps after adding a project; each is a command that a person may repeat. */
const stepsAfter = (
  name: string,
  installs: boolean,
): readonly (readonly [string, ...string[]])[] => [
  ...(installs ? [['npm', 'install', '--no-audit', '--no-fund'] as const] : []),
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

const asked = readArguments(process.argv.slice(2));
if ('problem' in asked) {
  const { problem } = asked;
  if (problem === null) console.log(usage);
  else console.error(`${problem}\n\n${usage}`);
  process.exitCode = problem === null ? 0 : 2;
} else {
  const { name, layer, description, installs } = asked;
  try {
    addPackage(workspaceRoot, name, layer, description);
    for (const [command, ...parts] of stepsAfter(name, installs)) {
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
