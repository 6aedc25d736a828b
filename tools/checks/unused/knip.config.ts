import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnipConfig } from 'knip';
import { jobs } from '../jobs/job-table.mjs';
import { checks } from '../verify/check.js';
import { workspaceRoot } from '../workspace-root.js';

/** Commands and files that start programs of `tools/` by path. A program that they do not contain is unused. */
const commands = [
  ...Object.values(jobs).flatMap((table) => Object.values(table).flat()),
  ...checks.flatMap((check) => check.commands),
  ...['package.json', 'nx.json', '.lefthook.yml', '.vscode/launch.json'].map((file) =>
    readFileSync(join(workspaceRoot, file), 'utf8'),
  ),
];
const programs = commands.flatMap((text) => text.match(/tools\/[\w/.-]+\.(?:ts|mjs)/g) ?? []);
const ofChecks = (path: string): boolean => path.startsWith('tools/checks/');

/** Files that are not imported: Vitest, drizzle-kit, Stryker, a test or a person starts them. */
const started = ['*.config.ts', 'src/**/*.test-d.ts', 'bench/*.{ts,mjs}', 'bench/**/make-*.ts'];
const startedByTests = [
  'test/**/*.mjs',
  'test/programs/*.ts',
  'test/**/{append-for-ever,endless-load,merging-load,load-without-descriptors,migrate,replay-once}.ts',
];

/**
 * The configuration of knip: `npm run verify -- --only unused`. With `--production`, patterns that
 * end in `!` count alone: then tests use nothing.
 */
export default {
  workspaces: {
    '.': {
      // A person starts the soak of a capture by its path.
      entry: [...programs.filter((path) => !ofChecks(path)), 'tools/bench/capture.ts'],
      project: ['tools/**/*.{ts,mjs}', '!tools/consumers/**'],
      ignoreDependencies: [
        // Run by a job or a check, by lint-package.ts, by a Git hook.
        '@arethetypeswrong/cli',
        '@commitlint/cli',
        'secretlint',
        'typedoc',
        // Named in secretlintrc.json.
        '@secretlint/secretlint-rule-preset-recommend',
      ],
    },
    'tools/*': {
      entry: [
        ...programs.filter(ofChecks).map((path) => path.replace('tools/checks/', '')),
        'boundaries/lint-cases.ts',
      ],
      project: ['**/*.{ts,mjs}'],
    },
    'packages/*': {
      // Started where the benchmark has installed what they import.
      ignore: ['bench/peers/*.mjs'],
      // Vite puts the page of the console into files: what it imports is not installed by users.
      entry: [
        ...[...started, ...startedByTests, 'page/main.tsx'],
        ...['src/{index,main}.ts!', 'src/{testing,redis}/index.ts!', 'examples/*.mjs!'],
      ],
      project: [
        '**/*.{ts,tsx,mjs}!',
        '!page/**!',
        '!**/*.test.ts!',
        '!**/*.test-d.ts!',
        '!{test,bench}/**!',
        '!*.config.ts!',
      ],
      // One has files that are read, the other types: neither is imported by what runs.
      // Nx, which runs the generator of packages/nx, brings the third.
      // Vite puts the fourth into the page; the others are optional peers.
      ignoreDependencies: [
        ...['csv-spectrum', '@standard-schema/spec', '@nx/devkit', 'preact'],
        ...['@wdh/queue', '@wdh/capture', '@wdh/console', '@wdh/budget', 'redis'],
      ],
    },
    'apps/*': {
      // The file of the project, apps/wdh.config.ts, lists the feeds.
      entry: [...started, ...startedByTests, 'src/{main,feeds,register/main}.ts!'],
      project: [
        '**/*.{ts,mjs}!',
        '!**/*.test.ts!',
        '!**/*.test-d.ts!',
        '!{test,bench}/**!',
        '!*.config.ts!',
      ],
    },
  },
  // Programs of Linux that tests start, the installer of one, and one that a person may have.
  ignoreBinaries: ['mkfifo', 'mount', 'umount', 'nginx', 'openssl', 'apt-get', 'psql', 'pgloader'],
  // The type of a parameter is exported with its function, so that callers can name it.
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
